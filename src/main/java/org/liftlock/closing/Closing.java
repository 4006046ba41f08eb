package org.liftlock.closing;

import org.liftlock.effect.Effects;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.Outcomes;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How an upgrade has ended, and whether a person has to look at it before it is closed. */
@Component
class Closing {

    private final Upgrades upgrades;
    private final Outcomes outcomes;
    private final Debts debts;
    private final KnownIssues issues;
    private final Units units;
    private final Effects effects;

    Closing(Upgrades upgrades, Outcomes outcomes, Debts debts, KnownIssues issues, Units units, Effects effects) {
        this.upgrades = upgrades;
        this.outcomes = outcomes;
        this.debts = debts;
        this.issues = issues;
        this.units = units;
        this.effects = effects;
    }

    @Transactional
    Outcome sum(String upgradeKey) {
        Outcome outcome = outcomes.of(upgradeKey);
        upgrades.outcome(upgradeKey, outcome);
        return outcome;
    }

    /**
     * Lets go of the targets that the last step, or a way back, has taken again since their unit was settled; others would
     * wait for them for ever. One that needs repair is held until somebody has put it right.
     */
    @Transactional
    void letGo(String upgradeKey) {
        units.of(upgradeKey).stream()
                .filter(unit ->
                        unit.result().filter(Result.NEEDS_REPAIR::equals).isEmpty())
                .forEach(unit -> effects.release(unit.unitId()));
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
}
