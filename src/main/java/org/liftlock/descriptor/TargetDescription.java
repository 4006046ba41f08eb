package org.liftlock.descriptor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

/**
 * Everything about one target of one upgrade, resolved: no variable is left to replace.
 *
 * @param role role inside the environment, such as {@code primary}
 * @param fetch fetches every artifact and checks its digest; runs before the window, changes nothing in use
 * @param parts what raising it does to this target, in order
 * @param rollback empty when the way back is the restore alone
 * @param reboot whether and how it is rebooted behind apply, and behind a way back
 * @param finish destroys the way back; often empty
 * @param storesNone the signed claim that the system keeps no data
 * @param config configuration paths
 * @param configQueries queries whose rows are configuration too, compared before and after (R07)
 * @param versions how the versions of its parts are read, by name
 */
public record TargetDescription(
        TargetId target,
        String environment,
        Optional<String> role,
        Map<String, String> vars,
        List<Artifact> artifacts,
        List<Command> fetch,
        List<Command> stop,
        List<Command> start,
        List<ApplyPart> parts,
        List<Command> rollback,
        List<Command> finish,
        Rebooting reboot,
        List<StoreSpec> stores,
        boolean storesNone,
        List<String> config,
        List<CheckSpec> configQueries,
        Map<String, CheckSpec> versions,
        List<CheckSpec> checks,
        List<CheckSpec> prechecks,
        List<Bracket> around) {

    public TargetDescription {
        vars = Map.copyOf(vars);
        artifacts = List.copyOf(artifacts);
        fetch = List.copyOf(fetch);
        stop = List.copyOf(stop);
        start = List.copyOf(start);
        parts = List.copyOf(parts);
        rollback = List.copyOf(rollback);
        finish = List.copyOf(finish);
        stores = List.copyOf(stores);
        config = List.copyOf(config);
        configQueries = List.copyOf(configQueries);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        checks = List.copyOf(checks);
        prechecks = List.copyOf(prechecks);
        around = List.copyOf(around);
        if (storesNone != stores.isEmpty()) {
            throw new IllegalArgumentException(
                    "Target " + target + " names its stores, or claims \"stores: none\" (R00)");
        }
    }

    /** All that is done to it inside the window to raise it. */
    public List<Command> apply() {
        return commands(false);
    }

    /** What is done to it only after sign-off, such as building a replica anew. */
    public List<Command> afterSignOff() {
        return commands(true);
    }

    private List<Command> commands(boolean afterSignOff) {
        return parts.stream()
                .filter(part -> part.afterSignOff() == afterSignOff)
                .flatMap(part -> part.commands().stream())
                .toList();
    }

    /** It keeps the old version, out of use, until sign-off: the fastest way back. */
    public boolean held() {
        return parts.stream().anyMatch(ApplyPart::afterSignOff)
                && parts.stream().noneMatch(ApplyPart::applies);
    }

    /** What of it can be read to take stock. */
    public WhatToRead toRead() {
        return new WhatToRead(target, environment, versions, config);
    }
}
