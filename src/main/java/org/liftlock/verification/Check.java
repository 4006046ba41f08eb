package org.liftlock.verification;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.naming.TargetId;

/**
 * One check about to be made, with all it may use.
 *
 * @param before what was remembered from before the upgrade
 */
record Check(
        CheckSpec spec,
        Settings settings,
        TargetId target,
        Supplier<Launcher> launcher,
        UsedSecrets secrets,
        Map<String, CheckSpec> versions,
        Optional<String> before) {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    /** The longest this check may take; for an HTTP check also the latency it accepts. */
    Duration limit() {
        return settings.duration("within", USUAL_LIMIT);
    }

    /** Runs a command that only reads. */
    Launcher.Reading read(Command command) {
        return launcher.get().read(command.within(limit()));
    }

    Check of(CheckSpec other) {
        return new Check(other, new Settings(other), target, launcher, secrets, versions, before);
    }
}
