package org.liftlock.intervention;

import java.util.List;
import java.util.Optional;
import org.liftlock.approval.Approvals;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Wake;
import org.liftlock.process.UpgradeProcess.Message;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each is written down first, in a transaction of its own; then those who wait for it are woken. Cancelling something
 * that has begun to touch targets is an order to stop and go back.
 */
@Component
public class Interventions {

    private final Upgrades upgrades;
    private final Units units;
    private final Directives directives;
    private final Approvals approvals;
    private final Findings findings;
    private final Journal journal;
    private final Wake wake;
    private final TransactionTemplate transaction;

    Interventions(
            Upgrades upgrades,
            Units units,
            Directives directives,
            Approvals approvals,
            Findings findings,
            Journal journal,
            Wake wake,
            TransactionTemplate transaction) {
        this.upgrades = upgrades;
        this.units = units;
        this.directives = directives;
        this.approvals = approvals;
        this.findings = findings;
        this.journal = journal;
        this.wake = wake;
        this.transaction = transaction;
    }

    /** @throws IllegalArgumentException when it is too late, with what to do instead */
    public void cancel(String upgradeKey, String by, String reason) {
        Upgrade upgrade = open(upgradeKey, reason);
        if (upgrade.stage().compareTo(Stage.EXECUTION) > 0) {
            throw new IllegalArgumentException(
                    upgradeKey + " is past its window and cannot be cancelled; report trouble,"
                            + " and the decider can have it taken back");
        }
        boolean touching = upgrade.stage() == Stage.EXECUTION || rehearsing(upgradeKey);
        transaction.executeWithoutResult(status -> {
            if (touching) {
                directives.give(upgradeKey, Directive.STOP_AND_GO_BACK, "cancelled: " + reason, by);
            }
            tell(upgradeKey, by, "cancelled", RuleId.R40, reason);
        });
        if (touching) {
            wake.all(upgradeKey, Message.STOP_ORDERED);
        }
        wake.all(upgradeKey, Message.UPGRADE_CANCELLED);
    }

    /** @throws IllegalArgumentException when there is no approval that counts */
    public void revokeApproval(String upgradeKey, String by, String reason) {
        open(upgradeKey, reason);
        if (approvals.revoke(upgradeKey, by, reason) == 0) {
            throw new IllegalArgumentException(upgradeKey + " has no approval that could be taken back");
        }
        wake.all(upgradeKey, Message.APPROVAL_VOID);
        wake.all(upgradeKey, Message.WINDOW_CHANGED);
    }

    /** While a report is open, the system does not count as healthy, whatever the figures say (R43). */
    public void reportTrouble(String upgradeKey, String by, String what) {
        open(upgradeKey, what);
        transaction.executeWithoutResult(status -> findings.replace(
                upgradeKey,
                Findings.TROUBLE_REPORTED,
                List.of(new Finding(
                        RuleId.R43,
                        Finding.Severity.WARNS,
                        Findings.TROUBLE_REPORTED,
                        by,
                        by + " reports: " + what,
                        "Decide whether it is a passing disturbance, a known issue, or a reason to go back"))));
        wake.all(upgradeKey, Message.TROUBLE_REPORTED);
    }

    private boolean rehearsing(String upgradeKey) {
        return units.of(upgradeKey).stream()
                .anyMatch(unit -> unit.mode() == UnitOfChange.Mode.REHEARSE
                        && unit.result().isEmpty());
    }

    private Upgrade open(String upgradeKey, String sentence) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        if (upgrade.stage() == Stage.CLOSED) {
            throw new IllegalArgumentException(upgradeKey + " is closed; ask for a new upgrade");
        }
        if (sentence == null || sentence.isBlank() || sentence.length() > 1000) {
            throw new IllegalArgumentException("Field \"reason\": say why in one sentence of at most 1000 characters");
        }
        return upgrade;
    }

    private void tell(String upgradeKey, String by, String kind, RuleId rule, String sentence) {
        journal.tell(Optional.of(upgradeKey), by, kind, Optional.of(rule.name()), sentence, Optional.empty());
    }
}
