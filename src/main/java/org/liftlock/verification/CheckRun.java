package org.liftlock.verification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.naming.TargetId;

/**
 * Checks to be run on one target.
 *
 * @param unit the unit of change; empty when the checks concern the whole upgrade
 * @param step the step that runs them; empty outside a step
 * @param target where commands run and logs are read
 * @param versions how the target's versions are read, by name; what a check of type {@code version} refers to
 */
public record CheckRun(
        String upgrade,
        Optional<String> unit,
        Optional<String> step,
        CheckPurpose purpose,
        TargetId target,
        List<CheckSpec> checks,
        Map<String, CheckSpec> versions) {

    public CheckRun {
        checks = List.copyOf(checks);
        versions = Map.copyOf(versions);
        if (upgrade.isBlank()) {
            throw new IllegalArgumentException("Checks are run for an upgrade, named by its key");
        }
    }

    CheckRun purpose(CheckPurpose other) {
        return new CheckRun(upgrade, unit, step, other, target, checks, versions);
    }
}
