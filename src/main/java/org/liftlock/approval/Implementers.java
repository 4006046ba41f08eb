package org.liftlock.approval;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.lifecycle.Editors;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/**
 * Who may not approve an upgrade, since it is their own work: whoever asked for it, planned it, is to carry it out, or has
 * written its description, kind or template since an upgrade of the system was approved last (R28).
 */
@Component
class Implementers {

    private final Plans plans;
    private final Editors editors;

    Implementers(Plans plans, Editors editors) {
        this.plans = plans;
        this.editors = editors;
    }

    /** @return what the person has to do with it, for a sentence that begins with the name; empty for others */
    Optional<String> part(Upgrade upgrade, String person, Instant at) {
        if (upgrade.requestedBy().equals(person)) {
            return Optional.of("asked for this upgrade");
        } else if (plans.planners(upgrade.key()).contains(person)) {
            return Optional.of("planned this upgrade");
        } else if (plans.newest(upgrade.key())
                .filter(plan -> plan.engineer().equals(person))
                .isPresent()) {
            return Optional.of("is to carry this upgrade out");
        }
        return editors.of(upgrade, at).stream()
                .filter(edit -> edit.person().equals(person))
                .findFirst()
                .map(edit -> "has written " + edit.what() + ", which nobody else has approved yet");
    }
}
