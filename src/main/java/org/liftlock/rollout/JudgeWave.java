package org.liftlock.rollout;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Whether a wave allows the next one, and how long it is watched before that (R41). */
@Component
class JudgeWave implements JavaDelegate {

    private final Waves waves;
    private final Upgrades upgrades;
    private final Clock clock;

    JudgeWave(Waves waves, Upgrades upgrades, Clock clock) {
        this.waves = waves;
        this.upgrades = upgrades;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        boolean proved = waves.proved(key, Variables.WAVE_ID.get(execution));
        boolean raising = !Variables.MODE.get(execution).equals("BACK");
        Duration soak = raising && waves.morePending(key)
                ? upgrades.describe(key).rollout().watchPilot()
                : Duration.ZERO;
        Variables.WAVE_VERDICT.set(execution, proved ? "go-on" : "halt");
        Variables.SOAK_UNTIL.set(execution, Date.from(clock.instant().plus(soak)));
    }
}
