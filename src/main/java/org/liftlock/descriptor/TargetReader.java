package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Scope.Later;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.launcher.Command;

/** Resolves single targets of a merged description: lays environment and target over it and replaces every variable. */
final class TargetReader implements UpgradeDescription.Targets {

    private static final String APPLY = "apply";

    private final Fields merged;
    private final SystemDescription system;
    private final Optional<UpgradeRequest> request;
    private final Optional<Method> method;
    private final Others others;

    TargetReader(
            Fields merged,
            SystemDescription system,
            Optional<UpgradeRequest> request,
            Optional<Method> method,
            Others others) {
        this.merged = merged;
        this.system = system;
        this.request = request;
        this.method = method;
        this.others = others;
    }

    @Override
    public TargetDescription resolve(String environment, TargetId target, Map<String, String> more, Later later) {
        return new Reading(environment, target, more, later).description();
    }

    @Override
    public List<Action> operation(
            String environment, TargetId target, String name, Map<String, String> more, Later later) {
        return new Reading(environment, target, more, later).only(name);
    }

    Map<String, CheckSpec> versions(String environment, TargetId target) {
        return new Reading(environment, target, Map.of(), Later.SHOW).versions();
    }

    List<TargetId> targets(String environment) {
        return Optional.ofNullable(system.environments().get(environment))
                .map(found -> List.copyOf(found.targets().keySet()))
                .orElse(List.of());
    }

    /** One target being resolved. */
    private final class Reading {

        private final EnvironmentSpec environment;
        private final TargetId target;
        private final Optional<String> role;
        private final Map<String, String> more;
        private final Later later;
        private final Problems problems = new Problems();
        private final Fields tree;
        private final Scope scope;
        private final Filler filler;
        private final List<Artifact> artifacts;
        private final CommandReader commands;
        private final CheckReader checks;

        Reading(String environmentName, TargetId target, Map<String, String> more, Later later) {
            this.environment = environmentOf(environmentName, target);
            this.target = target;
            this.role = environment.targets().get(target);
            this.more = more;
            this.later = later;
            Fields written = merged.fields("environments").fields(environmentName);
            Fields said = written.fields("targets").fields(target.toString());
            this.tree = Merger.merge(
                    Merger.merge(merged, written.without("targets", "groups", "stands_for", "differs", "limits")),
                    said.without("role", "first", "name"));
            Map<String, Fields> families =
                    Map.of("vars", tree.fields("vars"), "new", tree.fields("new"), "old", tree.fields("old"));
            this.scope = Scope.of(known(said), families, later, request.isPresent(), problems);
            this.filler = new Filler(scope, problems);
            this.artifacts = new ArtifactReader(
                            tree.fields("artifacts"), request.map(UpgradeRequest::to), scope, filler, problems)
                    .read();
            this.commands = new CommandReader(operations(), role, filler, problems);
            this.checks = new CheckReader(tree.fields("stores"), role, filler, problems);
        }

        TargetDescription description() {
            Fields way = method.map(Method::name)
                    .map(name -> new MethodReader(tree.fields("methods"), problems).whole(name))
                    .orElse(Fields.EMPTY);
            String path = "methods." + method.map(Method::name).orElse("");
            boolean applies = steps().isEmpty()
                    || steps().stream().anyMatch(step -> step.operation().equals(APPLY));
            List<Command> apply = apply(way, path);
            List<StoreSpec> stores = stores();
            List<Command> stop = operation("stop").stream().map(Action::command).toList();
            List<Command> start =
                    operation("start").stream().map(Action::command).toList();
            List<Command> rollback =
                    applies ? commands.commands(MethodReader.rollbackSteps(way), path + ".rollback") : List.of();
            List<Command> finish = applies ? commands.commands(way.get("finish"), path + ".finish") : List.of();
            CommandReader undo = new CommandReader(operations(), role, filler.leavingKeptOpen(), problems);
            List<Bracket> around = new BracketReader(
                            merged.fields(Layers.SITE).fields("around"),
                            system.environments().values(),
                            environment,
                            target,
                            commands,
                            undo,
                            others,
                            problems)
                    .read(tree.items("around"), more, later);
            List<CheckSpec> acceptance = checks.list(tree.items("checks"), "checks", "check");
            List<CheckSpec> before = checks.list(tree.items("precheck"), "precheck", "precheck");
            Map<String, CheckSpec> versions = checks.readings(tree.fields("versions"), tree.fields("parts"));
            List<String> config = config();
            List<CheckSpec> queries = configQueries();
            Map<String, String> vars = scope.vars();
            problems.orThrow();
            return new TargetDescription(
                    target,
                    environment.name(),
                    role,
                    vars,
                    artifacts,
                    ArtifactReader.fetch(artifacts),
                    stop,
                    start,
                    apply,
                    rollback,
                    finish,
                    stores,
                    stores.isEmpty(),
                    config,
                    queries,
                    versions,
                    acceptance,
                    before,
                    around);
        }

        /** What the order inside the unit asks of targets of this role before sign-off. */
        private List<RoleStep> steps() {
            return request.map(UpgradeRequest::order).orElse(List.of()).stream()
                    .filter(step -> role.filter(step.role()::equals).isPresent())
                    .filter(step -> !step.afterSignOff())
                    .toList();
        }

        /** The method's apply, or what the order asks of this role in its place. Digests are checked once more first. */
        private List<Command> apply(Fields way, String path) {
            List<Command> apply = new ArrayList<>();
            List<String> steps = steps().isEmpty()
                    ? List.of(APPLY)
                    : steps().stream().map(RoleStep::operation).toList();
            for (String step : steps) {
                if (step.equals(APPLY)) {
                    artifacts.forEach(artifact -> apply.add(ArtifactReader.proof(artifact)));
                    apply.addAll(commands.commands(way.get(APPLY), path + ".apply"));
                } else {
                    operation(step).forEach(action -> apply.add(action.command()));
                }
            }
            return apply;
        }

        List<Action> only(String name) {
            List<Action> actions = operation(name);
            problems.orThrow();
            return actions;
        }

        private List<Action> operation(String name) {
            Optional<Value> operation = operations().get(name);
            if (operation.isEmpty()) {
                boolean usual = name.equals("stop") || name.equals("start");
                if (!usual) {
                    problems.unknown(
                            tree.place(),
                            "operations." + name,
                            name,
                            "an operation of " + system.system(),
                            operations().map().keySet());
                }
                return List.of();
            }
            return commands.actions(operation.get(), "operations." + name);
        }

        Map<String, CheckSpec> versions() {
            Map<String, CheckSpec> versions = checks.readings(tree.fields("versions"), tree.fields("parts"));
            problems.orThrow();
            return versions;
        }

        /** The operations of the system, and those that only targets of this role have. */
        private Fields operations() {
            return role.map(named -> Merger.merge(tree.fields("operations"), tree.fields(named)))
                    .orElse(tree.fields("operations"));
        }

        private List<StoreSpec> stores() {
            if (tree.text("stores").filter("none"::equals).isPresent()) {
                return List.of();
            }
            List<StoreSpec> carried = new StoreReader(tree.fields("stores"), filler)
                    .carriedBy(target, environment.targets().keySet());
            if (carried.isEmpty()) {
                problems.add(
                        tree.place(),
                        "stores",
                        target.toString(),
                        "the stores this target carries",
                        "Add the target to where: of a store, or claim stores: none for it (R00).");
            }
            return carried;
        }

        private List<String> config() {
            List<Value> written = tree.items("config");
            List<String> paths = new ArrayList<>();
            for (int index = 0; index < written.size(); index++) {
                if (written.get(index) instanceof Scalar path) {
                    paths.add(filler.text(path, "config[" + index + "]"));
                }
            }
            return paths;
        }

        private List<CheckSpec> configQueries() {
            List<Value> written = tree.items("config");
            List<CheckSpec> queries = new ArrayList<>();
            for (int index = 0; index < written.size(); index++) {
                if (written.get(index) instanceof Fields query) {
                    Fields all = query.with("many", new Scalar("true", Value.Form.TRUTH, true, query.place()));
                    queries.add(checks.check("config-" + (index + 1), all, "config[" + index + "]"));
                }
            }
            return queries;
        }

        private Map<String, String> known(Fields said) {
            Map<String, String> known = new HashMap<>();
            known.put("environment", environment.name());
            known.putAll(named("target", target, said.text("name")));
            List.of("primary", "replica", "standby").forEach(usual -> known.put("count." + usual, "0"));
            environment
                    .targets()
                    .forEach((other, otherRole) -> otherRole.ifPresent(named -> {
                        known.merge("count." + named, "1", (one, more) -> String.valueOf(Integer.parseInt(one) + 1));
                        if (named.equals("primary")) {
                            known.putAll(named("primary", other, Optional.empty()));
                        }
                    }));
            request.ifPresent(asked -> {
                version(known, "to", asked.to());
                asked.from().ifPresent(from -> version(known, "from", from));
                asked.tickets().stream().findFirst().ifPresent(ticket -> known.put("ticket", ticket));
            });
            known.putAll(more);
            Optional.ofNullable(more.get("from.version")).ifPresent(from -> version(known, "from", from));
            Optional.ofNullable(known.get("from.major")).ifPresent(major -> known.putIfAbsent("major", major));
            return known;
        }
    }

    private EnvironmentSpec environmentOf(String name, TargetId target) {
        EnvironmentSpec environment = system.environments().get(name);
        if (environment == null || !environment.targets().containsKey(target)) {
            throw new IllegalArgumentException(
                    "System " + system.system() + " has no target " + target + " in environment \"" + name + "\"");
        }
        return environment;
    }

    private static Map<String, String> named(String prefix, TargetId target, Optional<String> said) {
        int dot = target.host().indexOf('.');
        String label = dot > 0 ? target.host().substring(0, dot) : target.host();
        String usual = target.instance().equals("main") ? label : target.instance();
        return Map.of(
                prefix + ".host", target.host(),
                prefix + ".instance", target.instance(),
                prefix + ".name", said.orElse(usual));
    }

    private static void version(Map<String, String> known, String prefix, String version) {
        known.put(prefix + ".version", version);
        known.put(prefix + ".major", version.split("[^A-Za-z0-9]", 2)[0]);
    }
}
