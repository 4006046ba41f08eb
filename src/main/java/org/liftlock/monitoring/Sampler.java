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
        for (int round = 0; round < run.rounds() && !Thread.currentThread().isInterrupted(); round++) {
            if (round > 0) {
                pause(run);
            }
            taken.addAll(latencies(run));
            run.measures().stream()
                    .filter(measure -> measure.kind() != Measure.Kind.LATENCY)
                    .forEach(measure -> taken.add(figure(run, measure)));
        }
        samples.save(run, moment, taken);
        return (int) taken.stream().filter(Sample::healthy).count();
    }

    private List<Sample> latencies(MeasureRun run) {
        CheckRun latencies = new CheckRun(
                run.upgrade(),
                run.unit(),
                Optional.empty(),
                CheckPurpose.WATCH,
                run.target(),
                run.measures().stream()
                        .filter(measure -> measure.kind() == Measure.Kind.LATENCY)
                        .map(Measure::check)
                        .toList(),
                Map.of());
        return checks.sample(latencies).stream()
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
