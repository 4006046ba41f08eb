package org.liftlock.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.process.ModelGate;

/**
 * What a file says differently from the one it takes the place of, read as models: where boxes are drawn, and how the file is
 * written, makes no difference.
 *
 * @param resource the changed file
 * @param isNew whether it takes the place of none
 */
public record Difference(String resource, boolean isNew, List<Entry> entries) {

    public Difference {
        entries = List.copyOf(entries);
    }

    /** What happened to an element. */
    public enum Kind {
        ADDED,
        REMOVED,
        /** Leads elsewhere, comes from elsewhere, sits elsewhere. */
        REWIRED,
        CHANGED
    }

    /**
     * One element that differs.
     *
     * @param element its id
     * @param what it, in words: {@code user task "Plan upgrade"}
     */
    public record Entry(Kind kind, String element, String what, List<Detail> details) {

        public Entry {
            details = List.copyOf(details);
        }

        @Override
        public String toString() {
            StringBuilder text =
                    new StringBuilder(kind.name().toLowerCase()).append(' ').append(what);
            details.forEach(detail -> text.append("; ").append(detail));
            return text.toString();
        }
    }

    /** A property with its old and its new value; empty where there is none. */
    public record Detail(String property, String before, String after) {

        @Override
        public String toString() {
            return property + ": " + quoted(before) + " → " + quoted(after);
        }

        private static String quoted(String value) {
            return value.isEmpty() ? "nothing" : "\"" + value + "\"";
        }
    }

    /**
     * Compares two files.
     *
     * @param before empty when there was none
     * @throws IllegalArgumentException when one cannot be read
     */
    public static Difference of(Optional<ModelGate.Model> before, ModelGate.Model after) {
        if (before.isEmpty()) {
            return new Difference(after.resource(), true, List.of());
        }
        Map<String, Part> old = Parts.of(before.get());
        Map<String, Part> now = Parts.of(after);
        List<Entry> entries = new ArrayList<>();
        now.forEach((id, part) -> {
            if (old.containsKey(id)) {
                compare(old.get(id), part).ifPresent(entries::add);
            } else {
                entries.add(new Entry(Kind.ADDED, id, part.what(), wires(Map.of(), part.wiring())));
            }
        });
        old.forEach((id, part) -> {
            if (!now.containsKey(id)) {
                entries.add(new Entry(Kind.REMOVED, id, part.what(), wires(part.wiring(), Map.of())));
            }
        });
        return new Difference(after.resource(), false, entries);
    }

    private static Optional<Entry> compare(Part old, Part now) {
        List<Detail> wiring = wires(old.wiring(), now.wiring());
        List<Detail> all = new ArrayList<>(wiring);
        names(old.properties(), now.properties())
                .filter(name -> !Objects.equals(
                        old.properties().get(name), now.properties().get(name)))
                .map(name -> new Detail(
                        name,
                        old.properties().getOrDefault(name, ""),
                        now.properties().getOrDefault(name, "")))
                .forEach(all::add);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(wiring.isEmpty() ? Kind.CHANGED : Kind.REWIRED, now.id(), now.what(), all));
    }

    private static List<Detail> wires(Map<String, Part.Wire> old, Map<String, Part.Wire> now) {
        return names(old, now)
                .filter(name -> !(old.containsKey(name) && old.get(name).isTo(now.get(name))))
                .map(name -> new Detail(name, called(old.get(name)), called(now.get(name))))
                .toList();
    }

    private static String called(Part.Wire wire) {
        return wire == null ? "" : wire.called();
    }

    private static Stream<String> names(Map<String, ?> old, Map<String, ?> now) {
        return Stream.concat(now.keySet().stream(), old.keySet().stream()).distinct();
    }

    /** Everything in lines, for the record. */
    public String told() {
        StringBuilder text = new StringBuilder(resource).append(isNew ? " is new\n" : "\n");
        entries.forEach(entry -> text.append("  ").append(entry).append('\n'));
        if (!isNew && entries.isEmpty()) {
            text.append("  only drawn or written differently\n");
        }
        return text.toString();
    }
}
