package org.liftlock.proof;

import java.util.HashSet;
import java.util.Set;

/**
 * A process in the place where it runs: at the top, or called from somewhere.
 *
 * @param prefix tells its variables from those of other processes
 * @param ownsUnit whether it works for a unit of its own, or goes on with that of its caller
 */
final class Instance {

    final String prefix;
    final Scope scope;
    final Instance caller;
    final Unit unit;
    final boolean ownsUnit;

    /** Variables that several instances of a loop write at the same time. */
    final Set<String> races = new HashSet<>();

    Instance(String prefix, Scope scope, Instance caller, Unit unit, boolean ownsUnit) {
        this.prefix = prefix;
        this.scope = scope;
        this.caller = caller;
        this.unit = unit;
        this.ownsUnit = ownsUnit;
        scope.all()
                .filter(node -> node.loop == Node.Loop.PARALLEL && node.inner != null)
                .forEach(this::noteRaces);
    }

    private void noteRaces(Node loop) {
        loop.inner.all().forEach(node -> {
            node.writtenAtStart.forEach(write -> races.add(write.variable()));
            node.writtenAtEnd.forEach(write -> races.add(write.variable()));
            node.handedBack.forEach(write -> races.add(write.variable()));
        });
    }

    boolean runs(String process) {
        return scope.part().process().equals(process) || caller != null && caller.runs(process);
    }
}
