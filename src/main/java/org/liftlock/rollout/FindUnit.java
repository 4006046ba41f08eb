package org.liftlock.rollout;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.Reboot;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Which unit this process works on: the one at its position in the wave, or the stand-in a rehearsal runs on. */
@Component
class FindUnit implements JavaDelegate {

    private final Waves waves;
    private final Units units;
    private final Upgrades upgrades;

    FindUnit(Waves waves, Units units, Upgrades upgrades) {
        this.waves = waves;
        this.units = units;
        this.upgrades = upgrades;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        UnitOfChange unit = Variables.MODE.get(execution).equals("REHEARSE")
                ? rehearsal(key)
                : waves.at(Variables.WAVE_ID.get(execution), Variables.POSITION.get(execution));
        units.worksIn(unit.unitId(), execution.getProcessInstanceId());
        Variables.UNIT_ID.set(execution, unit.unitId());
        Variables.REBOOT_WANTED.set(execution, upgrades.describe(key).reboot() != Reboot.NEVER);
    }

    private UnitOfChange rehearsal(String key) {
        Upgrade upgrade = upgrades.find(key);
        UpgradeDescription description = upgrades.describe(key);
        EnvironmentSpec standIn = description
                .systemDescription()
                .standInFor(upgrade.environment())
                .orElseThrow(() -> new IllegalStateException("R18: " + description.name() + " has no environment that"
                        + " stands for " + upgrade.environment() + "; describe one, or accept the exception"));
        return units.form(key, standIn.name(), UnitOfChange.Mode.REHEARSE, description.targets(standIn.name()));
    }
}
