package org.liftlock.lifecycle;

/** How an upgrade ended. */
public enum Outcome {
    RAISED("Raised"),
    WITH_KNOWN_ISSUES("Raised, with known issues"),
    BACK_AS_BEFORE("Back as before"),
    UNTOUCHED("Nothing was changed"),
    DEFERRED("Deferred"),
    REFUSED("Refused"),
    CANCELLED("Cancelled"),
    NEEDS_REPAIR("Needs repair");

    private final String title;

    Outcome(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
