package org.liftlock.approval;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Plans;
import org.liftlock.record.Journal;
import org.liftlock.template.ApprovedTemplates;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Approvals of sealed plans. */
@Component
public class Approvals {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Upgrades upgrades;
    private final Plans plans;
    private final ApprovedTemplates templates;
    private final Implementers implementers;
    private final Journal journal;

    Approvals(
            JdbcClient jdbc,
            Clock clock,
            Upgrades upgrades,
            Plans plans,
            ApprovedTemplates templates,
            Implementers implementers,
            Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.upgrades = upgrades;
        this.plans = plans;
        this.templates = templates;
        this.implementers = implementers;
        this.journal = journal;
    }

    /** What an approver may answer. */
    public enum Verdict {
        APPROVED,
        SENT_BACK,
        REFUSED
    }

    /**
     * Whose own work it is, does not approve it, and may still send it back or refuse it; whoever asked for it gives no
     * answer at all.
     *
     * @throws IllegalArgumentException with a sentence for the approver: own work, already answered, plan not sealed
     */
    @Transactional
    public void give(String upgradeKey, String approver, String role, Verdict verdict, String remark) {
        upgrades.lock(upgradeKey);
        Upgrade upgrade = upgrades.find(upgradeKey);
        implementers
                .part(upgrade, approver, clock.instant())
                .filter(part ->
                        verdict == Verdict.APPROVED || upgrade.requestedBy().equals(approver))
                .ifPresent(part -> {
                    throw new IllegalArgumentException(
                            "R28: " + approver + " " + part + "; somebody else has to approve it");
                });
        Digest digest = plans.sealedDigest(upgradeKey)
                .orElseThrow(() -> new IllegalArgumentException(
                        "R28: the plan was changed and is not sealed; it cannot be approved now"));
        // Who is asked again about a plan that stands approved, as for targets left behind, may say so again.
        if (verdict == Verdict.APPROVED
                && approvers(upgradeKey, digest).contains(approver)
                && missing(upgradeKey).isPresent()) {
            throw new IllegalArgumentException(
                    "R28: " + approver + " has approved this plan already; another person has to");
        }
        jdbc.sql("""
                        insert into approval (upgrade_key, plan_digest, approver, role, verdict, remark, given_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(upgradeKey)
                .param(digest.hex())
                .param(approver)
                .param(role)
                .param(verdict.name())
                .param(remark.isBlank() ? null : remark)
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                approver,
                "approval",
                Optional.of("R28"),
                verdict.name().toLowerCase().replace('_', ' ') + " plan " + digest.brief()
                        + (remark.isBlank() ? "" : ": " + remark),
                Optional.of(digest));
    }

    /**
     * Who may not approve the plan as it is now, and why, for sentences that begin with the name: whose own work it is, and
     * who has approved it already while others are needed.
     */
    public Map<String, String> barred(String upgradeKey) {
        Map<String, String> barred =
                new LinkedHashMap<>(implementers.parts(upgrades.find(upgradeKey), clock.instant()));
        if (missing(upgradeKey).isPresent()) {
            plans.sealedDigest(upgradeKey)
                    .ifPresent(digest -> approvers(upgradeKey, digest)
                            .forEach(one -> barred.putIfAbsent(
                                    one, "has approved this plan already; another person is needed")));
        }
        return barred;
    }

    @Transactional
    public int revoke(String upgradeKey, String by, String reason) {
        upgrades.lock(upgradeKey);
        int revoked = jdbc.sql("""
                        update approval set revoked_at = ?, revoked_by = ?
                        where upgrade_key = ? and verdict = 'APPROVED' and revoked_at is null
                        """)
                .param(Timestamp.from(clock.instant()))
                .param(by)
                .param(upgradeKey)
                .update();
        if (revoked > 0) {
            journal.tell(Optional.of(upgradeKey), by, "approval-revoked", Optional.of("R28"), reason, Optional.empty());
        }
        return revoked;
    }

    /** How many approvals of this plan or an earlier one have not been taken back. */
    public int standing(String upgradeKey) {
        return jdbc.sql("""
                        select count(*) from approval
                        where upgrade_key = ? and verdict = 'APPROVED' and revoked_at is null
                        """).param(upgradeKey).query(Integer.class).single();
    }

    /** When an approval was last taken back, if ever. */
    public Optional<Instant> revokedAt(String upgradeKey) {
        return jdbc.sql("select max(revoked_at) from approval where upgrade_key = ?")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** @return what is missing for the sealed plan to be approved; empty when it is */
    public Optional<String> missing(String upgradeKey) {
        Optional<Digest> digest = plans.sealedDigest(upgradeKey);
        if (digest.isEmpty()) {
            return Optional.of("R28: the plan is not sealed");
        }
        if (!plans.stillDescribes(upgradeKey)) {
            return Optional.of("R28: what the descriptions say has changed since the plan was sealed");
        }
        int needed = jdbc.sql("select coalesce(approvals_needed, 1) from upgrade where upgrade_key = ?")
                .param(upgradeKey)
                .query(Integer.class)
                .single();
        // Nobody but the template approves then.
        Optional<String> withdrawn = needed == 0 ? templates.withdrawn(upgradeKey) : Optional.empty();
        if (withdrawn.isPresent()) {
            return withdrawn.map(why -> "R28: " + why);
        }
        int given = approvers(upgradeKey, digest.get()).size();
        return given >= needed
                ? Optional.empty()
                : Optional.of("R28: " + given + " of " + needed + " approvals of the plan "
                        + digest.get().brief());
    }

    /**
     * What is said of the newest plan: "approved", "refused" or "changes-wanted"; an approval that no
     * longer counts, since the plan or its description moved meanwhile, leads back to planning.
     */
    public String verdict(String upgradeKey) {
        List<String> said = jdbc.sql("""
                        select distinct verdict from approval
                        where upgrade_key = ? and revoked_at is null and plan_digest =
                            (select digest from upgrade_plan where upgrade_key = ? order by revision desc
                             fetch first 1 rows only)
                        """)
                .param(upgradeKey)
                .param(upgradeKey)
                .query(String.class)
                .list();
        if (said.contains(Verdict.REFUSED.name())) {
            return "refused";
        } else if (said.contains(Verdict.SENT_BACK.name())) {
            return "changes-wanted";
        }
        Optional<String> missing = missing(upgradeKey);
        missing.ifPresent(what -> journal.tell(
                Optional.of(upgradeKey),
                "process",
                "approval-void",
                Optional.of("R28"),
                "The approval does not count, so the plan is looked at again. " + what,
                Optional.empty()));
        return missing.isEmpty() ? "approved" : "changes-wanted";
    }

    private record Given(String approver, Instant at) {}

    /** Those whose approval counts: whoever has planned it since does not approve it any more. */
    private List<String> approvers(String upgradeKey, Digest digest) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        return jdbc
                .sql("""
                        select approver, max(given_at) from approval
                        where upgrade_key = ? and plan_digest = ? and verdict = 'APPROVED' and revoked_at is null
                        group by approver
                        """)
                .param(upgradeKey)
                .param(digest.hex())
                .query((row, number) -> new Given(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .filter(given ->
                        implementers.part(upgrade, given.approver(), given.at()).isEmpty())
                .map(Given::approver)
                .toList();
    }
}
