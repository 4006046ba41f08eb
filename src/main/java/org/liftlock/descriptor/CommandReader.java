package org.liftlock.descriptor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.launcher.Command;

/** Makes commands of the steps of an operation; every form of step becomes a program with its arguments. */
final class CommandReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FORMS = List.of("run", "write", "http", "do");
    private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

    /** Path and content come as argument and input: no shell reads either. */
    private static final String WRITE = "cat > \"$1\"";

    /** Repeats a command once a second until it prints what is wanted, or ends well when nothing is wanted. */
    private static final String WAIT = """
            end=$(($(date +%s) + $1)); mode=$2; want=$3; shift 3
            while :; do
              if got=$("$@" 2>&1) && { [ "$mode" = ends ] || [ "$got" = "$want" ]; }; then exit 0; fi
              [ "$(date +%s)" -lt "$end" ] || { printf 'still waiting: %s\\n' "$got"; exit 1; }
              sleep 1
            done
            """;

    private final Fields operations;
    private final Optional<String> role;
    private final Filler filler;
    private final Problems problems;
    private final Deque<String> inside = new ArrayDeque<>();

    /** @param role role of the target; steps for other roles are left out */
    CommandReader(Fields operations, Optional<String> role, Filler filler, Problems problems) {
        this.operations = operations;
        this.role = role;
        this.filler = filler;
        this.problems = problems;
    }

    List<Command> commands(Optional<Value> operation, String path) {
        return operation
                .map(value -> actions(value, path).stream().map(Action::command).toList())
                .orElse(List.of());
    }

    List<Action> actions(Value operation, String path) {
        List<Action> actions = new ArrayList<>();
        if (operation instanceof Items items) {
            for (int index = 0; index < items.list().size(); index++) {
                actions.addAll(actions(items.list().get(index), path + "[" + index + "]"));
            }
        } else if (operation instanceof Fields step && isForUs(step)) {
            actions.addAll(step(step, path));
        }
        return actions;
    }

    private boolean isForUs(Fields step) {
        return step.text("role")
                .map(wanted -> role.filter(wanted::equals).isPresent())
                .orElse(true);
    }

    private List<Action> step(Fields step, String path) {
        List<String> forms = FORMS.stream().filter(step.map()::containsKey).toList();
        if (forms.size() != 1) {
            problems.add(
                    step.place(),
                    path,
                    String.join(" and ", forms),
                    "one of " + String.join(", ", FORMS),
                    "A step does one thing; make a list of several.");
            return List.of();
        }
        if (forms.get(0).equals("do")) {
            return operation(step, path);
        }
        List<Action> actions = new ArrayList<>();
        List<String> arguments = arguments(forms.get(0), step, path);
        if (!arguments.isEmpty() && !arguments.get(0).isBlank()) {
            command(arguments, forms.get(0), step, path)
                    .ifPresent(command -> actions.add(new Action(command, kept(step, path))));
        }
        if (step.get("until").orElse(null) instanceof Fields until) {
            wait(until, step, path + ".until").ifPresent(command -> actions.add(new Action(command, Map.of())));
        }
        return actions;
    }

    private List<Action> operation(Fields step, String path) {
        String name = step.text("do").orElse("");
        Optional<Value> operation = operations.get(name);
        if (operation.isEmpty()) {
            problems.unknown(
                    step.place(),
                    path + ".do",
                    name,
                    "an operation",
                    operations.map().keySet());
            return List.of();
        }
        if (inside.contains(name)) {
            problems.add(
                    step.place(), path + ".do", name, "an operation that does not call itself", "Write its steps out.");
            return List.of();
        }
        inside.addLast(name);
        try {
            return actions(operation.get(), "operations." + name);
        } finally {
            inside.removeLast();
        }
    }

    private List<String> arguments(String form, Fields step, String path) {
        return switch (form) {
            case "run" -> filler.arguments(step.map().get("run"), path + ".run");
            case "write" ->
                List.of("sh", "-c", WRITE, "write", text(step, "write", path).orElse(""));
            default -> web(step, path);
        };
    }

    private List<String> web(Fields step, String path) {
        List<String> arguments = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail", "--request"));
        arguments.add(step.text("http").orElse("GET"));
        step.fields("headers").map().forEach((name, value) -> {
            arguments.add("--header");
            arguments.add(name + ": " + filler.text((Scalar) value, path + ".headers." + name));
        });
        if (step.get("json").isPresent()) {
            arguments.addAll(List.of("--header", "Content-Type: application/json"));
        }
        if (step.get("json").isPresent() || step.get("body").isPresent()) {
            arguments.addAll(List.of("--data-binary", "@-"));
        }
        text(step, "url", path)
                .ifPresentOrElse(
                        arguments::add,
                        () -> problems.add(step.place(), path + ".url", "", "the address to ask", "Add url: to it."));
        return arguments;
    }

    private Optional<Command> command(List<String> arguments, String form, Fields step, String path) {
        try {
            return Optional.of(new Command(
                    arguments,
                    input(form, step, path),
                    filler.texts(step.fields("env"), path + ".env"),
                    text(step, "as", path),
                    text(step, "in", path),
                    within(step, Command.USUAL_LIMIT),
                    success(step, path)));
        } catch (IllegalArgumentException refused) {
            problems.add(step.place(), path, "", "a command that a target can run", refused.getMessage() + ".");
            return Optional.empty();
        }
    }

    private Optional<String> input(String form, Fields step, String path) {
        if (form.equals("write")) {
            return Optional.of(text(step, "text", path).orElse(""));
        }
        if (form.equals("http")) {
            return step.get("json")
                    .map(value -> json(filler.tree(value, path + ".json")))
                    .or(() -> text(step, "body", path));
        }
        return step.get("stdin").map(value -> filler.secretText((Scalar) value, path + ".stdin"));
    }

    private static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain values can always be written as JSON", impossible);
        }
    }

    private Optional<Command> wait(Fields until, Fields step, String path) {
        List<String> asked = filler.arguments(until.map().get("run"), path + ".run");
        Duration within = within(until, within(step, USUAL_WAIT));
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", WAIT, "wait", String.valueOf(within.toSeconds())));
        Optional<String> wanted = text(until, "stdout", path);
        arguments.add(wanted.isPresent() ? "prints" : "ends");
        arguments.add(wanted.orElse(""));
        arguments.addAll(asked);
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(new Command(
                        arguments,
                        Optional.empty(),
                        Map.of(),
                        text(step, "as", path),
                        Optional.empty(),
                        within.plus(USUAL_WAIT),
                        Set.of(0)));
    }

    private Map<String, String> kept(Fields step, String path) {
        return filler.texts(step.fields("keep"), path + ".keep");
    }

    private Set<Integer> success(Fields step, String path) {
        Set<Integer> success = new HashSet<>();
        step.fields("exit").map().forEach((code, outcome) -> {
            String word = outcome instanceof Scalar scalar ? scalar.text() : "";
            boolean every = code.equals("else");
            if (word.equals("done") && !every && Integer.parseInt(code) < 256) {
                success.add(Integer.parseInt(code));
            } else if (!word.equals("failed")) {
                problems.add(
                        outcome.place(),
                        path + ".exit." + code,
                        word,
                        every ? "failed" : "done or failed, for an exit code up to 255",
                        "A step is done or has failed; an exit code nobody named has failed.");
            }
        });
        return success.isEmpty() ? Set.of(0) : success;
    }

    private Optional<String> text(Fields step, String key, String path) {
        return step.get(key)
                .filter(Scalar.class::isInstance)
                .map(value -> filler.text((Scalar) value, path + "." + key));
    }

    private static Duration within(Fields step, Duration usual) {
        return step.text("within")
                .flatMap(Durations::parse)
                .filter(length -> !length.isZero())
                .orElse(usual);
    }
}
