package org.liftlock.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** Measures every raised unit again and compares; where nothing can be measured, nothing is called healthy (R42). */
@Component
class CompareWithBaseline implements StepHandler {

    private final Findings findings;
    private final Units units;
    private final UnitMeasures measures;
    private final Sampler sampler;
    private final HealthComparison comparison;
    private final Clock clock;

    CompareWithBaseline(
            Findings findings,
            Units units,
            UnitMeasures measures,
            Sampler sampler,
            HealthComparison comparison,
            Clock clock) {
        this.findings = findings;
        this.units = units;
        this.measures = measures;
        this.sampler = sampler;
        this.comparison = comparison;
        this.clock = clock;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> compare(step));
    }

    @Override
    public boolean readsForLong() {
        return true;
    }

    private StepAnswer compare(Step step) {
        List<String> healthy = new ArrayList<>();
        List<String> troubled = new ArrayList<>();
        for (UnitOfChange unit : units.of(step.upgradeKey())) {
            boolean raised = unit.mode() == Mode.RAISE
                    && unit.result().filter(Result.RAISED::equals).isPresent();
            List<MeasureRun> runs = raised ? measures.of(unit) : List.of();
            if (!runs.isEmpty()) {
                Health health = look(runs);
                (health instanceof Health.Healthy ? healthy : troubled).add(health.sentence());
            }
        }
        findings.open(step.upgradeKey()).stream()
                .filter(finding -> finding.origin().equals(Findings.TROUBLE_REPORTED))
                .forEach(finding -> troubled.add(finding.sentence()));
        return troubled.isEmpty() && !healthy.isEmpty()
                ? StepAnswer.succeeded(String.join("; ", healthy))
                : StepAnswer.failed(
                        troubled.isEmpty() ? "No raised unit is left to be watched" : String.join("; ", troubled));
    }

    private Health look(List<MeasureRun> runs) {
        Instant since = clock.instant();
        runs.forEach(sampler::look);
        return comparison.compare(runs, since, HealthRules.USUAL);
    }
}
