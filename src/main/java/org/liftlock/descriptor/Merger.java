package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;

/**
 * Lays one layer over another. Names are merged one by one, other values are replaced; checks are matched by their id,
 * and configuration adds up, since a system that names a file of its own has not lost those of its kind.
 */
final class Merger {

    private static final Set<String> MATCHED_BY_ID = Set.of("checks", "precheck");
    private static final Set<String> ADDED_UP = Set.of("config");

    /** Expectations and windows: two of them laid over each other would say what neither says. */
    private static final Set<String> REPLACED = Set.of("equals", "json", "window");

    /** Under these stand names that people choose, and one of them may be "file". */
    private static final Set<String> NAMED = Set.of(
            "vars",
            "new",
            "old",
            "env",
            "headers",
            "versions",
            "operations",
            "methods",
            "stores",
            "artifacts",
            "environments",
            "groups",
            "targets",
            "people",
            "calendars",
            "around");

    private static final Set<String> ONE_THING =
            Set.of("run", "write", "http", "do", "sql", "file", "manifest", "with");

    private Merger() {}

    static Fields merge(Fields below, Fields above) {
        Map<String, Value> merged = new LinkedHashMap<>(below.map());
        above.map().forEach((key, value) -> merged.merge(key, value, (lower, upper) -> merge(key, lower, upper)));
        return new Fields(merged, above.map().isEmpty() ? below.place() : above.place());
    }

    private static Value merge(String key, Value below, Value above) {
        if (REPLACED.contains(key)) {
            return above;
        }
        if (below instanceof Fields lower && above instanceof Fields upper) {
            boolean whole = !NAMED.contains(key) && (isOneThing(upper) || isOneThing(lower));
            return whole ? upper : merge(lower, upper);
        }
        if (below instanceof Items lower && above instanceof Items upper) {
            if (MATCHED_BY_ID.contains(key)) {
                return byId(lower, upper);
            }
            if (ADDED_UP.contains(key)) {
                Set<Value> all = new LinkedHashSet<>(lower.list());
                upper.list().stream().filter(value -> !holds(lower, value)).forEach(all::add);
                return new Items(List.copyOf(all), upper.place());
            }
        }
        return above;
    }

    /** A command, a reading or a provider with its settings: half of one and half of another is what nobody wrote. */
    private static boolean isOneThing(Fields fields) {
        return fields.map().keySet().stream().anyMatch(ONE_THING::contains);
    }

    private static boolean holds(Items items, Value value) {
        return items.list().stream().anyMatch(known -> known.asPlain().equals(value.asPlain()));
    }

    private static Items byId(Items below, Items above) {
        List<Value> merged = new ArrayList<>(below.list());
        for (Value value : above.list()) {
            Optional<String> id = idOf(value);
            int known = id.isEmpty() ? -1 : indexOf(merged, id.get());
            if (known < 0) {
                merged.add(value);
            } else {
                merged.set(known, overridden((Fields) merged.get(known), (Fields) value));
            }
        }
        return new Items(merged, above.place());
    }

    /** A check that asks in another way replaces the one before; otherwise it changes some of its settings. */
    private static Fields overridden(Fields below, Fields above) {
        Optional<String> type = CheckWords.typeOf(above);
        if (type.isEmpty() || type.equals(CheckWords.typeOf(below))) {
            return merge(below, above);
        }
        return below.get("core")
                .filter(core -> !above.map().containsKey("core"))
                .map(core -> above.with("core", core))
                .orElse(above);
    }

    private static int indexOf(List<Value> checks, String id) {
        for (int index = 0; index < checks.size(); index++) {
            if (idOf(checks.get(index)).filter(id::equals).isPresent()) {
                return index;
            }
        }
        return -1;
    }

    private static Optional<String> idOf(Value value) {
        return value instanceof Fields fields && fields.get("id").orElse(null) instanceof Scalar id
                ? Optional.of(id.text())
                : Optional.empty();
    }
}
