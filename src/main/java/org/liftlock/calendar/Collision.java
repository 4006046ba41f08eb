package org.liftlock.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two upgrades that are planned at once and stand in each other's way (R26, R27). It is the same whichever of both is
 * looked at first.
 *
 * @param why in words, of both
 */
public record Collision(Booking one, Booking other, List<String> why) {

    private static final int NAMED = 3;

    public Collision {
        why = List.copyOf(why);
    }

    /** Empty when both can be done, or only one of them is still to be done. */
    static Optional<Collision> between(Booking first, Booking second, Set<String> groups) {
        if (first.key().equals(second.key())
                || !first.isAhead()
                || !second.isAhead()
                || !first.window().overlaps(second.window())) {
            return Optional.empty();
        }
        boolean inOrder = first.key().compareTo(second.key()) < 0;
        Booking one = inOrder ? first : second;
        Booking other = inOrder ? second : first;
        List<String> why = why(one, other, groups);
        return why.isEmpty() ? Optional.empty() : Optional.of(new Collision(one, other, why));
    }

    /** All there are among these, the first to begin first. */
    static List<Collision> among(List<Booking> bookings, Set<String> groups) {
        List<Booking> ahead = bookings.stream()
                .filter(Booking::isAhead)
                .sorted(Comparator.comparing(
                                (Booking booking) -> booking.window().opensAt())
                        .thenComparing(Booking::key))
                .toList();
        List<Collision> found = new ArrayList<>();
        for (int place = 0; place < ahead.size(); place++) {
            Booking earlier = ahead.get(place);
            ahead.subList(place + 1, ahead.size()).stream()
                    .takeWhile(later ->
                            later.window().opensAt().isBefore(earlier.window().endsAt()))
                    .forEach(later -> between(earlier, later, groups).ifPresent(found::add));
        }
        return List.copyOf(found);
    }

    public boolean isOf(Booking booking) {
        return one.key().equals(booking.key()) || other.key().equals(booking.key());
    }

    /** Of both, the one that is not this. */
    public Booking not(Booking booking) {
        return one.key().equals(booking.key()) ? other : one;
    }

    private static List<String> why(Booking one, Booking other, Set<String> groups) {
        Set<String> why = new LinkedHashSet<>();
        if (one.system().equals(other.system())) {
            why.add("both change " + one.system());
        } else {
            if (one.touches(other.system()) || other.touches(one.system())) {
                Set<String> names = new TreeSet<>(Set.of(one.system(), other.system()));
                why.add("of " + String.join(" and ", names) + " one needs the other");
            }
            shared(one, other).ifPresent(why::add);
        }
        one.engineer()
                .filter(name -> !groups.contains(name))
                .filter(name -> other.engineer().filter(name::equals).isPresent())
                .ifPresent(name -> why.add(name + " is to carry out both"));
        return List.copyOf(why);
    }

    private static Optional<String> shared(Booking one, Booking other) {
        Set<String> things = new HashSet<>(one.reach().map(Reach::things).orElse(Set.of()));
        things.retainAll(other.reach().map(Reach::things).orElse(Set.of()));
        if (things.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = things.stream().sorted().limit(NAMED).toList();
        return Optional.of("both touch " + String.join(", ", named)
                + (things.size() > NAMED ? " and " + (things.size() - NAMED) + " more" : ""));
    }
}
