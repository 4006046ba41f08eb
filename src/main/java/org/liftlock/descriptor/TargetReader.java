package org.liftlock.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Scope.Later;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.naming.TargetId;

/** Resolves single targets of a merged description: lays environment and target over it and replaces every variable. */
final class TargetReader implements UpgradeDescription.Targets {

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
        return reading(environment, target, more, later).description();
    }

    @Override
    public List<Action> operation(
            String environment, TargetId target, String name, Map<String, String> more, Later later) {
        return reading(environment, target, more, later).only(name);
    }

    @Override
    public WhatToRead toRead(String environment, TargetId target, Map<String, String> more) {
        return reading(environment, target, more, Later.REFUSE, request.isEmpty())
                .toRead();
    }

    Map<String, CheckSpec> versions(String environment, TargetId target) {
        return reading(environment, target, Map.of(), Later.SHOW).versions();
    }

    List<TargetId> targets(String environment) {
        return Optional.ofNullable(system.environments().get(environment))
                .map(found -> List.copyOf(found.targets().keySet()))
                .orElse(List.of());
    }

    private TargetReading reading(String environment, TargetId target, Map<String, String> more, Later later) {
        return reading(environment, target, more, later, false);
    }

    /** @param asItIs without what an upgrade would bring, which is open until somebody asks for one */
    private TargetReading reading(
            String environmentName, TargetId target, Map<String, String> more, Later later, boolean asItIs) {
        EnvironmentSpec environment = environmentOf(environmentName, target);
        Fields written = merged.fields("environments").fields(environmentName);
        Fields said = written.fields("targets").fields(target.toString());
        Fields tree = Merger.merge(
                Merger.merge(merged, written.without("targets", "groups", "stands_for", "differs", "limits")),
                said.without("role", "first", "name"));
        Map<String, String> known = KnownNames.of(environment, target, said.text("name"), request, more);
        Fields read = asItIs ? tree.without("artifacts") : tree;
        return new TargetReading(read, system, environment, target, request, method, others, known, more, later);
    }

    private EnvironmentSpec environmentOf(String name, TargetId target) {
        EnvironmentSpec environment = system.environments().get(name);
        if (environment == null || !environment.targets().containsKey(target)) {
            throw new IllegalArgumentException(
                    "System " + system.system() + " has no target " + target + " in environment \"" + name + "\"");
        }
        return environment;
    }
}
