package org.liftlock.lifecycle;

import java.util.List;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How an upgrade has ended, by what became of its units. */
@Component
public class Outcomes {

    private final Units units;
    private final KnownIssues issues;
    private final Cancellations cancellations;
    private final JdbcClient jdbc;

    Outcomes(Units units, KnownIssues issues, Cancellations cancellations, JdbcClient jdbc) {
        this.units = units;
        this.issues = issues;
        this.cancellations = cancellations;
        this.jdbc = jdbc;
    }

    public Outcome of(String upgradeKey) {
        List<Result> results = units.newestToRaise(upgradeKey).stream()
                .flatMap(unit -> unit.result().stream())
                .toList();
        if (results.contains(Result.NEEDS_REPAIR)) {
            return Outcome.NEEDS_REPAIR;
        } else if (results.contains(Result.RAISED)) {
            return clean(upgradeKey, results) ? Outcome.RAISED : Outcome.WITH_KNOWN_ISSUES;
        } else if (results.contains(Result.BACK)) {
            return Outcome.BACK_AS_BEFORE;
        } else if (cancellations.by(upgradeKey).isPresent()) {
            return Outcome.CANCELLED;
        } else if (results.contains(Result.UNTOUCHED)) {
            return Outcome.UNTOUCHED;
        }
        return refused(upgradeKey) ? Outcome.REFUSED : Outcome.CANCELLED;
    }

    private boolean clean(String upgradeKey, List<Result> results) {
        return results.stream().allMatch(Result.RAISED::equals)
                && issues.of(upgradeKey).stream().noneMatch(entry -> entry.kind() == KnownIssues.Kind.KNOWN_ISSUE);
    }

    private boolean refused(String upgradeKey) {
        return jdbc.sql("select count(*) from approval where upgrade_key = ? and verdict = 'REFUSED'")
                        .param(upgradeKey)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
