package org.liftlock.proof;

import java.util.function.BiPredicate;

/** What a condition of the closed expression language says, as far as it can be known without running anything. */
sealed interface Condition {

    /** @param compares the value of the variable with the constant */
    record Compare(String variable, Operator operator, Object constant) implements Condition {}

    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition negated) implements Condition {}

    /** Something that may be true or false. */
    record Unknown() implements Condition {}

    enum Operator {
        EQ((known, sign) -> known && sign == 0),
        NE((known, sign) -> !known || sign != 0),
        LT((known, sign) -> known && sign < 0),
        LE((known, sign) -> known && sign <= 0),
        GT((known, sign) -> known && sign > 0),
        GE((known, sign) -> known && sign >= 0);

        private final BiPredicate<Boolean, Integer> holds;

        Operator(BiPredicate<Boolean, Integer> holds) {
            this.holds = holds;
        }

        boolean orders() {
            return this != EQ && this != NE;
        }

        boolean holds(Object value, Object constant) {
            if (value instanceof Double number && constant instanceof Double other) {
                return holds.test(true, number.compareTo(other));
            }
            return holds.test(value.equals(constant), value.equals(constant) ? 0 : 1);
        }

        /** {@code 3 < x} is {@code x > 3}. */
        Operator turned() {
            return switch (this) {
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
                default -> this;
            };
        }
    }
}
