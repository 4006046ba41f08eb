package org.liftlock.process;

import java.time.Duration;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The only place that sets the engine's clock. */
final class EngineClock {

    private EngineClock() {}

    static void follow(Duration distance) {
        if (distance.isZero()) {
            ClockUtil.reset();
        } else {
            ClockUtil.offset(distance.toMillis());
        }
    }
}
