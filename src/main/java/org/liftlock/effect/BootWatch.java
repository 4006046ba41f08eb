package org.liftlock.effect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunState;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether a machine that was told to reboot has done it: it runs from another boot than the run began in. What the run itself
 * came to does not tell, since it ends with everything else when the machine goes down.
 */
@Component
class BootWatch {

    /** Exit codes above it say that a signal ended the command. */
    private static final int SIGNALS = 128;

    private final EffectJournal effects;
    private final Launchers launchers;
    private final Clock clock;
    private final String bootIdFile;
    private final Duration allowed;

    BootWatch(
            EffectJournal effects,
            Launchers launchers,
            Clock clock,
            @Value("${liftlock.launcher.boot-id-file:/proc/sys/kernel/random/boot_id}") String bootIdFile,
            @Value("${liftlock.effect.reboot-allowed:PT15M}") Duration allowed) {
        this.effects = effects;
        this.launchers = launchers;
        this.clock = clock;
        this.bootIdFile = bootIdFile;
        this.allowed = allowed;
    }

    /** @return empty while it is on its way */
    Optional<EffectOutcome> ending(EffectRow effect, RunState state) {
        if (state instanceof RunState.Running) {
            return Optional.empty();
        }
        if (isRebooted(effect, state)) {
            return Optional.of(new EffectOutcome.Succeeded());
        }
        boolean goingDown = state instanceof RunState.Unknown
                || state instanceof RunState.Failed failed && failed.exitCode() > SIGNALS;
        return goingDown ? overdue(effect) : Endings.of(state);
    }

    private boolean isRebooted(EffectRow effect, RunState state) {
        if (state instanceof RunState.Unknown unknown) {
            return unknown.doubt() == RunState.Doubt.REBOOTED;
        }
        Launcher launcher = launchers.of(effect.target());
        try {
            String before =
                    launcher.log(effect.runKey()).lines().findFirst().orElse("").strip();
            String now = launcher.read(Command.of("cat", bootIdFile)).output().strip();
            return !before.isEmpty() && !now.isEmpty() && !now.equals(before);
        } catch (LauncherTrouble down) {
            return false;
        }
    }

    private Optional<EffectOutcome> overdue(EffectRow effect) {
        Instant since = effect.silentSince().orElseGet(() -> effects.silent(effect));
        return Duration.between(since, clock.instant()).compareTo(allowed) < 0
                ? Optional.empty()
                : Optional.of(new EffectOutcome.Failed("It went down and has not come back within "
                        + allowed.toMinutes() + " min; look at its console"));
    }
}
