package org.liftlock.rollback;

import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.verification.CheckPurpose;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.springframework.stereotype.Component;

/** A rollback is verified like an upgrade, by the same checks (R40); the restore itself has compared the content. */
@Component
class VerifyRollback implements StepHandler {

    private final UnitChecks checks;

    VerifyRollback(UnitChecks checks) {
        this.checks = checks;
    }

    @Override
    public StepWork prepare(Step step) {
        return new StepWork.Reading(() -> {
            Verdict verdict = checks.run(step, CheckPurpose.ROLLBACK);
            return verdict.passed()
                    ? StepAnswer.succeeded("As before: " + verdict.sentence())
                    : StepAnswer.failed("Not as before: " + verdict.sentence());
        });
    }
}
