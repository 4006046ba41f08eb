package org.liftlock.closing;

import java.util.List;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.planning.Plans;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How an upgrade has ended, and whether a person has to look at it before it is closed. */
@Component
class Closing {

    private final Upgrades upgrades;
    private final Units units;
    private final Plans plans;
    private final Debts debts;
    private final KnownIssues issues;
    private final JdbcClient jdbc;

    Closing(Upgrades upgrades, Units units, Plans plans, Debts debts, KnownIssues issues, JdbcClient jdbc) {
        this.upgrades = upgrades;
        this.units = units;
        this.plans = plans;
        this.debts = debts;
        this.issues = issues;
        this.jdbc = jdbc;
    }

    @Transactional
    Outcome sum(String upgradeKey) {
        Outcome outcome = outcome(upgradeKey);
        upgrades.outcome(upgradeKey, outcome);
        return outcome;
    }

    boolean debtsOpen(String upgradeKey) {
        return !debts.open(upgradeKey).isEmpty();
    }

    /** Something failed, was overridden or is due; a clean run, and a request that ended before any change, is not. */
    boolean anythingOpen(String upgradeKey, Outcome outcome) {
        return outcome == Outcome.BACK_AS_BEFORE
                || outcome == Outcome.NEEDS_REPAIR
                || outcome == Outcome.WITH_KNOWN_ISSUES
                || !issues.of(upgradeKey).isEmpty();
    }

    private Outcome outcome(String upgradeKey) {
        List<Result> results = units.of(upgradeKey).stream()
                .filter(unit -> unit.mode() == Mode.RAISE)
                .flatMap(unit -> unit.result().stream())
                .toList();
        if (results.contains(Result.NEEDS_REPAIR)) {
            return Outcome.NEEDS_REPAIR;
        } else if (results.contains(Result.RAISED)) {
            boolean clean = results.stream().allMatch(Result.RAISED::equals)
                    && issues.of(upgradeKey).stream().noneMatch(entry -> entry.kind() == KnownIssues.Kind.KNOWN_ISSUE);
            return clean ? Outcome.RAISED : Outcome.WITH_KNOWN_ISSUES;
        } else if (results.contains(Result.BACK)) {
            return Outcome.BACK_AS_BEFORE;
        } else if (results.contains(Result.UNTOUCHED)) {
            return Outcome.UNTOUCHED;
        }
        return refused(upgradeKey) ? Outcome.REFUSED : Outcome.CANCELLED;
    }

    private boolean refused(String upgradeKey) {
        return plans.newest(upgradeKey).isPresent()
                && jdbc.sql("select count(*) from approval where upgrade_key = ? and verdict = 'REFUSED'")
                                .param(upgradeKey)
                                .query(Integer.class)
                                .single()
                        > 0;
    }
}
