package org.liftlock.live;

/** The output lies on a target that cannot be read now. */
public class Unreadable extends RuntimeException {

    Unreadable(String target, String why) {
        super("The output lies on " + target + ", which cannot be read from this node just now: " + why
                + ". Nothing is lost; try again, or ask the node that works on this target");
    }
}
