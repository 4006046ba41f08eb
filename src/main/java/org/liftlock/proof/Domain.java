package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a variable that models can tell apart, numbered from 0: each constant, the numbers between them, and one
 * that stands for all others. A set of them is a bit mask.
 */
final class Domain {

    /** Any value that no model names. */
    static final Object OTHER = "any other value";

    private static final int MOST = 30;

    private final List<Object> values;

    private Domain(List<Object> values) {
        this.values = values;
    }

    /** Only these, such as the four outcomes of a step. */
    static Domain closed(List<?> values) {
        return new Domain(List.copyOf(values));
    }

    static Domain of(Set<Object> constants) {
        if (constants.stream().allMatch(Boolean.class::isInstance)) {
            return new Domain(List.of(true, false));
        }
        List<Object> values = new ArrayList<>();
        TreeSet<Double> numbers = new TreeSet<>();
        for (Object constant : constants) {
            if (constant instanceof Double number) {
                numbers.add(number);
            } else {
                values.add(constant);
            }
        }
        Double last = null;
        for (Double number : numbers) {
            values.add(last == null ? number - 1 : (last + number) / 2);
            values.add(number);
            last = number;
        }
        if (last != null) {
            values.add(last + 1);
        }
        if (numbers.isEmpty() || values.size() > 2 * numbers.size() + 1) {
            values.add(OTHER);
        }
        return new Domain(values.size() > MOST ? List.of(OTHER) : List.copyOf(values));
    }

    /** A number of something, never below nothing. */
    Domain counting() {
        return new Domain(values.stream()
                .filter(value -> !(value instanceof Double number) || number >= 0)
                .toList());
    }

    int all() {
        return (1 << values.size()) - 1;
    }

    /** Bit of the value, of the one that stands for others when no model names it. */
    int mask(Object value) {
        int index = values.indexOf(value);
        index = index < 0 ? values.indexOf(OTHER) : index;
        return index < 0 ? all() : 1 << index;
    }

    /** Bits of those that are told apart from others; none for the rest. */
    int some(List<?> wanted) {
        int mask = 0;
        for (Object value : wanted) {
            int index = values.indexOf(value);
            mask |= index < 0 ? 0 : 1 << index;
        }
        return mask;
    }

    int masks(Iterable<?> some) {
        int mask = 0;
        for (Object value : some) {
            mask |= mask(value);
        }
        return mask;
    }

    /** The values for which the comparison can hold, or can fail to hold. */
    int mask(Condition.Operator operator, Object constant, boolean holds) {
        int mask = 0;
        for (int index = 0; index < values.size(); index++) {
            Object value = values.get(index);
            boolean unknown = value == OTHER && (operator.orders() || !values.contains(constant));
            if (unknown || operator.holds(value, constant) == holds) {
                mask |= 1 << index;
            }
        }
        return mask;
    }

    boolean isOfFlags() {
        return values.equals(List.of(true, false));
    }
}
