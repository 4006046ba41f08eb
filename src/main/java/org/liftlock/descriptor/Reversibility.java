package org.liftlock.descriptor;

/** Until when the rollback commands of a method lead back (R17). */
public enum Reversibility {
    /** At any time before the method's finish. */
    ALWAYS,
    /** Until the new version took the first write of a user; after that by restore, with a loss. */
    UNTIL_FIRST_WRITE,
    /** Not by commands: the way back, if there is one, is the full restore. */
    NEVER
}
