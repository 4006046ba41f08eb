package org.liftlock.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.verification.AcceptanceChecks;
import org.liftlock.verification.CannotCheck;
import org.liftlock.verification.CheckPurpose;
import org.liftlock.verification.CheckRun;
import org.liftlock.verification.ValueReader;
import org.springframework.stereotype.Service;

/** Takes figures of a target: the baseline before the change, and looks while it is watched. Only reads. */
@Service
public class Sampler {

    private static final int STATE_LOOKS = 3;

    private final AcceptanceChecks checks;
    private final ValueReader values;
    private final Samples samples;

    Sampler(AcceptanceChecks checks, ValueReader values, Samples samples) {
        this.checks = checks;
        this.values = values;
        this.samples = samples;
    }

    /** @return how many figures were taken, those of failed checks not counted */
    public int takeBaseline(MeasureRun run) {
        return take(run, Samples.Moment.BASELINE);
    }

    /** @return how many figures were taken, those of failed checks not counted */
    public int look(MeasureRun run) {
        return take(run, Samples.Moment.WATCH);
    }

    private int take(MeasureRun run, Samples.Moment moment) {
        List<Sample> taken = new ArrayList<>();
        for (int round = 0; round < rounds(run) && !Thread.currentThread().isInterrupted(); round++) {
            if (round > 0) {
                pause(run);
            }
            List<Measure> due = run.measures().stream()
                    .filter(measure -> measure.kind() != Measure.Kind.STATE || mustBeLookedAt(measure, taken))
                    .toList();
            taken.addAll(made(run, due));
            due.stream().filter(measure -> !measure.byPassing()).forEach(measure -> taken.add(figure(run, measure)));
        }
        samples.save(run, moment, taken);
        return (int) taken.stream().filter(Sample::healthy).count();
    }

    private static int rounds(MeasureRun run) {
        boolean statesOnly = run.measures().stream().allMatch(measure -> measure.kind() == Measure.Kind.STATE);
        return run.measures().isEmpty() ? 0 : statesOnly ? Math.min(STATE_LOOKS, run.rounds()) : run.rounds();
    }

    /** A state is looked at until it is good, a few times at most: one lost packet is no disturbance. */
    private static boolean mustBeLookedAt(Measure state, List<Sample> taken) {
        List<Sample> looks = taken.stream()
                .filter(sample -> sample.name().equals(state.name()))
                .toList();
        return looks.size() < STATE_LOOKS && looks.stream().noneMatch(Sample::healthy);
    }

    private List<Sample> made(MeasureRun run, List<Measure> due) {
        CheckRun made = new CheckRun(
                run.upgrade(),
                run.unit(),
                Optional.empty(),
                CheckPurpose.WATCH,
                run.target(),
                due.stream().filter(Measure::byPassing).map(Measure::check).toList(),
                Map.of());
        return checks.sample(made).stream()
                .map(result ->
                        new Sample(run.target(), result.checkId(), result.took().toNanos() / 1e6, result.passed()))
                .toList();
    }

    private Sample figure(MeasureRun run, Measure measure) {
        try {
            double figure = Double.parseDouble(values.read(measure.check(), run.target()));
            return new Sample(
                    run.target(), measure.name(), Double.isFinite(figure) ? figure : 0, Double.isFinite(figure));
        } catch (CannotCheck | NumberFormatException none) {
            return new Sample(run.target(), measure.name(), 0, false);
        }
    }

    private static void pause(MeasureRun run) {
        try {
            Thread.sleep(run.pause().toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
