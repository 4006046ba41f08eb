package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Scope.Later;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

/** One target being resolved: its merged values, and the variables that are known for it. */
final class TargetReading {

    private static final String RELEASE = "release";

    private final Fields tree;
    private final SystemDescription system;
    private final EnvironmentSpec environment;
    private final TargetId target;
    private final Optional<String> role;
    private final Optional<UpgradeRequest> request;
    private final Optional<Method> method;
    private final Others others;
    private final Map<String, String> more;
    private final Later later;
    private final Problems problems = new Problems();
    private final Scope scope;
    private final Filler filler;
    private final List<Artifact> artifacts;
    private final CommandReader commands;
    private final CheckReader checks;

    TargetReading(
            Fields tree,
            SystemDescription system,
            EnvironmentSpec environment,
            TargetId target,
            Optional<UpgradeRequest> request,
            Optional<Method> method,
            Others others,
            Map<String, String> known,
            Map<String, String> more,
            Later later) {
        this.tree = tree;
        this.system = system;
        this.environment = environment;
        this.target = target;
        this.role = environment.targets().get(target);
        this.request = request;
        this.method = method;
        this.others = others;
        this.more = more;
        this.later = later;
        Map<String, Fields> families =
                Map.of("vars", tree.fields("vars"), "new", tree.fields("new"), "old", tree.fields("old"));
        this.scope = Scope.of(known, families, later, request.isPresent(), problems);
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
        List<ApplyPart> parts = parts(way, path);
        boolean applies = parts.stream().anyMatch(ApplyPart::applies);
        List<StoreSpec> stores = stores();
        List<Command> stop = run("stop");
        List<Command> start = run("start");
        List<Command> rollback = rollback(way, path, applies);
        boolean comesToNew = applies || parts.stream().anyMatch(ApplyPart::afterSignOff);
        List<Command> finish = comesToNew ? commands.commands(way.get("finish"), path + ".finish") : List.of();
        Rebooting reboot = new Rebooting(
                system.reboot(),
                runOr("reboot-required", Rebooting.USUALLY_REQUIRED),
                runOr("reboot", Rebooting.USUAL));
        List<Bracket> around = around();
        List<CheckSpec> acceptance = checks.list(tree.items("checks"), "checks", "check");
        List<CheckSpec> before = checks.list(tree.items("precheck"), "precheck", "precheck");
        Map<String, CheckSpec> versions = readings();
        if (later == Later.SHOW) {
            checks.versionsAreRead(tree.items("checks"), "checks", versions.keySet());
            checks.versionsAreRead(tree.items("precheck"), "precheck", versions.keySet());
        }
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
                artifacts.stream()
                        .flatMap(artifact -> artifact.fetch(target).stream())
                        .toList(),
                stop,
                start,
                parts,
                rollback,
                finish,
                reboot,
                stores,
                stores.isEmpty(),
                config,
                queries,
                versions,
                acceptance,
                before,
                around);
    }

    private List<Bracket> around() {
        CommandReader undo = new CommandReader(operations(), role, filler.leavingKeptOpen(), problems);
        return new BracketReader(
                        tree.fields(Layers.SITE).fields("around"),
                        system.environments().values(),
                        environment,
                        target,
                        commands,
                        undo,
                        others,
                        problems)
                .read(tree.items("around"), more, later);
    }

    /** The method's apply, or what the order asks of this role in its place. Digests are checked once more first. */
    private List<ApplyPart> parts(Fields way, String path) {
        List<RoleStep> order = request.map(UpgradeRequest::order).orElse(List.of());
        List<ApplyPart> parts = new ArrayList<>();
        for (int place = 0; place < order.size(); place++) {
            RoleStep step = order.get(place);
            if (role.filter(step.role()::equals).isPresent()) {
                boolean applies = step.operation().equals(ApplyPart.APPLY);
                parts.add(new ApplyPart(
                        place,
                        step.operation(),
                        step.afterSignOff(),
                        applies ? apply(way, path) : run(step.operation())));
            }
        }
        return parts.isEmpty() ? List.of(new ApplyPart(0, ApplyPart.APPLY, false, apply(way, path))) : parts;
    }

    private List<Command> apply(Fields way, String path) {
        List<Command> apply = new ArrayList<>();
        artifacts.forEach(artifact -> apply.add(artifact.proof()));
        apply.addAll(commands.commands(way.get(ApplyPart.APPLY), path + ".apply"));
        return apply;
    }

    /** A target that was only held is let go again; any other goes the method's way back. */
    private List<Command> rollback(Fields way, String path, boolean applies) {
        if (applies) {
            return commands.commands(MethodReader.rollbackSteps(way), path + ".rollback");
        }
        return operations().get(RELEASE).isPresent() ? run(RELEASE) : List.of();
    }

    List<Action> only(String name) {
        List<Action> actions = operation(name);
        problems.orThrow();
        return actions;
    }

    private List<Command> runOr(String name, List<Command> usual) {
        return operations().get(name).isPresent() ? run(name) : usual;
    }

    private List<Command> run(String name) {
        return operation(name).stream().map(Action::command).toList();
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

    /** Commands that need what is yet to be found out, such as the version that runs, are not looked at. */
    WhatToRead toRead() {
        Map<String, CheckSpec> versions = readings();
        List<String> config = config();
        problems.orThrow();
        return new WhatToRead(target, environment.name(), versions, config);
    }

    Map<String, CheckSpec> versions() {
        Map<String, CheckSpec> versions = readings();
        problems.orThrow();
        return versions;
    }

    private Map<String, CheckSpec> readings() {
        return checks.readings(tree.fields("versions"), tree.fields("parts"));
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
}
