package org.liftlock.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Replaces the values of secrets in captured text: as they are, in base64 (at any of its three alignments, so inside
 * {@code user:password} too), URL-encoded, and escaped as in JSON. Of a value of several lines, such as a key, each line
 * is masked too. Values shorter than four characters are left alone: they would hide half of every text and be guessed
 * all the same.
 */
public final class Masking {

    static final String MASK = "*****";
    private static final int SHORTEST = 4;
    /** Shorter lines of a longer value are brackets and words that stand in many a text. */
    private static final int SHORTEST_LINE = 8;
    /** How much of one written letter may be left where a text was cut. */
    private static final int CUT_LETTER = 5;

    private final List<Spelling> spellings = new ArrayList<>();
    /** The same by the first character they may begin with. */
    private final List<List<Spelling>> byBeginning = new ArrayList<>();

    private final int reach;

    public Masking(Collection<String> values) {
        Set<String> all = new LinkedHashSet<>();
        for (String value : values) {
            if (value.length() >= SHORTEST) {
                all.add(value);
            }
            value.lines().filter(line -> line.length() >= SHORTEST_LINE).forEach(all::add);
        }
        for (String value : all) {
            spellings.addAll(List.of(Spelling.plain(value), Spelling.url(value), Spelling.json(value)));
            Spelling.base64(value).stream()
                    .filter(encoded -> encoded.size() >= SHORTEST)
                    .forEach(spellings::add);
        }
        for (int octet = 0; octet < 256; octet++) {
            String first = String.valueOf((char) octet);
            byBeginning.add(spellings.stream()
                    .filter(spelling -> spelling.beginnings().stream().anyMatch(written -> written.startsWith(first)))
                    .toList());
        }
        reach = spellings.stream().mapToInt(Spelling::reach).max().orElse(0);
    }

    public String mask(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return excerpt(bytes, 0, bytes.length, Edge.END, Edge.END).text();
    }

    /** How many bytes beside an excerpt have to be known, so that a value across its edge is found. */
    public int reach() {
        return reach;
    }

    /** What is beyond the edge of a window. */
    public enum Edge {
        /** Nothing: there the text begins or ends. */
        END,
        /** Text that can be read later. */
        MORE,
        /** Text that is lost: whatever may be a part of a value there is masked. */
        CUT
    }

    /**
     * The part of a window from one offset to another, masked. Where more follows, what may be the beginning of a secret
     * is held back.
     *
     * @return the text and where it really ended: a value across the edge is masked as a whole
     */
    public Excerpt excerpt(byte[] window, int from, int to, Edge before, Edge behind) {
        String all = new String(window, Spelling.BYTES);
        int end = behind == Edge.END ? all.length() : undecided(all);
        StringBuilder text = new StringBuilder();
        int at = before == Edge.CUT ? restOfValue(all) : 0;
        if (at > from) {
            text.append(MASK);
        }
        while (at < Math.min(to, end)) {
            int length = valueAt(all, at);
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
        if (behind == Edge.CUT && at == end && end < Math.min(to, all.length())) {
            text.append(MASK);
            at = all.length();
        }
        String bytes = text.toString();
        int cut = behind != Edge.MORE && at >= all.length() ? 0 : openCharacter(bytes);
        byte[] whole = bytes.substring(0, bytes.length() - cut).getBytes(Spelling.BYTES);
        return new Excerpt(new String(whole, StandardCharsets.UTF_8), Math.max(from, at - cut));
    }

    /** @param end offset in the window behind the last byte the text stands for */
    public record Excerpt(String text, int end) {}

    private int valueAt(String text, int at) {
        int longest = 0;
        for (Spelling spelling : byBeginning.get(text.charAt(at))) {
            longest = Math.max(longest, spelling.at(text, at));
        }
        return longest;
    }

    /** Where the end of the text begins that may grow into a value. */
    private int undecided(String text) {
        for (int at = Math.max(0, text.length() - reach); at <= text.length() - SHORTEST; at++) {
            for (Spelling spelling : byBeginning.get(text.charAt(at))) {
                if (spelling.at(text, at) == Spelling.OPEN) {
                    return at;
                }
            }
        }
        return text.length();
    }

    /** Where a value ends whose beginning is not in the text any more; zero when there is none. */
    private int restOfValue(String text) {
        int end = 0;
        for (Spelling spelling : spellings) {
            for (int letter = 1; letter < spelling.size(); letter++) {
                for (int at = 0; at <= CUT_LETTER; at++) {
                    int taken = spelling.from(letter, text, at);
                    end = taken >= SHORTEST ? Math.max(end, at + taken) : end;
                }
            }
        }
        return end;
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
}
