package org.liftlock.live;

import java.io.IOException;

/** Somebody who follows a step; told by one thread at a time. A fault of its own ends the following. */
public interface Follower {

    /**
     * @param leftOut bytes before this text that are not to be had
     * @param next position behind this text; from there it goes on after a lost connection
     */
    void output(String text, long leftOut, long next) throws IOException;

    void state(StepState state) throws IOException;

    /** Nothing new; keeps the connection, and finds out whether anybody is left. */
    void stillThere() throws IOException;

    /** The step has ended and everything was told. */
    void end();
}
