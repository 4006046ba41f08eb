package org.liftlock.tasks;

/** The texts a form shows, above what it asks. */
enum Shown {
    HEAD("shownHead"),
    FACTS("shownFacts"),
    FINDINGS("shownFindings"),
    TIME_BAR("shownTimeBar"),
    CHANGES("shownChanges"),
    WHO("shownWho"),
    FAILURE("shownFailure"),
    SUGGESTION("shownSuggestion"),
    ALIKE("shownAlike"),
    WINDOW("shownWindow"),
    LATER("shownLater");

    private final String variable;

    Shown(String variable) {
        this.variable = variable;
    }

    String variable() {
        return variable;
    }
}
