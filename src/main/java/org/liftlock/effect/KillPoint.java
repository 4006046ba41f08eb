package org.liftlock.effect;

/** A moment of the effect protocol at which a node may die, and the next one has to find its way. */
public enum KillPoint {
    /** The effects of a step are written, their transaction is not committed. */
    BEFORE_PLANNED,
    /** They are committed, nothing is launched. */
    AFTER_PLANNED,
    /** STARTED is written, and its transaction not committed. */
    BEFORE_STARTED,
    /** STARTED is committed, the target has not been called. */
    AFTER_STARTED,
    /** The target has been called, its reply was not read. */
    REPLY_UNREAD,
    /** The command was seen running. */
    RUNNING,
    /** The command was seen ended, its outcome is not committed. */
    DONE_NOT_COMMITTED,
    /** The outcome is written, and committed unless it went well; the step has no answer yet. */
    AFTER_SETTLED,
    /** The step is about to be answered: journal and engine do not know it. */
    BEFORE_DELIVERED,
    /** The engine has been told it, in a transaction that is not committed. */
    AFTER_COMPLETED,
    /** A higher token is committed, the target has not been told to stop. */
    BEFORE_STOP
}
