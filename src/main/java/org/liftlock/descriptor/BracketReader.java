package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** Makes the brackets around an upgrade: those of the site by name, those written in place, those of other systems. */
final class BracketReader {

    private static final String GROUP = "group:";

    private final Fields ofSite;
    private final Collection<EnvironmentSpec> environments;
    private final EnvironmentSpec environment;
    private final TargetId target;
    private final CommandReader commands;
    private final CommandReader undo;
    private final Others others;
    private final Problems problems;

    BracketReader(
            Fields ofSite,
            Collection<EnvironmentSpec> environments,
            EnvironmentSpec environment,
            TargetId target,
            CommandReader commands,
            CommandReader undo,
            Others others,
            Problems problems) {
        this.ofSite = ofSite;
        this.environments = environments;
        this.environment = environment;
        this.target = target;
        this.commands = commands;
        this.undo = undo;
        this.others = others;
        this.problems = problems;
    }

    List<Bracket> read(List<Value> written, Map<String, String> more, Scope.Later later) {
        List<Bracket> brackets = new ArrayList<>();
        for (int index = 0; index < written.size(); index++) {
            String path = "around[" + index + "]";
            if (written.get(index) instanceof Scalar named) {
                named(named, path).ifPresent(brackets::add);
            } else if (written.get(index) instanceof Fields bracket
                    && bracket.map().containsKey("system")) {
                brackets.addAll(ofOther(bracket, path, more, later));
            } else if (written.get(index) instanceof Fields bracket) {
                String name = bracket.text("name").orElse("bracket-" + (index + 1));
                bracket(name, bracket, path).ifPresent(brackets::add);
            }
        }
        return brackets;
    }

    private Optional<Bracket> named(Scalar named, String path) {
        if (!ofSite.map().containsKey(named.text())) {
            problems.unknown(
                    named.place(),
                    path,
                    named.text(),
                    "a bracket of the site",
                    ofSite.map().keySet());
            return Optional.empty();
        }
        return bracket(named.text(), ofSite.fields(named.text()), "site.around." + named.text());
    }

    /** Empty when it runs on a group that this environment does not have, though another one does. */
    private Optional<Bracket> bracket(String name, Fields bracket, String path) {
        List<Action> open = bracket.map().containsKey("run")
                ? commands.actions(bracket.only(List.of("run")), path)
                : bracket.get("do")
                        .map(value -> commands.actions(value, path + ".do"))
                        .orElse(List.of());
        if (open.isEmpty()) {
            problems.add(bracket.place(), path, name, "what the bracket does: run or do", "Add run: [..] or do: {..}.");
        }
        List<Action> close = undo.actions(asSteps(bracket.map().get("undo")), path + ".undo");
        List<TargetId> where = bracket.map().containsKey("where") ? where(bracket, path) : List.of(target);
        return where.isEmpty() ? Optional.empty() : Optional.of(new Bracket(name, where, open, close));
    }

    /** The undo of {@code {run: [..], undo: [..]}} is a list of arguments too. */
    private static Value asSteps(Value undo) {
        boolean arguments = undo instanceof Items items && items.list().stream().anyMatch(Scalar.class::isInstance);
        return arguments ? new Fields(Map.of("run", undo), undo.place()) : undo;
    }

    private List<TargetId> where(Fields bracket, String path) {
        List<TargetId> where = new ArrayList<>();
        for (String word : bracket.texts("where")) {
            if (word.startsWith(GROUP)) {
                where.addAll(group(word.substring(GROUP.length()), bracket, path));
            } else {
                where.addAll(Hosts.expand(word, bracket.place(), path + ".where", problems));
            }
        }
        return where;
    }

    private List<TargetId> group(String name, Fields bracket, String path) {
        Set<String> known = new TreeSet<>();
        environments.forEach(other -> known.addAll(other.groups().keySet()));
        if (!known.contains(name)) {
            problems.unknown(bracket.place(), path + ".where", name, "a group of an environment", known);
        }
        return environment.groups().getOrDefault(name, List.of());
    }

    /** One bracket for each target of the other system, in the environment of the same name. */
    private List<Bracket> ofOther(Fields bracket, String path, Map<String, String> more, Scope.Later later) {
        String named = bracket.text("system").orElse("");
        Optional<TargetReader> other = others.of(new SystemId(named));
        if (other.isEmpty()) {
            problems.add(
                    bracket.place(),
                    path + ".system",
                    named,
                    "a system that is described",
                    "Describe it, with the operations the bracket names.");
            return List.of();
        }
        List<Bracket> brackets = new ArrayList<>();
        String open = bracket.text("do").orElse("");
        String close = bracket.text("undo").orElse("");
        try {
            for (TargetId host : other.get().targets(environment.name())) {
                brackets.add(new Bracket(
                        named + "-" + open + "-" + host.toString().replace('/', '-'),
                        List.of(host),
                        other.get().operation(environment.name(), host, open, more, later),
                        other.get().operation(environment.name(), host, close, more, later)));
            }
        } catch (InvalidDescription invalid) {
            problems.addAll(invalid.problems());
        }
        return brackets;
    }
}
