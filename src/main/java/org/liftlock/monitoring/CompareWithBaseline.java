package org.liftlock.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;

/** Measures every raised unit again and compares; where nothing can be measured, nothing is called healthy (R42). */
@Component
class CompareWithBaseline implements StepHandler {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm zzz", Locale.ENGLISH);

    private final Findings findings;
    private final Units units;
    private final UnitMeasures measures;
    private final Sampler sampler;
    private final HealthComparison comparison;
    private final WatchStart start;
    private final Upgrades upgrades;
    private final Clock clock;

    CompareWithBaseline(
            Findings findings,
            Units units,
            UnitMeasures measures,
            Sampler sampler,
            HealthComparison comparison,
            WatchStart start,
            Upgrades upgrades,
            Clock clock) {
        this.findings = findings;
        this.units = units;
        this.measures = measures;
        this.sampler = sampler;
        this.comparison = comparison;
        this.start = start;
        this.upgrades = upgrades;
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
        String key = step.upgradeKey();
        UpgradeDescription upgrade = upgrades.describe(key);
        HealthRules rules = HealthRules.accepting(upgrade.request().accept());
        List<String> healthy = new ArrayList<>();
        List<String> disturbed = new ArrayList<>();
        List<String> unmeasured = new ArrayList<>();
        for (UnitOfChange unit : units.of(key)) {
            boolean raised = unit.mode() == Mode.RAISE
                    && unit.result().filter(Result.RAISED::equals).isPresent();
            List<MeasureRun> runs = raised ? measures.of(unit) : List.of();
            if (!runs.isEmpty()) {
                Health health = look(runs, rules);
                (health instanceof Health.Healthy ? healthy : health instanceof Health.NoData ? unmeasured : disturbed)
                        .add(health.sentence());
            }
        }
        findings.open(key, Findings.TROUBLE_REPORTED).forEach(report -> disturbed.add(report.sentence()));
        if (healthy.isEmpty() && disturbed.isEmpty() && unmeasured.isEmpty()) {
            unmeasured.add("no raised unit is left to be watched");
        }
        if (disturbed.isEmpty() && !unmeasured.isEmpty()) {
            Finding unknown = notMeasured(key, upgrade.site().timeZone(), healthy.isEmpty(), unmeasured);
            findings.replace(key, Findings.NOT_MEASURED, List.of(unknown));
            return StepAnswer.failed(unknown.sentence());
        }
        findings.replace(key, Findings.NOT_MEASURED, List.of());
        disturbed.addAll(unmeasured);
        return disturbed.isEmpty()
                ? StepAnswer.succeeded(String.join("; ", healthy))
                : StepAnswer.failed(String.join("; ", disturbed));
    }

    /** Not the same as worse than before: whoever is asked has to look elsewhere. */
    private Finding notMeasured(String key, ZoneId zone, boolean nothing, List<String> gaps) {
        return new Finding(
                RuleId.R42,
                Finding.Severity.WARNS,
                Findings.NOT_MEASURED,
                "watch",
                (nothing ? "Nothing" : "Not everything") + " could be measured since "
                        + MOMENT.format(start.lastWell(key).atZone(zone))
                        + ", so it is not known whether it is worse than before: " + String.join("; ", gaps),
                "See for yourself whether it works. Where a check cannot be asked, put that right and watch on: it is"
                        + " measured again at the next look. Where nothing was measured before the change, or no check"
                        + " can be measured, further looks will not tell either");
    }

    private Health look(List<MeasureRun> runs, HealthRules rules) {
        Instant since = clock.instant();
        runs.forEach(sampler::look);
        return comparison.compare(runs, since, rules);
    }
}
