package org.liftlock.compatibility;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.compatibility.Compatibility.Compatible;
import org.liftlock.compatibility.Compatibility.Incompatible;
import org.liftlock.compatibility.Compatibility.Unknown;

/**
 * The jumps between versions that the maker of a system allows (R12): {@code ["1.x -> 2.x", "2.x -> 3.x"]}. Inside a
 * range that a hop names, every step upwards is allowed.
 */
public final class UpgradePath {

    private final List<Hop> hops;

    private record Hop(VersionRange from, VersionRange to) {

        boolean allows(Version start, Version end) {
            return to.contains(end) && from.contains(start) || stays(from, start, end) || stays(to, start, end);
        }

        private static boolean stays(VersionRange range, Version start, Version end) {
            return range.contains(start) && range.contains(end);
        }
    }

    private UpgradePath(List<Hop> hops) {
        this.hops = List.copyOf(hops);
    }

    /** @param hops empty when every jump is allowed */
    public static UpgradePath parse(List<String> hops) {
        return new UpgradePath(hops.stream().map(UpgradePath::hop).toList());
    }

    public Compatibility check(String from, String to) {
        Version start;
        Version end;
        try {
            start = new Version(from);
            end = new Version(to);
        } catch (IllegalArgumentException noVersion) {
            return new Unknown(
                    noVersion.getMessage(), "Read the version that really runs, and name the wanted one in full");
        }
        if (end.before(start)) {
            return new Incompatible(
                    to + " is older than " + from + ", which runs now",
                    "Name a later version; a way back is a rollback, not an upgrade");
        }
        if (hops.isEmpty() || hops.stream().anyMatch(hop -> hop.allows(start, end))) {
            return new Compatible("The step from " + from + " to " + to + " is allowed"
                    + (hops.isEmpty() ? ": no step is forbidden" : ""));
        }
        return byStages(start, end)
                .<Compatibility>map(stages -> new Incompatible(
                        "The step from " + from + " to " + to + " skips versions that must not be skipped",
                        "Go by " + from + " -> " + String.join(" -> ", stages) + " -> " + to
                                + ", each with its own backup and acceptance"))
                .orElseGet(() -> new Incompatible(
                        "No allowed steps lead from " + from + " to " + to,
                        "Ask the maker how to get there, and add the steps to the path of the system"));
    }

    /** The ranges to pass through, by the fewest hops. */
    private Optional<List<String>> byStages(Version start, Version end) {
        Deque<List<Hop>> ways = new ArrayDeque<>();
        Set<Hop> seen = new HashSet<>();
        hops.stream().filter(hop -> hop.from().contains(start) && seen.add(hop)).forEach(hop -> ways.add(List.of(hop)));
        while (!ways.isEmpty()) {
            List<Hop> way = ways.poll();
            Hop last = way.get(way.size() - 1);
            if (last.to().contains(end)) {
                return Optional.of(way.subList(0, way.size() - 1).stream()
                        .map(hop -> hop.to().toString())
                        .toList());
            }
            hops.stream()
                    .filter(hop -> hop.from().overlaps(last.to()) && seen.add(hop))
                    .forEach(hop -> {
                        List<Hop> longer = new ArrayList<>(way);
                        longer.add(hop);
                        ways.add(longer);
                    });
        }
        return Optional.empty();
    }

    private static Hop hop(String written) {
        String[] sides = written.split("->", -1);
        if (sides.length != 2) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is not a step between versions; write \"1.x -> 2.x\"");
        }
        return new Hop(VersionRange.parse(sides[0]), VersionRange.parse(sides[1]));
    }
}
