package org.liftlock.lifecycle;

/**
 * Something that was found, and what to do about it.
 *
 * @param origin the step that looked ("check-plan"); its later findings replace its earlier ones
 * @param subject what it is about: a target, a store, a field of the plan
 */
public record Finding(RuleId rule, Severity severity, String origin, String subject, String sentence, String remedy) {

    /** BLOCKS: the upgrade does not go on. WARNS: a person sees it before deciding. TELLS: for the record. */
    public enum Severity {
        BLOCKS,
        WARNS,
        TELLS
    }

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST = 1000;

    /** What is longer than a finding may be is cut: a long list of conflicts must not keep the finding from being told. */
    public Finding {
        if (sentence.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("A finding says what was found and what to do about it");
        }
        subject = cut(subject, LONGEST_SUBJECT);
        sentence = cut(sentence, LONGEST);
        remedy = cut(remedy, LONGEST);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
