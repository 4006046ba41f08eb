package org.liftlock.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.effect.Effects;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Writes down what became of a unit, as the journal tells it, and lets go of its targets unless they need repair. */
@Component
class SettleTarget implements JavaDelegate {

    private final Settling settling;
    private final Units units;
    private final Effects effects;

    SettleTarget(Settling settling, Units units, Effects effects) {
        this.settling = settling;
        this.units = units;
        this.effects = effects;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String unitId = Variables.UNIT_ID.get(execution);
        UnitOfChange.Result result = settling.result(unitId);
        units.ended(unitId, result);
        if (result != UnitOfChange.Result.NEEDS_REPAIR) {
            effects.release(unitId);
        }
        Variables.TARGET_OUTCOME.set(execution, result.name());
    }
}
