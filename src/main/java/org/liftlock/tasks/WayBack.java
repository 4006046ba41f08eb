package org.liftlock.tasks;

import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.Reversibility;

/** What a method allows to be taken back, and what that loses (R17). */
record WayBack(Method method) {

    static WayBack of(Situation situation) {
        return new WayBack(situation.description().method());
    }

    /** Whether there is a way back at all, other than a repair forward. */
    boolean exists() {
        return method.reversibility() != Reversibility.NEVER || method.restores();
    }

    /** For a list of methods. */
    String brief() {
        return switch (method.reversibility()) {
            case ALWAYS -> "can always be taken back";
            case UNTIL_FIRST_WRITE -> "can be taken back until users write again";
            case NEVER -> method.restores() ? "taken back by restoring the backup only" : "cannot be taken back";
        };
    }

    /** For a plan. */
    String planned() {
        return switch (method.reversibility()) {
            case ALWAYS -> "at any time before the last step, by commands; nothing is lost";
            case UNTIL_FIRST_WRITE -> "without loss until users write again; after that it loses " + lost();
            case NEVER ->
                method.restores()
                        ? "only by restoring the backup; it loses " + lost()
                        : "**none**: once applied, only a repair forward is left";
        };
    }

    /** @param written whether users may have written since the backup */
    String now(boolean written) {
        if (!written) {
            return exists() ? "Users have not been let in again: going back loses nothing" : planned();
        }
        return method.reversibility() == Reversibility.ALWAYS
                ? "Going back by commands loses nothing"
                : exists() ? "Users are in again: going back loses " + lost() : planned();
    }

    private String lost() {
        return method.loses().map(Markdown::plain).orElse("everything written since the backup");
    }
}
