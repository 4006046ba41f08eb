package org.liftlock.tasks;

import java.time.LocalDate;
import org.liftlock.lifecycle.KnownIssues;

/** What a form asks of a person who accepts something as a known issue: an owner and a day (R47). */
final class Issue {

    private Issue() {}

    static KnownIssues.Entry of(Given given, String sentence) {
        return new KnownIssues.Entry(
                KnownIssues.Kind.KNOWN_ISSUE,
                cut(sentence),
                given.fields().needed("issueOwner"),
                due(
                        given,
                        given.fields()
                                .day("issueDue")
                                .orElseThrow(
                                        () -> new AnswerRefused(
                                                "Field \"Until when?\" is empty; name the day by which the issue is settled"))));
    }

    /** The day, unless it has passed. */
    static LocalDate due(Given given, LocalDate day) {
        LocalDate today = today(given);
        if (day.isBefore(today)) {
            throw new AnswerRefused("Field \"Until when?\": " + day + " has passed; name a day from " + today + " on");
        }
        return day;
    }

    static LocalDate today(Given given) {
        return given.situation().now().atZone(given.situation().times().zone()).toLocalDate();
    }

    private static String cut(String sentence) {
        return sentence.length() <= 1_000 ? sentence : sentence.substring(0, 999) + "…";
    }
}
