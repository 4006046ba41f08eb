package org.liftlock.compatibility;

import java.util.Optional;

/** Versions between two bounds; a missing bound is open. */
record Interval(Optional<Bound> low, Optional<Bound> high) {

    static final Interval ALL = new Interval(Optional.empty(), Optional.empty());

    /** @param included the bound itself belongs to the interval */
    record Bound(Version version, boolean included) {}

    static Interval from(Version version, boolean included) {
        return new Interval(Optional.of(new Bound(version, included)), Optional.empty());
    }

    static Interval upTo(Version version, boolean included) {
        return new Interval(Optional.empty(), Optional.of(new Bound(version, included)));
    }

    boolean contains(Version version) {
        return low.map(bound -> fits(version.compareTo(bound.version()), bound)).orElse(true)
                && high.map(bound -> fits(bound.version().compareTo(version), bound))
                        .orElse(true);
    }

    Interval and(Interval other) {
        return new Interval(tighter(low, other.low, 1), tighter(high, other.high, -1));
    }

    boolean empty() {
        if (low.isEmpty() || high.isEmpty()) {
            return false;
        }
        int order = low.get().version().compareTo(high.get().version());
        return order > 0 || (order == 0 && !(low.get().included() && high.get().included()));
    }

    private static boolean fits(int order, Bound bound) {
        return order > 0 || (order == 0 && bound.included());
    }

    /** The bound that lets fewer versions in; {@code sign} is 1 for lower bounds and -1 for upper ones. */
    private static Optional<Bound> tighter(Optional<Bound> one, Optional<Bound> other, int sign) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        int order = sign * one.get().version().compareTo(other.get().version());
        if (order == 0) {
            return one.get().included() ? other : one;
        }
        return order > 0 ? one : other;
    }
}
