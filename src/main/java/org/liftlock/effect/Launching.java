package org.liftlock.effect;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.security.SecretUse;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place from which a command reaches a target. First a transaction decides and writes STARTED, holding the
 * upgrade's lock and the external task's; only after its commit the launcher is called. Any exception before that means:
 * not launched.
 */
@Component
class Launching {

    /** A launch that dies this often in a row is a person's matter, not another try. */
    static final int MOST_LAUNCHES = 5;

    /** Until the effect is looked at as it is by now. */
    private static final Duration SOMEBODY_WAS_FASTER = Duration.ofMillis(200);

    private final EffectJournal effects;
    private final EngineTasks engine;
    private final Launchers launchers;
    private final RunOrders orders;
    private final LaunchGate gate;
    private final TransactionTemplate transaction;
    private final KillPoints killPoints;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    Launching(
            EffectJournal effects,
            EngineTasks engine,
            Launchers launchers,
            RunOrders orders,
            LaunchGate gate,
            TransactionTemplate transaction,
            KillPoints killPoints) {
        this.effects = effects;
        this.engine = engine;
        this.launchers = launchers;
        this.orders = orders;
        this.gate = gate;
        this.transaction = transaction;
        this.killPoints = killPoints;
    }

    /**
     * Whether the target has taken the order from this node. The journal is told by whoever sees the run next, so that a short
     * one is told once, with its outcome.
     */
    boolean acknowledged(EffectRow effect) {
        return acknowledged.contains(effect.effectId());
    }

    /** The journal knows it. */
    void noted(EffectRow effect) {
        acknowledged.remove(effect.effectId());
    }

    /**
     * @param pause how long to wait before looking at the effect again
     * @param heard what the target said with its reply, empty when nothing was started
     */
    record Launched(Duration pause, Optional<Heard> heard) {}

    /** @param effect as the journal knows it since it was started */
    record Heard(EffectRow effect, RunState state) {}

    Launched launch(EffectRow row, StepJournal.Row step, String worker) {
        LaunchGate.Answer answer = transaction.execute(status -> {
            LaunchGate.Answer decided = decide(row, step, worker);
            killPoints.reached(KillPoint.BEFORE_STARTED, step.topic());
            return decided;
        });
        if (answer instanceof LaunchGate.Answer.NotYet notYet) {
            return new Launched(notYet.pause(), Optional.empty());
        }
        Optional<Heard> heard = Optional.empty();
        if (answer instanceof LaunchGate.Answer.Open) {
            heard = effects.find(row.effectId())
                    .filter(started -> started.status() == EffectRow.Status.STARTED)
                    .flatMap(started -> call(started, step.topic()).map(state -> new Heard(started, state)));
        }
        return new Launched(Duration.ZERO, heard);
    }

    private LaunchGate.Answer decide(EffectRow row, StepJournal.Row step, String worker) {
        effects.lockUpgrade(row.upgradeKey());
        engine.extend(step.externalTask(), worker);
        LaunchGate.Answer answer = mayStart(row);
        if (answer instanceof LaunchGate.Answer.Closed closed) {
            boolean launchedBefore = row.launches() > 0;
            effects.settle(
                    row,
                    launchedBefore
                            ? new EffectOutcome.NeverStarted(closed.reason())
                            : new EffectOutcome.Refused(closed.reason()),
                    Optional.empty());
        } else if (answer instanceof LaunchGate.Answer.Open) {
            long token = row.launches() == 0 ? row.token() : effects.nextToken(row.target());
            if (!effects.start(row, token)) {
                return new LaunchGate.Answer.NotYet(SOMEBODY_WAS_FASTER);
            }
            if (row.kind().endsProof()) {
                row.unitId().ifPresent(effects::spendProofs);
            }
        }
        return answer;
    }

    private LaunchGate.Answer mayStart(EffectRow row) {
        if (row.launches() >= MOST_LAUNCHES) {
            return new LaunchGate.Answer.Closed("Started " + row.launches()
                    + " times without ever reaching the target; look at the target and at this machine's log");
        }
        if (row.kind().needsProof()
                && row.kind() != EffectKind.FINISH
                && effects.spent(row.proofId().orElseThrow())) {
            return new LaunchGate.Answer.Closed(
                    "R00: the backup was proven before users were let in again; take and" + " verify a new one");
        }
        return row.kind().forward()
                ? gate.mayStart(row.upgradeKey(), row.unitId().orElse(""), row.kind())
                : new LaunchGate.Answer.Open();
    }

    private Optional<RunState> call(EffectRow row, String topic) {
        killPoints.reached(KillPoint.AFTER_STARTED, topic);
        LaunchReply reply = useOfSecrets(row)
                .during(() -> launchers
                        .of(row.target())
                        .launch(new RunOrder(row.runKey(), row.token(), orders.read(row.runOrder()))));
        killPoints.reached(KillPoint.REPLY_UNREAD, topic);
        if (reply instanceof LaunchReply.Started started) {
            acknowledged.add(row.effectId());
            return Optional.of(started.state());
        } else if (reply instanceof LaunchReply.AlreadyHere known) {
            acknowledged.add(row.effectId());
            if (known.state() instanceof RunState.NeverStarted) {
                throw new IllegalStateException("The launcher on " + row.target() + " knows run " + row.runKey()
                        + " and says it never started");
            }
            return Optional.of(known.state());
        } else if (reply instanceof LaunchReply.StaleToken stale) {
            effects.settle(row, new EffectOutcome.NeverStarted(stale(row, stale.highest())), Optional.empty());
        } else if (reply instanceof LaunchReply.NotReached notReached && row.launches() >= MOST_LAUNCHES) {
            effects.settle(row, new EffectOutcome.NeverStarted(notReached.reason()), Optional.empty());
        }
        return Optional.empty();
    }

    /** The same whenever the effect is launched, so that it is told once. */
    private static SecretUse useOfSecrets(EffectRow row) {
        return SecretUse.ofUpgrade(
                row.upgradeKey(),
                "worker",
                "effect " + row.effectId() + " (" + row.kind().name().toLowerCase(Locale.ROOT) + ") on "
                        + row.target());
    }

    private String stale(EffectRow row, long highest) {
        return highest > effects.highestToken(row.target())
                ? "The target has seen token " + highest
                        + ", more than this database has ever given: another installation"
                        + " works on it, or this database is an older copy. When neither is so, set highest_token of "
                        + row.target() + " in table target to " + highest
                : "The target has seen token " + highest + "; this order was replaced by a newer one";
    }
}
