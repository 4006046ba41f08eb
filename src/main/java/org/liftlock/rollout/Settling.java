package org.liftlock.rollout;

import java.util.List;
import java.util.Optional;
import org.liftlock.effect.Effects;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads out of the steps of a unit what became of it. */
@Component
class Settling {

    private static final String LAST_STEP_BACK = "resume-after-going-back";

    private final JdbcClient jdbc;
    private final Effects effects;

    Settling(JdbcClient jdbc, Effects effects) {
        this.jdbc = jdbc;
        this.effects = effects;
    }

    private record Done(String topic, String outcome) {}

    Result result(String unitId) {
        List<Done> wayBack = jdbc.sql("""
                        select topic, coalesce(outcome, 'UNKNOWN') as outcome from step
                        where unit_id = ? and topic in
                            ('quiesce-before-going-back', 'roll-back', 'verify-rollback', 'resume-after-going-back')
                        order by started_at desc, settled_at desc fetch first 1 rows only
                        """)
                .param(unitId)
                .query((found, row) -> new Done(found.getString(1), found.getString(2)))
                .list();
        Optional<Done> last = wayBack.stream().findFirst();
        if (last.isPresent()) {
            return last.get().equals(new Done(LAST_STEP_BACK, "SUCCEEDED")) ? Result.BACK : Result.NEEDS_REPAIR;
        }
        return effects.applyStarted(unitId) ? Result.RAISED : Result.UNTOUCHED;
    }
}
