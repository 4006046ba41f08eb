package org.liftlock.descriptor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Scope.Later;
import org.liftlock.launcher.Command;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** All layers merged for one request: what is raised, by which method, and what that means on each target. */
public final class UpgradeDescription {

    private final SystemDescription system;
    private final UpgradeRequest request;
    private final Method method;
    private final Targets targets;
    private final Digest materialDigest;

    UpgradeDescription(
            SystemDescription system, UpgradeRequest request, Method method, Targets targets, Digest materialDigest) {
        this.materialDigest = materialDigest;
        this.system = system;
        this.request = request;
        this.method = method;
        this.targets = targets;
    }

    public SystemId system() {
        return system.system();
    }

    public String name() {
        return system.name();
    }

    public String kind() {
        return system.kind();
    }

    public String owner() {
        return system.owner();
    }

    public Criticality criticality() {
        return system.criticality();
    }

    public List<SystemId> usedBy() {
        return system.usedBy();
    }

    public Map<String, EnvironmentSpec> environments() {
        return system.environments();
    }

    public Rollout rollout() {
        return system.rollout();
    }

    public Reboot reboot() {
        return system.reboot();
    }

    public Site site() {
        return system.site();
    }

    /** The system's part, merged with what the request changes in it. */
    public SystemDescription systemDescription() {
        return system;
    }

    /** The request, completed by the defaults of system, kind and site. */
    public UpgradeRequest request() {
        return request;
    }

    public Method method() {
        return method;
    }

    /** The targets of an environment, in the order the request gives their roles, otherwise in the order described. */
    public List<TargetId> targets(String environment) {
        EnvironmentSpec found = system.environments().get(environment);
        if (found == null) {
            throw new IllegalArgumentException("System " + system() + " has no environment \"" + environment
                    + "\"; it has " + String.join(", ", system.environments().keySet()));
        }
        List<String> roles = request.order().stream().map(RoleStep::role).toList();
        return found.targets().entrySet().stream()
                .sorted(Comparator.comparingInt(target -> target.getValue()
                        .map(roles::indexOf)
                        .filter(at -> at >= 0)
                        .orElse(roles.size())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the request says when it is this target's turn inside its unit. */
    public boolean isInOrder(String environment, TargetId target) {
        return Optional.ofNullable(system.environments().get(environment))
                .flatMap(found -> found.targets().getOrDefault(target, Optional.empty()))
                .filter(role ->
                        request.order().stream().anyMatch(step -> step.role().equals(role)))
                .isPresent();
    }

    /** The major version of {@code to}: what {@code major} means once the change is made. */
    public String majorRaisedTo() {
        return KnownNames.major(request().to());
    }

    /**
     * One target, resolved completely.
     *
     * @param more variables known by now, which go before those of the description: {@code upgrade.key},
     *     {@code window.start}, {@code window.end}, {@code from.version}, {@code kept.NAME}, {@code now}. {@code major} is
     *     the major version the target runs at the moment; it is that of {@code from} unless given.
     *     A way back is verified by the checks of a description whose {@code to.version} is the version gone back to.
     * @throws InvalidDescription when a command speaks of something unknown
     */
    public TargetDescription target(String environment, TargetId target, Map<String, String> more) {
        return targets.resolve(environment, target, more, Later.REFUSE);
    }

    /**
     * One target as far as it can be told today, to look at and never to run: what will be known later stands as
     * {@code ‹window.end›}.
     *
     * @throws InvalidDescription when a command speaks of something unknown
     */
    public TargetDescription preview(String environment, TargetId target, Map<String, String> more) {
        return targets.resolve(environment, target, more, Later.SHOW);
    }

    /**
     * What of a target can be read while the version that runs there is not known yet.
     *
     * @throws InvalidDescription when reading it needs something unknown
     */
    public WhatToRead toRead(String environment, TargetId target, Map<String, String> more) {
        return targets.toRead(environment, target, more);
    }

    /** An operation of the system by name, such as {@code hold} of a replica, resolved for one target. */
    public List<Command> operation(String environment, TargetId target, String name, Map<String, String> more) {
        return targets.operation(environment, target, name, more, Later.REFUSE).stream()
                .map(Action::command)
                .toList();
    }

    /** Over the merged values of all layers, the request included; the same words give the same digest. */
    public Digest digest() {
        return system.digest();
    }

    /**
     * Over the material facts among the merged values: commands, versions, configuration, targets, stores, checks, window
     * and way back. A new mail address or a better sentence does not change it.
     */
    public Digest materialDigest() {
        return materialDigest;
    }

    /** Every merged value with the file it comes from, by path. */
    public List<MergedValue> merged() {
        return system.merged();
    }

    /** Resolves the targets of a merged description. */
    interface Targets {

        TargetDescription resolve(String environment, TargetId target, Map<String, String> more, Later later);

        List<Action> operation(String environment, TargetId target, String name, Map<String, String> more, Later later);

        WhatToRead toRead(String environment, TargetId target, Map<String, String> more);
    }
}
