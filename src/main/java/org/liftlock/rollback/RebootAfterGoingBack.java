package org.liftlock.rollback;

import java.util.List;
import java.util.Optional;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitReboots;
import org.springframework.stereotype.Component;

/** Reboots what was put back, so that it runs what it ran before. */
@Component
class RebootAfterGoingBack implements StepHandler {

    private final UnitReboots reboots;

    RebootAfterGoingBack(UnitReboots reboots) {
        this.reboots = reboots;
    }

    @Override
    public StepWork prepare(Step step) {
        return reboots.on(step, EffectKind.REBOOT_BACK, Optional.empty());
    }

    @Override
    public StepAnswer conclude(Step step, List<EffectResult> results) {
        return StepAnswer.worstOf(results, "Rebooted, and back");
    }
}
