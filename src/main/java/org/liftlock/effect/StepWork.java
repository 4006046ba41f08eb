package org.liftlock.effect;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

/** What a handler asks the worker to do for a step. */
public sealed interface StepWork {

    /**
     * Commands on targets, each list under one key; journalled, fenced and run at most once. Orders of one turn run side by
     * side, turns one after another in the order of their numbers; only closing brackets goes on to the next turn after a failure.
     */
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
            if (orders.stream().map(Order::place).distinct().count() < orders.size()) {
                throw new IllegalArgumentException(
                        "A target gets one order in a turn: one command runs there at a time");
            }
        }
    }

    /** Work that only reads, or that may be done again without harm; repeated after a crash. */
    record Reading(Supplier<StepAnswer> work) implements StepWork {}

    /** Nothing to do on any target; the answer is known already. */
    record Known(StepAnswer answer) implements StepWork {}

    /**
     * @param proof required by {@link EffectKind#needsProof()}; names the unit the target belongs to
     * @param turn when it runs, seen from the other orders of the step
     * @param undo what takes back what these commands open, written down before they run
     * @param undoes the effect that these commands take back
     */
    record Order(
            TargetId target,
            List<Command> commands,
            Optional<Proof> proof,
            int turn,
            Optional<Undo> undo,
            Optional<String> undoes) {

        public Order {
            commands = List.copyOf(commands);
        }

        public Order(TargetId target, List<Command> commands, Optional<Proof> proof) {
            this(target, commands, proof, 0, Optional.empty(), Optional.empty());
        }

        public Order(TargetId target, List<Command> commands) {
            this(target, commands, Optional.empty());
        }

        public Order inTurn(int number) {
            return new Order(target, commands, proof, number, undo, undoes);
        }

        public Order undoneBy(Undo taken) {
            return new Order(target, commands, proof, turn, Optional.of(taken), undoes);
        }

        public Order undoing(String effectId) {
            return new Order(target, commands, proof, turn, undo, Optional.of(effectId));
        }

        private String place() {
            return turn + " " + target;
        }
    }

    /** Refers to the last position of a unit's chain of proven items. */
    record Proof(String proofId, String unitId, String upgradeKey, int itemCount) {}
}
