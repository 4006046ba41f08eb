package org.liftlock.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.security.Masking.Edge;

class MaskingTest {

    private static final String PASSWORD = "p&ss wörd/7+";
    private final Masking masking = new Masking(List.of(PASSWORD));

    @Test
    void aValueIsMaskedAsItIs() {
        assertThat(masking.mask("login with p&ss wörd/7+ failed")).isEqualTo("login with ***** failed");
    }

    @Test
    void aValueIsMaskedUrlEncodedInEachSpelling() {
        String encoded = URLEncoder.encode(PASSWORD, UTF_8);

        assertThat(masking.mask("?password=" + encoded)).isEqualTo("?password=*****");
        assertThat(masking.mask("?password=" + encoded.replace("+", "%20"))).isEqualTo("?password=*****");
        assertThat(masking.mask("?password=p%26ss+w%c3%b6rd%2f7%2b")).isEqualTo("?password=*****");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "a,''", "ab,''", "abc,d", "'',de", "user:,@db", "users:,\\n", "u:, and more"})
    void aValueIsMaskedInBase64WhereverItStands(String before, String behind) {
        String encoded = Base64.getEncoder().encodeToString((before + "correct-horse" + behind).getBytes(UTF_8));

        String masked = new Masking(List.of("correct-horse")).mask(encoded);

        // 13 bytes decide 16 characters alone, or 17; the one at each edge tells next to nothing.
        assertThat(masked).contains(Masking.MASK);
        assertThat(masked.length()).isLessThanOrEqualTo(encoded.length() - 16 + Masking.MASK.length());
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aValueAcrossTheEdgeOfAnExcerptIsMaskedWhereverTheEdgeIs(int limit) {
        byte[] text = ("größe; password " + PASSWORD + "; größe; password " + PASSWORD + ".").getBytes(UTF_8);
        StringBuilder joined = new StringBuilder();
        for (int from = 0; from < text.length; ) {
            Masking.Excerpt excerpt =
                    masking.excerpt(text, from, Math.min(text.length, from + limit), Edge.END, Edge.END);
            joined.append(excerpt.text());
            from = excerpt.end();
        }

        assertThat(joined).hasToString("größe; password *****; größe; password *****.");
    }

    static IntStream limits() {
        return IntStream.rangeClosed(2, 40);
    }

    @Test
    void whatMayBeTheBeginningOfAValueIsHeldBackUntilMoreIsKnown() {
        byte[] soFar = "login p&ss w".getBytes(UTF_8);

        Masking.Excerpt excerpt = masking.excerpt(soFar, 0, soFar.length, Edge.END, Edge.MORE);

        assertThat(excerpt).isEqualTo(new Masking.Excerpt("login ", 6));
        assertThat(masking.excerpt(soFar, 0, soFar.length, Edge.END, Edge.END).text())
                .isEqualTo("login p&ss w");
    }

    @Test
    void linesOfAKeyAreMaskedOneByOne() {
        var key = new Masking(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nqwertzuiopasdfghjkl1\n"));

        assertThat(key.mask("read: qwertzuiopasdfghjkl1")).isEqualTo("read: *****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: -----BEGIN KEY-----\r\nMIIEvQIBADANBgkqhkiG9w0B\r\nqwert==\r\n-----END KEY-----.",
                "key: -----BEGIN KEY-----\\nMIIEvQIBADANBgkqhkiG9w0B\\nqwert==\\n-----END KEY-----.",
                "key: -----BEGIN+KEY-----%0AMIIEvQIBADANBgkqhkiG9w0B%0aqwert%3D%3d%0A-----END%20KEY-----."
            })
    void aKeyOfManyLinesIsMaskedWithOtherLineBreaksEscapedAndEncoded(String printed) {
        var key = new Masking(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nqwert==\n-----END KEY-----"));

        assertThat(key.mask(printed)).isEqualTo("key: *****.");
    }

    @Test
    void aLongValueIsMaskedInBase64ThatIsBrokenIntoLines() {
        String value = "correct horse battery staple, ".repeat(9);
        var longOne = new Masking(List.of(value));
        for (String before : List.of("", "a", "ab", "user:", "a longer beginning of it all: ")) {
            String lines = Base64.getMimeEncoder().encodeToString((before + value + "!").getBytes(UTF_8));
            String unix = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString((before + value).getBytes(UTF_8));

            assertThat(longOne.mask(lines)).as(lines).contains(Masking.MASK).hasSizeLessThan(60);
            assertThat(longOne.mask(unix)).as(unix).contains(Masking.MASK).hasSizeLessThan(60);
        }
    }

    @Test
    void aValueIsMaskedInBase64WithoutPaddingAndWithTheAlphabetForAddresses() {
        String value = "??>>p&ss~~";
        var any = new Masking(List.of(value));

        assertThat(any.mask(Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8))))
                .isEqualTo("*****");
        assertThat(any.mask(Base64.getUrlEncoder().encodeToString(value.getBytes(UTF_8))))
                .isEqualTo("*****");
        assertThat(any.mask(Base64.getUrlEncoder().withoutPadding().encodeToString(value.getBytes(UTF_8))))
                .isEqualTo("*****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // as encoded by curl, by a browser, by Python, by hand
                "it%27s+50%25%2fa!%28b%29%7E",
                "it's%2050%25%2Fa!(b)~",
                "it%27s%2050%25/a%21%28b%29~",
                "%69t's 50%25/a!(b)~"
            })
    void aValueIsMaskedUrlEncodedWhicheverCharactersWereEncoded(String printed) {
        assertThat(new Masking(List.of("it's 50%/a!(b)~")).mask("<" + printed + ">"))
                .isEqualTo("<*****>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\\"b\\\\c\\/dü", "a\\u0022b\\u005Cc/d\\u00fc", "a\\\"b\\u005cc/d\\u00FC", "a\"b\\c/dü"})
    void aValueIsMaskedAsJsonWritesIt(String printed) {
        assertThat(new Masking(List.of("a\"b\\c/dü")).mask("{\"p\":\"" + printed + "\"}"))
                .isEqualTo("{\"p\":\"*****\"}");
    }

    @Test
    void whatIsLeftOfAValueBesideACutIsMasked() {
        var cut = new Masking(List.of("correct-horse"));
        for (int length = 4; length < 13; length++) {
            byte[] beginning = ("login " + "correct-horse".substring(0, length)).getBytes(UTF_8);
            byte[] end = ("correct-horse".substring(13 - length) + " failed").getBytes(UTF_8);

            assertThat(cut.excerpt(beginning, 0, beginning.length, Edge.END, Edge.CUT))
                    .isEqualTo(new Masking.Excerpt("login *****", beginning.length));
            assertThat(cut.excerpt(end, 0, end.length, Edge.CUT, Edge.END).text())
                    .isEqualTo("***** failed");
        }
    }

    @Test
    void veryShortValuesAreLeftAlone() {
        assertThat(new Masking(List.of("sa", "")).mask("salt")).isEqualTo("salt");
    }
}
