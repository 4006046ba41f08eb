package org.liftlock.live;

/** This node follows as many outputs as it may. */
public class TooManyFollowers extends RuntimeException {

    TooManyFollowers(int most) {
        super("This node already follows output for " + most
                + " readers (liftlock.live.followers). Ask again in a minute, ask another node, or read the log without"
                + " following it");
    }
}
