package org.liftlock.inventory;

/** When an inventory was read. */
public enum Moment {
    /** While the upgrade was assessed; what the approvers saw. */
    ASSESSED,
    /** Directly before the change. */
    BEFORE,
    /** Behind the change. */
    AFTER,
    /** After the way back. */
    BACK;

    String inWords() {
        return switch (this) {
            case ASSESSED -> "when it was assessed";
            case BEFORE -> "before the change";
            case AFTER -> "after the change";
            case BACK -> "after the way back";
        };
    }
}
