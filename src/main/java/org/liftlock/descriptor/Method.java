package org.liftlock.descriptor;

import java.util.Optional;

/**
 * One way to make the change.
 *
 * @param restores the way back is the full restore, there are no rollback commands
 * @param loses what going back loses after the first write, in words
 * @param finishes the method has a finish, the step that destroys the way back
 * @param from range of the versions it starts from; empty when any will do
 * @param to range of the versions it leads to; empty when any will do
 */
public record Method(
        String name,
        Reversibility reversibility,
        boolean restores,
        Optional<String> loses,
        boolean finishes,
        Optional<String> from,
        Optional<String> to) {

    /** What going back loses once users have written again, in words. */
    public String lost() {
        return loses.orElse("everything written since the backup");
    }

    /** Whether there is a way back at all, other than a repair forward. */
    public boolean hasWayBack() {
        return reversibility != Reversibility.NEVER || restores;
    }

    /** For a list. */
    public String wayBackInShort() {
        return switch (reversibility) {
            case ALWAYS -> "can always be taken back";
            case UNTIL_FIRST_WRITE -> "can be taken back until users write again";
            case NEVER -> restores ? "taken back by restoring the backup only" : "cannot be taken back";
        };
    }

    /** For somebody who decides on a plan, in words (R17). */
    public String wayBack() {
        return switch (reversibility) {
            case ALWAYS -> "at any time before the last step, by commands; nothing is lost";
            case UNTIL_FIRST_WRITE -> "without loss until users write again; after that it loses " + lost();
            case NEVER ->
                restores
                        ? "only by restoring the backup; it loses " + lost()
                        : "none: once applied, only a repair forward is left";
        };
    }
}
