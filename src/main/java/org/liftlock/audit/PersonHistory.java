package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person has approved, or has refused to: plans of upgrades, changes of models, standard changes. */
@Component
public class PersonHistory {

    private final JdbcClient jdbc;

    PersonHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param planDigest of the plan the person saw */
    public record Approval(
            long id,
            String upgradeKey,
            String system,
            String change,
            String requestedBy,
            String verdict,
            String role,
            Optional<String> remark,
            String planDigest,
            Instant givenAt,
            Optional<Instant> revokedAt) {}

    /** A decision that stands for more than one upgrade. */
    public record Standing(String what, String verdict, Instant givenAt, String digest) {}

    /** Of systems in sight; the newest first, those before an approval when one is named. */
    public List<Approval> approvals(String person, Sight sight, Optional<Long> before, int most) {
        return jdbc.sql("""
                        select a.approval_id, a.upgrade_key, u.system_id, u.from_version, u.to_version, u.requested_by,
                            a.verdict, a.role, a.remark, a.plan_digest, a.given_at, a.revoked_at
                        from approval a join upgrade u on u.upgrade_key = a.upgrade_key
                        where a.approver = :person and a.approval_id < :before
                        """ + (sight.isWhole() ? "" : " and (u.system_id in (:systems) or u.requested_by = :me)") + """
                         order by a.approval_id desc limit :most
                        """)
                .param("person", person)
                .param("before", before.orElse(Long.MAX_VALUE))
                .param(
                        "systems",
                        sight.systems()
                                .filter(own -> !own.isEmpty())
                                .map(List::copyOf)
                                .orElse(List.of("")))
                .param("me", sight.person())
                .param("most", most)
                .query(PersonHistory::approval)
                .list();
    }

    /** Of models and of standard changes; the newest first. */
    public List<Standing> standing(String person, int most) {
        return jdbc.sql("""
                        select 'Change of models ' || cast(proposal_id as varchar(20)) || ', from ' || origin as what,
                            state as verdict, decided_at as given_at, coalesce(result_digest, files_digest) as digest
                        from model_proposal where decided_by = :person
                        union all
                        select 'Standard change ' || name || ', revision ' || cast(revision as varchar(20)), 'APPROVED',
                            changed_at, digest
                        from description where layer = 'TEMPLATE' and changed_by = :person
                        order by 3 desc limit :most
                        """)
                .param("person", person)
                .param("most", most)
                .query((row, number) -> new Standing(
                        row.getString("what"),
                        row.getString("verdict"),
                        row.getObject("given_at", OffsetDateTime.class).toInstant(),
                        row.getString("digest")))
                .list();
    }

    private static Approval approval(ResultSet row, int number) throws SQLException {
        return new Approval(
                row.getLong("approval_id"),
                row.getString("upgrade_key"),
                row.getString("system_id"),
                row.getString("from_version") + " → " + row.getString("to_version"),
                row.getString("requested_by"),
                row.getString("verdict"),
                row.getString("role"),
                Optional.ofNullable(row.getString("remark")),
                row.getString("plan_digest"),
                row.getObject("given_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("revoked_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
