package org.liftlock.approval;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftlock.lifecycle.Editors;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.planning.Plan;
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
        return Optional.ofNullable(parts(upgrade, at).get(person));
    }

    /** The same of everybody who has to do with it, the requester first. */
    Map<String, String> parts(Upgrade upgrade, Instant at) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(upgrade.requestedBy(), "asked for this upgrade");
        plans.planners(upgrade.key()).forEach(planner -> parts.putIfAbsent(planner, "planned this upgrade"));
        plans.newest(upgrade.key())
                .map(Plan::engineer)
                .filter(engineer -> !engineer.isBlank())
                .ifPresent(engineer -> parts.putIfAbsent(engineer, "is to carry this upgrade out"));
        editors.of(upgrade, at)
                .forEach(edit -> parts.putIfAbsent(
                        edit.person(), "has written " + edit.what() + ", which nobody else has approved yet"));
        return parts;
    }
}
