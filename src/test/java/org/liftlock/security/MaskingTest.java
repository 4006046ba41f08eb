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
            Masking.Excerpt excerpt = masking.excerpt(text, from, Math.min(text.length, from + limit), true);
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

        Masking.Excerpt excerpt = masking.excerpt(soFar, 0, soFar.length, false);

        assertThat(excerpt).isEqualTo(new Masking.Excerpt("login ", 6));
        assertThat(masking.excerpt(soFar, 0, soFar.length, true).text()).isEqualTo("login p&ss w");
    }

    @Test
    void linesOfAKeyAreMaskedOneByOne() {
        var key = new Masking(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nqwertzuiopasdfghjkl1\n"));

        assertThat(key.mask("read: qwertzuiopasdfghjkl1")).isEqualTo("read: *****");
    }

    @Test
    void veryShortValuesAreLeftAlone() {
        assertThat(new Masking(List.of("sa", "")).mask("salt")).isEqualTo("salt");
    }
}
