package org.liftlock.launcher;

/** The launcher's answer to an order. */
public sealed interface LaunchReply {

    /** @param state as it was a moment later: a short run has ended by then */
    record Started(RunState state) implements LaunchReply {

        public Started() {
            this(new RunState.Running(0));
        }
    }

    /** The key is known here already; nothing was started again. */
    record AlreadyHere(RunState state) implements LaunchReply {}

    /** A higher token was seen: whoever sent this order has been replaced. */
    record StaleToken(long highest) implements LaunchReply {}

    /** Certain that nothing was started: the target could not be reached, or the launcher could not be put in place. */
    record NotReached(String reason) implements LaunchReply {}

    /** The order was sent, its reply never came: the run may or may not have started. */
    record ReplyLost(String reason) implements LaunchReply {}
}
