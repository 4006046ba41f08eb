package org.liftlock.intervention;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.liftlock.approval.Approvals;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Wake;
import org.liftlock.process.UpgradeProcess.Message;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each is written down first, in a transaction of its own; then those who wait for it are woken. Cancelling something
 * that has begun to touch targets is an order to stop and go back.
 */
@Component
public class Interventions {

    private static final int LONGEST = 1000;

    private final Upgrades upgrades;
    private final Prospects prospects;
    private final Cancellations cancellations;
    private final Approvals approvals;
    private final Findings findings;
    private final Wake wake;
    private final TransactionTemplate transaction;

    Interventions(
            Upgrades upgrades,
            Prospects prospects,
            Cancellations cancellations,
            Approvals approvals,
            Findings findings,
            Wake wake,
            TransactionTemplate transaction) {
        this.upgrades = upgrades;
        this.prospects = prospects;
        this.cancellations = cancellations;
        this.approvals = approvals;
        this.findings = findings;
        this.wake = wake;
        this.transaction = transaction;
    }

    /** What would follow if somebody did this now. */
    public Prospect prospect(String upgradeKey, Intervention intervention) {
        return prospects.of(upgrades.find(upgradeKey), intervention);
    }

    /**
     * Does it, in the name of a person who may.
     *
     * @param reason for the record, and for whoever has to decide next
     * @throws IllegalArgumentException when there is no such upgrade, or the reason is not one sentence
     * @throws InterventionRefused when it would have no effect where the upgrade stands, with what to do instead
     */
    public void intervene(String upgradeKey, Intervention intervention, String by, String reason) {
        String said = sentence(reason);
        transaction.executeWithoutResult(status -> {
            Upgrade upgrade = upgrades.find(upgradeKey);
            upgrades.lock(upgradeKey);
            if (prospect(upgradeKey, intervention) instanceof Prospect.Closed closed) {
                throw new InterventionRefused(closed.instead());
            }
            switch (intervention) {
                case CANCEL -> cancellations.note(upgrade.key(), by, said);
                case REVOKE_APPROVAL -> approvals.revoke(upgrade.key(), by, said);
                case REPORT_TROUBLE -> report(upgrade.key(), by, said);
            }
        });
        toWake(intervention).forEach(message -> wake.all(upgradeKey, message));
    }

    /** While a report is open, the system does not count as healthy, whatever the figures say (R43). */
    private void report(String upgradeKey, String by, String what) {
        Finding report = new Finding(
                RuleId.R43,
                Finding.Severity.WARNS,
                Findings.TROUBLE_REPORTED,
                by,
                by + " reports: " + what,
                "Decide whether it is a passing disturbance, a known issue, or a reason to go back");
        Collection<Finding> reported = Stream.concat(
                        findings.open(upgradeKey, Findings.TROUBLE_REPORTED).stream(), Stream.of(report))
                .toList();
        findings.replace(upgradeKey, Findings.TROUBLE_REPORTED, reported);
    }

    private static List<Message> toWake(Intervention intervention) {
        return switch (intervention) {
            case CANCEL -> List.of(Message.STOP_ORDERED, Message.UPGRADE_CANCELLED);
            case REVOKE_APPROVAL -> List.of(Message.APPROVAL_VOID, Message.WINDOW_CHANGED);
            case REPORT_TROUBLE -> List.of(Message.TROUBLE_REPORTED);
        };
    }

    private static String sentence(String reason) {
        if (reason == null || reason.isBlank() || reason.strip().length() > LONGEST) {
            throw new IllegalArgumentException("Field \"reason\": say why in one sentence of at most " + LONGEST
                    + " characters; nothing was done");
        }
        return reason.strip();
    }
}
