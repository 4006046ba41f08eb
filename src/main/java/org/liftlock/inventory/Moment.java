package org.liftlock.inventory;

/** When an inventory was read. */
public enum Moment {
    /** While the upgrade was assessed; what the approvers saw. */
    ASSESSED,
    /** Directly before the change. */
    BEFORE,
    /** When the change had broken off, or nobody could say how it had ended; versions only. */
    IN_DOUBT,
    /** Behind the change. */
    AFTER,
    /** After the way back. */
    BACK;

    String inWords() {
        return switch (this) {
            case ASSESSED -> "when it was assessed";
            case BEFORE -> "before the change";
            case IN_DOUBT -> "when it was in doubt";
            case AFTER -> "after the change";
            case BACK -> "after the way back";
        };
    }
}
