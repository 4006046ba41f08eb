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
        Optional<String> to) {}
