package org.liftlock.descriptor;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.liftlock.naming.SystemId;

/**
 * A template: a change that is approved once, for requests to follow. What it does not say it does not allow.
 *
 * @param environments the ones it covers; empty when it names none, which leaves production
 * @param varies the only keys a request that follows it may set, besides the version and the reason
 * @param until the last day it holds
 * @param uses how many upgrades may follow it
 * @param watchedThere how long the environment that stands for the one to be raised has run the version
 */
public record StandardChange(
        String name,
        SystemId system,
        Versions versions,
        Set<String> environments,
        Set<String> varies,
        LocalDate until,
        int uses,
        Set<VoidIf> voidIf,
        boolean stagingFirst,
        Duration watchedThere,
        boolean signedOffByPeople) {

    /** Which versions may be raised to, seen from the one that runs. */
    public enum Versions {
        SAME_MINOR,
        SAME_MAJOR,
        ANY
    }

    /** What ends the approval before its time. */
    public enum VoidIf {
        FAILED,
        ROLLED_BACK,
        SYSTEM_CHANGED
    }

    public StandardChange {
        environments = Set.copyOf(environments);
        varies = Set.copyOf(varies);
        voidIf = Set.copyOf(voidIf);
    }

    public boolean covers(String environment) {
        return environments.isEmpty()
                ? environment.equals(UpgradeRequest.PRODUCTION) || varies.contains("environment")
                : environments.contains(environment);
    }
}
