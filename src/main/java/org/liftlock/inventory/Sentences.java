package org.liftlock.inventory;

import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.TargetId;

/** Findings whose texts fit where they are kept. */
final class Sentences {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_SENTENCE = 1000;
    private static final int LONGEST_VALUE = 200;

    private Sentences() {}

    static Finding finding(
            RuleId rule, Finding.Severity severity, String origin, String subject, String sentence, String remedy) {
        return new Finding(
                rule, severity, origin, clip(subject, LONGEST_SUBJECT), clip(sentence, LONGEST_SENTENCE), remedy);
    }

    static String subject(TargetId target, String name) {
        return target + " " + name;
    }

    static String quote(String value) {
        return value.isBlank() ? "nothing" : "\"" + clip(value, LONGEST_VALUE) + "\"";
    }

    static String clip(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
