package org.liftlock.security;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Replaces the values of secrets in captured text: as they are, in base64 (at any of its three alignments, so inside
 * {@code user:password} too) and URL-encoded. Values shorter than four characters are left alone: they would hide
 * half of every text and be guessed all the same.
 */
public final class Masking {

    static final String MASK = "*****";
    private static final int SHORTEST = 4;
    /** One character for each byte, so that offsets in bytes stay offsets. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /** Forms of all values, longest first: a form may contain another. */
    private final List<String> forms;

    public Masking(Collection<String> values) {
        Set<String> all = new HashSet<>();
        for (String value : values) {
            addForms(value, all);
            // A key of many lines is often printed with other line breaks, or in parts.
            value.lines().filter(line -> line.length() >= 16).forEach(line -> addForms(line, all));
        }
        forms = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    public String mask(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return excerpt(bytes, 0, bytes.length, true).text();
    }

    /** How many bytes beside an excerpt have to be known, so that a value across its edge is found. */
    public int reach() {
        return forms.isEmpty() ? 0 : forms.get(0).length();
    }

    /**
     * The part of a window from one offset to another, masked.
     *
     * @param complete whether nothing follows the window; otherwise what may be the beginning of a secret is held back
     * @return the text and where it really ended: a value across the edge is masked as a whole
     */
    public Excerpt excerpt(byte[] window, int from, int to, boolean complete) {
        String all = new String(window, BYTES);
        int end = complete ? all.length() : heldBack(all);
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < Math.min(to, end)) {
            int length = formAt(all, at);
            if (length == 0) {
                if (at >= from) {
                    text.append(all.charAt(at));
                }
                at++;
            } else {
                if (at + length > from) {
                    text.append(MASK);
                }
                at += length;
            }
        }
        String bytes = text.toString();
        int cut = complete && at >= all.length() ? 0 : openCharacter(bytes);
        byte[] whole = bytes.substring(0, bytes.length() - cut).getBytes(BYTES);
        return new Excerpt(new String(whole, StandardCharsets.UTF_8), Math.max(from, at - cut));
    }

    /** @param end offset in the window behind the last byte the text stands for */
    public record Excerpt(String text, int end) {}

    private int formAt(String text, int at) {
        for (String form : forms) {
            if (text.startsWith(form, at)) {
                return form.length();
            }
        }
        return 0;
    }

    /** Where the end of the text begins that may grow into a secret. */
    private int heldBack(String text) {
        for (int at = Math.max(0, text.length() - reach()); at <= text.length() - SHORTEST; at++) {
            String tail = text.substring(at);
            if (forms.stream().anyMatch(form -> form.length() > tail.length() && form.startsWith(tail))) {
                return at;
            }
        }
        return text.length();
    }

    /** Bytes at the end that begin a character of UTF-8 without finishing it. */
    private static int openCharacter(String bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length()); back++) {
            int octet = bytes.charAt(bytes.length() - back);
            if (octet >= 0xC0) {
                int length = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
                return length > back ? back : 0;
            }
            if (octet < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    private static void addForms(String value, Set<String> forms) {
        if (value.length() < SHORTEST) {
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        forms.add(new String(bytes, BYTES));
        for (int shift = 0; shift < 3; shift++) {
            addBase64(bytes, shift, forms);
        }
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String strict = encoded.replace("+", "%20").replace("*", "%2A");
        for (String form : List.of(encoded, strict, strict.replace("%7E", "~"))) {
            forms.add(form);
            forms.add(lowerCaseHex(form));
        }
    }

    /** The characters of base64 that depend on this value alone when other bytes stand before and behind it. */
    private static void addBase64(byte[] value, int shift, Set<String> forms) {
        byte[] shifted = new byte[shift + value.length];
        System.arraycopy(value, 0, shifted, shift, value.length);
        String encoded = Base64.getEncoder().encodeToString(shifted);
        String own = encoded.substring((shift * 8 + 5) / 6, shifted.length * 8 / 6);
        if (own.length() >= SHORTEST) {
            forms.add(own);
            forms.add(own.replace('+', '-').replace('/', '_'));
        }
        if (shift == 0) {
            forms.add(encoded);
            forms.add(Base64.getUrlEncoder().encodeToString(value));
        }
    }

    private static String lowerCaseHex(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int at = encoded.indexOf('%'); at >= 0; at = encoded.indexOf('%', at + 1)) {
            lower.replace(at, at + 3, encoded.substring(at, at + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }
}
