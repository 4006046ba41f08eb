package org.liftlock.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.effect.Step;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.springframework.stereotype.Component;

/** The checks of every target of a unit. */
@Component
public class UnitChecks {

    private final Units units;
    private final AcceptanceChecks checks;

    UnitChecks(Units units, AcceptanceChecks checks) {
        this.units = units;
        this.checks = checks;
    }

    /** Runs them target by target; behind a target whose core check failed the next one is not asked (R36). */
    public Verdict run(Step step, CheckPurpose purpose) {
        List<CheckResult> all = new ArrayList<>();
        UnitOfChange unit = units.find(step.unit());
        List<TargetDescription> targets = switch (purpose) {
            case PRECHECK, CAN_FAIL -> units.describe(unit);
            case ROLLBACK -> units.describeAsBefore(unit);
            case FINISHED -> units.describeAsRaised(unit);
            case ACCEPTANCE, ROLLOUT, WATCH -> units.describeInUse(unit);
        };
        for (TargetDescription target : targets) {
            Verdict verdict = checks.run(run(step, purpose, target));
            all.addAll(verdict.results());
            if (verdict instanceof Verdict.SomeFailed failed
                    && failed.failedCore().isPresent()) {
                break;
            }
        }
        return Verdict.of(all);
    }

    /** Takes what checks compare with later; to be called while the system still serves its users. */
    public List<CheckResult> remember(Step step) {
        return units.describe(units.find(step.unit())).stream()
                .flatMap(target -> checks.remember(run(step, CheckPurpose.ACCEPTANCE, target)).stream())
                .toList();
    }

    List<ChecksCanFail> proveTheyCanFail(Step step) {
        return units.describe(units.find(step.unit())).stream()
                .map(target -> checks.proveChecksCanFail(run(step, CheckPurpose.CAN_FAIL, target)))
                .toList();
    }

    private static CheckRun run(Step step, CheckPurpose purpose, TargetDescription target) {
        List<CheckSpec> specs = purpose == CheckPurpose.PRECHECK ? target.prechecks() : target.checks();
        return new CheckRun(
                step.upgradeKey(),
                step.unitId(),
                Optional.of(step.stepId()),
                purpose,
                target.target(),
                specs,
                target.versions());
    }
}
