package org.liftlock.live;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.lifecycle.Progress;
import org.liftlock.lifecycle.StepDurations;

/**
 * The output of one run as this node knows it. Everybody who watches the run here shares it, so that the target is read
 * once however many they are.
 */
final class RunFeed {

    private static final int PIECE = 256 * 1024;
    /** In one go; a run that prints faster is caught up with next time. */
    private static final int MOST_PIECES = 16;

    private static final int LAST_WORDS = 8 * 1024;

    private final WatchedSteps steps;
    private final Launchers launchers;
    private final Clock clock;
    private final Optional<Duration> usual;
    private final String target;

    private volatile WatchedStep step;
    private volatile LogText text = new LogText();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile long readAt;
    private volatile long askedAt = System.nanoTime();
    private volatile boolean finished;
    private boolean kept;
    private long readTo;

    /** @param target empty as long as the step has not said which it will touch */
    RunFeed(
            WatchedStep step,
            String target,
            WatchedSteps steps,
            Launchers launchers,
            StepDurations durations,
            Clock clock) {
        this.step = step;
        this.target = target;
        this.steps = steps;
        this.launchers = launchers;
        this.clock = clock;
        this.usual = durations.of(step.upgrade(), new StepDurations.Kind(step.topic(), step.environment()));
        this.readAt = System.nanoTime() - Duration.ofHours(1).toNanos();
    }

    /** Reads what is new, unless that was done a moment ago; whoever comes meanwhile waits for the same answer. */
    synchronized void refresh(Duration fresh) {
        askedAt = System.nanoTime();
        if (finished || System.nanoTime() - readAt < fresh.toNanos()) {
            return;
        }
        steps.find(step.upgrade(), step.id()).ifPresent(this::read);
        readAt = System.nanoTime();
    }

    private void read(WatchedStep now) {
        Optional<WatchedStep.Run> run = now.on(target);
        if (!kept && run.isPresent()) {
            if (run.get().log().isPresent()) {
                run.flatMap(WatchedStep.Run::log).flatMap(steps::kept).ifPresent(evidence -> {
                    text = LogText.ofKept(evidence);
                    kept = true;
                    trouble = Optional.empty();
                });
            } else if (run.get().status() == WatchedStep.Status.STARTED) {
                readTarget(run.get());
            }
        }
        step = now;
        // Last: whoever sees the end also sees everything that was printed.
        finished = now.ended()
                && run.filter(each -> each.status() != WatchedStep.Status.SETTLED)
                        .isEmpty();
    }

    private void readTarget(WatchedStep.Run run) {
        try {
            Launcher launcher = launchers.of(run.target());
            for (int piece = 0; piece < MOST_PIECES; piece++) {
                Launcher.Output output = launcher.output(run.key(), readTo, PIECE);
                if (output.nextOffset() <= readTo) {
                    break;
                }
                if (output.leftOut() > 0) {
                    text.leaveOut(output.leftOut());
                }
                text.append(output.printed());
                readTo = output.nextOffset();
            }
            trouble = Optional.empty();
        } catch (RuntimeException unreachable) {
            // Of any kind: the target may be away, its launcher too, or this node may have no way to it.
            trouble = Optional.of(String.valueOf(unreachable.getMessage()));
        }
    }

    LogText text() {
        return text;
    }

    WatchedStep step() {
        return step;
    }

    Optional<String> trouble() {
        return trouble;
    }

    /** The step has ended, and all of its output is here. */
    boolean finished() {
        return finished;
    }

    boolean isIdleFor(Duration time) {
        return System.nanoTime() - askedAt > time.toNanos();
    }

    Optional<Progress> progress() {
        return step.ended() ? Optional.empty() : ProgressLine.in(text.lastWords(LAST_WORDS));
    }

    StepState state() {
        WatchedStep now = step;
        Duration elapsed = Duration.between(now.startedAt(), now.endedAt().orElseGet(clock::instant));
        return new StepState(
                now.outcome(),
                now.summary(),
                now.startedAt(),
                elapsed.isNegative() ? Duration.ZERO : elapsed,
                usual,
                progress(),
                now.ended() ? Optional.empty() : trouble);
    }
}
