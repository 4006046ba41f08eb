package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.Reversibility;

/** What a method allows to be taken back, and what that loses (R17). */
record WayBack(Method method) {

    static WayBack of(Situation situation) {
        return new WayBack(situation.description().method());
    }

    /** Whether there is a way back at all, other than a repair forward. */
    boolean exists() {
        return method.hasWayBack();
    }

    /** For a list of methods. */
    String brief() {
        return method.wayBackInShort();
    }

    /** For a plan. */
    String planned() {
        String words = plain(method.wayBack());
        return method.hasWayBack() ? words : words.replaceFirst("^none", "**none**");
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
        return plain(method.lost());
    }
}
