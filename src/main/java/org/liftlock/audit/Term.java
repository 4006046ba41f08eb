package org.liftlock.audit;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One thing an upgrade can be found by. Letters are compared without case. */
record Term(Criterion criterion, String text) {

    /** An upgrade that has not ended. */
    static final String OPEN = "open";

    private static final int LONGEST = 200;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Versions, paths, addresses and CVE numbers stay in one piece. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}._@/:+-]+");

    private static final Pattern EDGES = Pattern.compile("^[._@/:+-]+|[._@/:+-]+$");

    Term {
        String even = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        text = clipped(SPACE.matcher(even).replaceAll(" ").strip()).strip();
    }

    /** Never in the middle of a character. */
    private static String clipped(String text) {
        int end = Math.min(text.length(), LONGEST);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    /** What has to be found for what somebody typed. */
    static List<Term> wanted(Criterion criterion, String typed) {
        return criterion == Criterion.TEXT ? words(typed).distinct().toList() : List.of(new Term(criterion, typed));
    }

    /** Its words, in pieces that somebody might look for. */
    static Stream<Term> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text)
                .map(word -> EDGES.matcher(word).replaceAll(""))
                .filter(word -> word.length() > 1)
                .map(word -> new Term(Criterion.TEXT, word));
    }
}
