package org.liftlock.lifecycle;

import java.util.List;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/**
 * What is changed in one go: one target, or several together.
 *
 * @param items the stores and the configuration the unit touches, in the order their proofs are chained
 */
public record UnitOfChange(
        String unitId,
        String upgradeKey,
        String environment,
        Mode mode,
        List<TargetId> targets,
        List<Item> items,
        Optional<Result> result) {

    public enum Mode {
        REHEARSE,
        RAISE
    }

    public enum Result {
        RAISED,
        UNTOUCHED,
        BACK,
        NEEDS_REPAIR,
        LEFT_OUT
    }

    /** @param name system/environment/store, so that a proof for staging never serves production */
    public record Item(int order, String name, String provider) {

        /** The part after the last slash: the store's name, or "configuration". */
        public String store() {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }

    public UnitOfChange {
        targets = List.copyOf(targets);
        items = List.copyOf(items);
        if (targets.isEmpty() || items.isEmpty()) {
            throw new IllegalArgumentException(
                    "A unit of change has targets, and at least its configuration to back up");
        }
    }
}
