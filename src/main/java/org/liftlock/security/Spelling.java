package org.liftlock.security;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One way of writing a value down: a list of letters, each with the strings that may stand for it. Text is compared
 * byte by byte, one character for each byte.
 */
final class Spelling {

    /** One character for each byte, so that offsets in bytes stay offsets. */
    static final Charset BYTES = StandardCharsets.ISO_8859_1;

    static final int NONE = 0;
    /** The text ends before it is decided. */
    static final int OPEN = -1;

    private static final String ESCAPED = "\"\\/\n\r\t\b\f";
    private static final String ESCAPES = "\"\\/nrtbf";

    private final List<List<String>> letters;

    private Spelling(List<List<String>> letters) {
        this.letters = letters;
    }

    /** As it is; a line break may be one of another system. */
    static Spelling plain(String value) {
        List<List<String>> letters = new ArrayList<>();
        for (char octet : octets(value).toCharArray()) {
            letters.add(octet == '\n' ? List.of("\r\n", "\n") : List.of(String.valueOf(octet)));
        }
        return new Spelling(letters);
    }

    /** URL-encoded, whichever characters the encoder thinks it has to encode. */
    static Spelling url(String value) {
        List<List<String>> letters = new ArrayList<>();
        for (char octet : octets(value).toCharArray()) {
            String hex = "%" + HexFormat.of().withUpperCase().toHexDigits((byte) octet);
            String space = octet == ' ' ? "+" : hex;
            letters.add(List.of(hex, hex.toLowerCase(Locale.ROOT), space, String.valueOf(octet)));
        }
        return new Spelling(letters);
    }

    /** Inside a JSON string, whichever characters the writer thinks it has to escape. */
    static Spelling json(String value) {
        List<List<String>> letters = new ArrayList<>();
        value.codePoints().forEach(point -> {
            StringBuilder code = new StringBuilder();
            for (char unit : Character.toChars(point)) {
                code.append("\\u").append(HexFormat.of().toHexDigits(unit));
            }
            List<String> letter = new ArrayList<>(List.of(
                    code.toString(),
                    "\\u" + code.substring(2).toUpperCase(Locale.ROOT).replace("\\U", "\\u")));
            int escape = ESCAPED.indexOf(point);
            if (escape >= 0) {
                letter.add("\\" + ESCAPES.charAt(escape));
            }
            if (point != '"' && point != '\\' && point >= ' ') {
                letter.add(octets(Character.toString(point)));
            }
            letters.add(letter);
        });
        return new Spelling(letters);
    }

    /** In base64, wherever it stands between other bytes, with either alphabet, in lines of any length. */
    static List<Spelling> base64(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        List<Spelling> all = new ArrayList<>();
        all.add(encoded(Base64.getEncoder().encodeToString(bytes)));
        all.add(encoded(Base64.getEncoder().withoutPadding().encodeToString(bytes)));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            // The characters that depend on this value alone when other bytes stand before and behind it.
            all.add(encoded(Base64.getEncoder()
                    .encodeToString(shifted)
                    .substring((shift * 8 + 5) / 6, shifted.length * 8 / 6)));
        }
        return all;
    }

    private static Spelling encoded(String characters) {
        List<List<String>> letters = new ArrayList<>();
        for (char character : characters.toCharArray()) {
            List<String> letter = new ArrayList<>();
            for (char each : new char[] {character, character == '+' ? '-' : character == '/' ? '_' : character}) {
                letter.addAll(List.of(String.valueOf(each), "\n" + each, "\r\n" + each));
            }
            letters.add(letter.stream().distinct().toList());
        }
        return new Spelling(letters);
    }

    private static String octets(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), BYTES);
    }

    List<String> beginnings() {
        return letters.get(0);
    }

    int size() {
        return letters.size();
    }

    /** The most bytes it can take. */
    int reach() {
        return letters.stream()
                .mapToInt(
                        letter -> letter.stream().mapToInt(String::length).max().orElse(0))
                .sum();
    }

    /** @return how many characters of the text it takes from there, {@link #NONE} or {@link #OPEN} */
    int at(String text, int from) {
        return from(0, text, from);
    }

    /** The same without its first letters. */
    int from(int letter, String text, int from) {
        int at = from;
        for (int next = letter; next < letters.size(); next++) {
            int taken = take(letters.get(next), text, at);
            if (taken <= 0) {
                return taken;
            }
            at += taken;
        }
        return at - from;
    }

    private static int take(List<String> letter, String text, int at) {
        boolean open = false;
        for (String written : letter) {
            if (text.startsWith(written, at)) {
                return written.length();
            }
            open |= written.length() > text.length() - at && written.startsWith(text.substring(at));
        }
        return open ? OPEN : NONE;
    }
}
