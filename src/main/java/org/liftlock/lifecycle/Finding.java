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

    public Finding {
        if (sentence.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("A finding says what was found and what to do about it");
        }
    }
}
