package org.liftlock.lifecycle;

/** Where an upgrade stands. */
public enum Stage {
    ASSESSMENT("Assessment"),
    PREPARATION("Preparation"),
    WAITING("Waiting for the window"),
    EXECUTION("Execution inside the window"),
    VERIFICATION("Verification and deployment"),
    CLOSING("Closing"),
    CLOSED("Closed");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
