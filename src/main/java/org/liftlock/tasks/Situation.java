package org.liftlock.tasks;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.planning.Plan;

/**
 * What is the case while a question is open.
 *
 * @param plan absent before it was drafted
 * @param unit the unit of change the question is about, when it is about one
 */
record Situation(
        Place place,
        Upgrade upgrade,
        UpgradeDescription description,
        Optional<Plan> plan,
        Optional<UnitOfChange> unit,
        Instant now) {

    String key() {
        return upgrade.key();
    }

    Times times() {
        return new Times(description.site().timeZone());
    }

    Plan neededPlan() {
        return plan.orElseThrow(() -> new IllegalStateException(key() + " asks \"" + place.element()
                + "\" before it has a plan; compare the model with the shipped one"));
    }

    UnitOfChange neededUnit() {
        return unit.orElseThrow(() -> new IllegalStateException(key() + " asks \"" + place.element()
                + "\" without a unit of change; compare the model with the shipped one"));
    }
}
