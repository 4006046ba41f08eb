package org.liftlock.monitoring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/**
 * Figures to be taken of one target.
 *
 * @param unit the unit of change; empty when the whole upgrade is watched
 * @param rounds how often each measure is taken
 * @param pause between two rounds
 */
public record MeasureRun(
        String upgrade, Optional<String> unit, TargetId target, List<Measure> measures, int rounds, Duration pause) {

    public static final int USUAL_ROUNDS = 20;
    public static final Duration USUAL_PAUSE = Duration.ofMillis(250);

    public MeasureRun {
        measures = List.copyOf(measures);
        if (rounds < 1) {
            throw new IllegalArgumentException("Figures are taken at least once");
        }
    }

    public static MeasureRun usual(String upgrade, Optional<String> unit, TargetId target, List<Measure> measures) {
        return new MeasureRun(upgrade, unit, target, measures, USUAL_ROUNDS, USUAL_PAUSE);
    }
}
