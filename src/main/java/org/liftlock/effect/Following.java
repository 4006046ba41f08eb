package org.liftlock.effect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunState;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings one effect forward: starts it, or judges what its target says of it. */
@Component
class Following {

    private final EffectJournal effects;
    private final Launching launching;
    private final Launchers launchers;
    private final BootWatch boots;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;
    private final Clock clock;
    private final Duration silenceAllowed;

    Following(
            EffectJournal effects,
            Launching launching,
            Launchers launchers,
            BootWatch boots,
            Journal journal,
            TransactionTemplate transaction,
            KillPoints killPoints,
            Clock clock,
            @Value("${liftlock.effect.silence-allowed:PT2M}") Duration silenceAllowed) {
        this.effects = effects;
        this.launching = launching;
        this.launchers = launchers;
        this.boots = boots;
        this.journal = journal;
        this.transaction = transaction;
        this.killPoints = killPoints;
        this.clock = clock;
        this.silenceAllowed = silenceAllowed;
    }

    /**
     * Where an effect stands after it was looked at.
     *
     * @param pause how long a gate asks to wait, otherwise zero
     * @param ending what is to be committed; empty while it runs, or when nothing of it is known to have ended
     */
    record Followed(Duration pause, Optional<Ending> ending) {

        private static Followed waits(Duration pause) {
            return new Followed(pause, Optional.empty());
        }
    }

    /** How an effect has ended on its target, which the journal has to be told. */
    record Ending(EffectRow effect, EffectOutcome outcome, Optional<String> log) {

        boolean wentWell() {
            return outcome instanceof EffectOutcome.Succeeded;
        }
    }

    /** @param said what the target says of the run, empty when it has not been asked yet */
    Followed follow(StepJournal.Row row, EffectRow effect, Optional<RunState> said, String worker) {
        if (effect.status() == EffectRow.Status.PLANNED) {
            return launch(row, effect, worker);
        }
        if (said.isEmpty()) {
            return Followed.waits(Duration.ZERO);
        }
        RunState state = said.get();
        if (state instanceof RunState.NeverStarted && (effect.seen() || launching.acknowledged(effect))) {
            state = new RunState.Unknown(
                    RunState.Doubt.FORGOTTEN,
                    "the target knew this run and has forgotten it; it may have run to its end");
        }
        if (state instanceof RunState.NeverStarted && effect.status() == EffectRow.Status.STARTED) {
            return launch(row, effect, worker);
        }
        return judge(row, effect, state);
    }

    /** What was over in a moment is judged at once; of anything else the target is asked. */
    private Followed launch(StepJournal.Row row, EffectRow effect, String worker) {
        Launching.Launched launched = launching.launch(effect, row, worker);
        return launched.heard()
                .filter(heard ->
                        heard.state() instanceof RunState.Succeeded || heard.state() instanceof RunState.Failed)
                .map(heard -> judge(row, heard.effect(), heard.state()))
                .orElseGet(() -> Followed.waits(launched.pause()));
    }

    private Followed judge(StepJournal.Row row, EffectRow effect, RunState state) {
        Optional<EffectOutcome> outcome = ending(effect, state);
        if (outcome.filter(EffectOutcome::ended).isEmpty()) {
            note(effect, state);
        }
        Optional<Ending> ending = outcome.map(known -> new Ending(effect, known, log(effect, known)));
        ending.ifPresent(known -> killPoints.reached(KillPoint.DONE_NOT_COMMITTED, row.topic()));
        return new Followed(Duration.ZERO, ending);
    }

    /** That the target knows the run; what has ended is noted with its outcome. */
    private void note(EffectRow effect, RunState state) {
        boolean knows = state instanceof RunState.Unknown
                ? launching.acknowledged(effect)
                : !(state instanceof RunState.NeverStarted);
        if (knows && !effect.seen()) {
            effects.seen(effect);
            launching.noted(effect);
        }
    }

    /** @return whether the journal took it, which it does from one alone */
    boolean settle(Ending ending) {
        Boolean settled = transaction.execute(status -> effects.settle(
                ending.effect(),
                Endings.withLastWords(ending.outcome(), ending.log().orElse("")),
                ending.log().map(journal::keepWithin)));
        launching.noted(ending.effect());
        return Boolean.TRUE.equals(settled);
    }

    /** A target that gives no state mostly gives no output either; that must not keep a person from being asked. */
    private Optional<String> log(EffectRow effect, EffectOutcome outcome) {
        try {
            return Optional.of(launchers.of(effect.target()).log(effect.runKey()));
        } catch (LauncherTrouble unreadable) {
            if (outcome instanceof EffectOutcome.Unknown || effect.kind().reboots()) {
                return Optional.empty();
            }
            throw unreadable;
        }
    }

    private Optional<EffectOutcome> ending(EffectRow effect, RunState state) {
        if (effect.kind().reboots()) {
            return boots.ending(effect, state);
        }
        if (state instanceof RunState.Unknown unknown) {
            Instant since = effect.silentSince().orElseGet(() -> effects.silent(effect));
            return Duration.between(since, clock.instant()).compareTo(silenceAllowed) < 0
                    ? Optional.empty()
                    : Optional.of(new EffectOutcome.Unknown(unknown.doubt(), unknown.evidence()));
        }
        effect.silentSince().ifPresent(since -> effects.heard(effect));
        return Endings.of(state);
    }
}
