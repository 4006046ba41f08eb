package org.liftlock.proof;

import java.util.List;

/** Makes findings of rules. */
final class Findings {

    private Findings() {}

    static Finding of(Rule rule, Part part, String sentence) {
        return of(rule, part, sentence, List.of());
    }

    static Finding of(Rule rule, Part part, String sentence, List<Finding.Step> path) {
        return new Finding(
                rule.id(),
                rule.aspect(),
                Finding.Severity.ERROR,
                part.resource(),
                part.process(),
                List.of(part.id()),
                sentence,
                rule.remedy(),
                path);
    }
}
