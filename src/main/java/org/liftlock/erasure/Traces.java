package org.liftlock.erasure;

/** What the engine remembers of an upgrade: variables, answers and comments, beside what the record tells. */
public interface Traces {

    /** Ends the time it is kept for; the engine's next clean-up removes it. */
    void end(String upgradeKey);
}
