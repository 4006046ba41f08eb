package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;

/** Makes methods of what a description says: one method may be like another, with a few things changed. */
final class MethodReader {

    private static final String RESTORE = "restore";

    private final Fields methods;
    private final Problems problems;

    MethodReader(Fields methods, Problems problems) {
        this.methods = methods;
        this.problems = problems;
    }

    Map<String, Method> all() {
        Map<String, Method> all = new LinkedHashMap<>();
        methods.map().keySet().forEach(name -> method(name).ifPresent(method -> all.put(name, method)));
        return all;
    }

    /** The method as it stands once everything it is like has been put in. */
    Fields whole(String name) {
        return whole(name, Set.of());
    }

    private Fields whole(String name, Set<String> seen) {
        Fields written = methods.fields(name);
        Optional<String> like = written.text("like");
        if (like.isEmpty()) {
            return written;
        }
        Place place = written.map().get("like").place();
        String path = "methods." + name + ".like";
        if (!methods.map().containsKey(like.get())) {
            problems.unknown(
                    place, path, like.get(), "another method", methods.map().keySet());
            return written;
        }
        Set<String> more = new TreeSet<>(seen);
        if (!more.add(name)) {
            problems.add(place, path, like.get(), "a method that is not like itself", "Write one of them out.");
            return written;
        }
        Fields base = whole(like.get(), more).without("like", "add");
        Fields changed = Merger.merge(base, written.without("like", "add"));
        return added(changed, written.fields("add"), "methods." + name + ".add");
    }

    private Fields added(Fields method, Fields additions, String path) {
        Fields changed = method;
        for (Map.Entry<String, Value> addition : additions.map().entrySet()) {
            int dot = addition.getKey().indexOf('.');
            String list = addition.getKey().substring(0, dot);
            int index = Integer.parseInt(addition.getKey().substring(dot + 1));
            List<Value> steps = new ArrayList<>(steps(changed, list));
            if (index < steps.size()
                    && steps.get(index) instanceof Fields step
                    && step.get("run").orElse(null) instanceof Items run
                    && addition.getValue() instanceof Items more) {
                List<Value> arguments = new ArrayList<>(run.list());
                arguments.addAll(more.list());
                steps.set(index, step.with("run", new Items(arguments, more.place())));
                changed = changed.with(list, new Items(steps, more.place()));
            } else {
                problems.add(
                        addition.getValue().place(),
                        Paths.join(path, addition.getKey()),
                        addition.getKey(),
                        "a command of the method it is like, counted from 0",
                        "It has " + steps.size() + " steps under " + list + ".");
            }
        }
        return changed;
    }

    private static List<Value> steps(Fields method, String key) {
        return method.get(key).orElse(null) instanceof Fields single ? List.of(single) : method.items(key);
    }

    /** What leads back by commands, without the word restore. */
    static Optional<Value> rollbackSteps(Fields method) {
        return method.get("rollback")
                .filter(value -> !(value instanceof Scalar))
                .map(value -> value instanceof Items items
                        ? new Items(
                                items.list().stream()
                                        .filter(Fields.class::isInstance)
                                        .toList(),
                                items.place())
                        : value);
    }

    private Optional<Method> method(String name) {
        Fields method = whole(name);
        String path = "methods." + name;
        if (steps(method, "apply").isEmpty()) {
            problems.add(
                    method.place(), path + ".apply", "", "the steps that make the change", "Add apply: to the method.");
            return Optional.empty();
        }
        Optional<Reversibility> reversible = reversible(method, path);
        boolean restores = restores(method, path);
        if (reversible.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> loses = method.fields("reversible").text("loses").or(() -> method.text("loses"));
        return Optional.of(new Method(
                name,
                reversible.get(),
                restores,
                loses,
                !steps(method, "finish").isEmpty(),
                method.text("from"),
                method.text("to")));
    }

    private Optional<Reversibility> reversible(Fields method, String path) {
        Optional<String> until =
                method.text("reversible").or(() -> method.fields("reversible").text("until"));
        if (until.isEmpty()) {
            problems.add(
                    method.place(),
                    path + ".reversible",
                    "",
                    "always, until-first-write or never (R17)",
                    "Say until when the way back loses nothing.");
        }
        return until.map(word -> switch (word) {
            case "always", "finish" -> Reversibility.ALWAYS;
            case "until-first-write", "first-write" -> Reversibility.UNTIL_FIRST_WRITE;
            // Once the new version has started, or has been applied, commands alone lead nowhere.
            default -> Reversibility.NEVER;
        });
    }

    private boolean restores(Fields method, String path) {
        Value rollback = method.map().get("rollback");
        if (rollback == null || rollback instanceof Scalar) {
            return true;
        }
        List<Value> steps = steps(method, "rollback");
        boolean words = steps.stream().skip(1).anyMatch(Scalar.class::isInstance);
        if (words) {
            problems.add(
                    rollback.place(),
                    path + ".rollback",
                    RESTORE,
                    "the word restore in the first place only",
                    "Data is restored first; put the steps behind it.");
        }
        boolean first = !steps.isEmpty() && steps.get(0) instanceof Scalar;
        boolean after = method.fields("reversible").text("after").isPresent();
        return first || after || steps.isEmpty();
    }
}
