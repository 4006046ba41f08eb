package org.liftlock.descriptor;

import java.util.List;
import java.util.Map;

/** All layers merged for one request: what is raised, by which method, and what that means on each target. */
public final class UpgradeDescription {

    private final SystemDescription system;
    private final UpgradeRequest request;
    private final Method method;
    private final TargetResolver targets;

    UpgradeDescription(SystemDescription system, UpgradeRequest request, Method method, TargetResolver targets) {
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

    /** The targets of an environment, in the order described. */
    public List<TargetId> targets(String environment) {
        EnvironmentSpec found = system.environments().get(environment);
        if (found == null) {
            throw new IllegalArgumentException("System " + system() + " has no environment \"" + environment
                    + "\"; it has " + String.join(", ", system.environments().keySet()));
        }
        return List.copyOf(found.targets().keySet());
    }

    /**
     * One target, resolved completely.
     *
     * @param more variables known by now, which go before those of the description: {@code upgrade.key},
     *     {@code window.start}, {@code window.end}, {@code from.version}, {@code kept.NAME}, {@code now}. {@code major} is
     *     the major version the target runs at the moment; it is that of {@code from} unless given.
     * @throws InvalidDescription when a command speaks of something unknown
     */
    public TargetDescription target(String environment, TargetId target, Map<String, String> more) {
        return targets.resolve(environment, target, more);
    }

    /** Over the merged values of all layers, the request included; the same words give the same digest. */
    public Digest digest() {
        return system.digest();
    }

    /** Every merged value with the file it comes from, by path. */
    public List<MergedValue> merged() {
        return system.merged();
    }

    /** Resolves one target of a merged description. */
    interface TargetResolver {
        TargetDescription resolve(String environment, TargetId target, Map<String, String> more);
    }
}
