package org.liftlock.tasks;

import java.time.Clock;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/** Gathers what is the case where a question is asked. */
@Component
class Situations {

    private final Upgrades upgrades;
    private final Plans plans;
    private final Units units;
    private final Clock clock;

    Situations(Upgrades upgrades, Plans plans, Units units, Clock clock) {
        this.upgrades = upgrades;
        this.plans = plans;
        this.units = units;
        this.clock = clock;
    }

    Situation of(Place place) {
        String key = place.upgradeKey();
        return new Situation(
                place,
                upgrades.find(key),
                upgrades.describe(key),
                plans.newest(key),
                place.unitId().map(units::find),
                clock.instant());
    }
}
