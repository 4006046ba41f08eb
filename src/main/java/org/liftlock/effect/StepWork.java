package org.liftlock.effect;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

/** What a handler asks the worker to do for a step. */
public sealed interface StepWork {

    /** Commands on targets, each list under one key; journalled, fenced and run at most once. */
    record Effects(EffectKind kind, List<Order> orders) implements StepWork {

        public Effects {
            orders = List.copyOf(orders);
            if (orders.isEmpty()) {
                throw new IllegalArgumentException("Effects name at least one target; a step without one is Known");
            }
            if (kind.needsProof()
                    && orders.stream().anyMatch(order -> order.proof().isEmpty())) {
                throw new IllegalArgumentException(
                        "R00: " + kind + " needs the proof that every item of its unit can be restored");
            }
        }
    }

    /** Work that only reads, or that may be done again without harm; repeated after a crash. */
    record Reading(Supplier<StepAnswer> work) implements StepWork {}

    /** Nothing to do on any target; the answer is known already. */
    record Known(StepAnswer answer) implements StepWork {}

    /** @param proof required by {@link EffectKind#needsProof()}; names the unit the target belongs to */
    record Order(TargetId target, List<Command> commands, Optional<Proof> proof) {

        public Order {
            commands = List.copyOf(commands);
        }

        public Order(TargetId target, List<Command> commands) {
            this(target, commands, Optional.empty());
        }
    }

    /** Refers to the last position of a unit's chain of proven items. */
    record Proof(String proofId, String unitId, String upgradeKey, int itemCount) {}
}
