package org.liftlock.descriptor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;

/** The closed set of variables a description may speak of, for one target. */
final class Scope {

    /** Names that are only known once somebody has decided, measured or opened something. */
    private static final List<String> LATE = List.of(
            "now", "ticket", "major", "upgrade.key", "window.start", "window.end", "from.version", "from.major");

    private static final List<String> OF_REQUEST = List.of("new.", "to.");
    private static final List<String> LATE_FAMILIES = List.of("kept.", "store.", "primary.");

    private static final String OPEN = "‹";

    /** What to do with a name that will be known later. */
    enum Later {
        /** It must be known now. */
        REFUSE,
        /** It is shown as it will be spoken of: to look at, never to run. */
        SHOW
    }

    private final Map<String, String> known;
    private final Map<String, Value> spoken;
    private final Later later;
    private final boolean requested;
    private final Problems problems;
    private final Deque<String> asked = new ArrayDeque<>();
    private final Map<String, String> answered = new HashMap<>();

    private Scope(
            Map<String, String> known, Map<String, Value> spoken, Later later, boolean requested, Problems problems) {
        this.requested = requested;
        this.known = new HashMap<>(known);
        this.spoken = spoken;
        this.later = later;
        this.problems = problems;
    }

    /**
     * @param families values that may speak of other values, under {@code vars}, {@code new} and {@code old}
     * @param requested whether somebody asks for an upgrade; until then its version and artifacts are open
     */
    static Scope of(
            Map<String, String> known,
            Map<String, Fields> families,
            Later later,
            boolean requested,
            Problems problems) {
        Map<String, Value> spoken = new HashMap<>();
        families.forEach(
                (family, values) -> values.map().forEach((name, value) -> spoken.put(family + "." + name, value)));
        return new Scope(known, spoken, later, requested, problems);
    }

    String fill(Scalar scalar, String path) {
        return fill(scalar, path, false);
    }

    /** @param keepOpen leave {@code ${kept.NAME}} as it is when it is not known yet */
    String fill(Scalar scalar, String path, boolean keepOpen) {
        return Template.fill(scalar.text(), name -> {
            boolean open = keepOpen && name.startsWith("kept.") && !known.containsKey(name);
            return open ? "${" + name + "}" : valueOf(name, scalar, path);
        });
    }

    /** The list a scalar speaks of, when it is one variable that holds a list. */
    Optional<Items> list(Scalar scalar) {
        String text = scalar.text();
        return Template.isOneName(text) && spoken.get(Template.names(text).get(0)) instanceof Items items
                ? Optional.of(items)
                : Optional.empty();
    }

    /** Every variable of the family {@code vars} that is a single value known by now. */
    Map<String, String> vars() {
        Map<String, String> vars = new HashMap<>();
        Scope all = new Scope(known, spoken, Later.SHOW, requested, problems);
        spoken.forEach((name, value) -> {
            if (name.startsWith("vars.") && value instanceof Scalar scalar) {
                vars.put(name.substring("vars.".length()), all.valueOf(name, scalar, name));
            }
        });
        vars.values().removeIf(value -> later == Later.REFUSE && value.contains(OPEN));
        return vars;
    }

    /** Whether a name can be spoken of now, or may be shown as it will be. */
    boolean isKnown(String name) {
        return later == Later.SHOW || known.containsKey(name) || spoken.containsKey(name);
    }

    void add(String name, String value) {
        known.put(name, value);
    }

    private String valueOf(String name, Scalar where, String path) {
        if (known.containsKey(name)) {
            return known.get(name);
        }
        if (answered.containsKey(name)) {
            return answered.get(name);
        }
        if (spoken.get(name) instanceof Scalar scalar) {
            return speak(name, scalar, where, path);
        }
        if (spoken.get(name) instanceof Items) {
            refuse(
                    where,
                    path,
                    name,
                    "a single value",
                    "It holds a list; use it alone, as in run: \"${" + name + "}\".");
            return "";
        }
        return isLate(name) ? late(name, where, path) : unknown(name, where, path);
    }

    private String speak(String name, Scalar scalar, Scalar where, String path) {
        if (asked.contains(name)) {
            refuse(
                    where,
                    path,
                    name,
                    "a variable that does not lead back to itself",
                    "It goes round: " + String.join(", ", asked) + ". Write one of them out.");
            return "";
        }
        asked.addLast(name);
        try {
            String value = fill(scalar, name);
            answered.put(name, value);
            return value;
        } finally {
            asked.removeLast();
        }
    }

    private String late(String name, Scalar where, String path) {
        if (later == Later.SHOW) {
            return OPEN + name + "›";
        }
        String remedy = name.startsWith("from.") || name.equals("major")
                ? "Say from: in the request, or read the running version first."
                : "It is known later in the upgrade; use it only in what runs then.";
        refuse(where, path, name, "a value that is known by now", remedy);
        return "";
    }

    private String unknown(String name, Scalar where, String path) {
        TreeSet<String> names = new TreeSet<>(known.keySet());
        names.addAll(spoken.keySet());
        names.addAll(LATE);
        problems.add(
                where.place(),
                path,
                name.startsWith("${") ? name : "${" + name + "}",
                "one of the variables " + String.join(", ", names),
                remedy(name),
                Nearest.to(name, names));
        return "";
    }

    /** What lies behind {@code new} is a file that the upgrade brings, unless the kind speaks of a place of its own. */
    private static String remedy(String name) {
        if (name.matches("new\\.[A-Za-z0-9_.-]+")) {
            String artifact = name.substring("new.".length());
            return "Say which file the upgrade brings: artifacts: {" + artifact
                    + ": {url: .., sha256: ..}}, in the system or the request; or name a known one.";
        }
        return "Name a known one, or add it under vars; $${ writes a literal ${.";
    }

    private void refuse(Scalar where, String path, String name, String expected, String remedy) {
        problems.add(where.place(), path, "${" + name + "}", expected, remedy);
    }

    private boolean isLate(String name) {
        return LATE.contains(name)
                || LATE_FAMILIES.stream().anyMatch(name::startsWith)
                || !requested && OF_REQUEST.stream().anyMatch(name::startsWith);
    }
}
