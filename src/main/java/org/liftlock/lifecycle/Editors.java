package org.liftlock.lifecycle;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.SystemDescription;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who has written what an upgrade is made of: the description of its system, its kind, the template it follows. What was
 * written before the plan of an earlier upgrade of the system was made, and that plan was approved by all who had to, has
 * been looked at by others; what was written later has not.
 */
@Component
public class Editors {

    /**
     * When the plan was made that was last approved for the system and environment of the upgrade "u", before a moment
     * that is an SQL expression; null when there is none.
     */
    public static final String LOOKED_AT = """
            (select op.planned_at from upgrade o join upgrade_plan op on op.upgrade_key = o.upgrade_key
                where o.system_id = u.system_id and o.environment = u.environment and o.requested_at < u.requested_at
                    and op.digest is not null
                    and (select count(distinct oa.approver) from approval oa
                        where oa.upgrade_key = o.upgrade_key and oa.plan_digest = op.digest and oa.verdict = 'APPROVED'
                            and oa.revoked_at is null and oa.given_at < %s)
                        >= greatest(coalesce(o.approvals_needed, 1), 1)
                order by o.requested_at desc, op.revision desc fetch first 1 rows only)
            """;

    private final JdbcClient jdbc;
    private final Descriptions descriptions;

    Editors(JdbcClient jdbc, Descriptions descriptions) {
        this.jdbc = jdbc;
        this.descriptions = descriptions;
    }

    /** A revision that somebody has written. */
    public record Edit(String person, Layer layer, String name, int revision, Instant at) {

        /** "system order-service, revision 3". */
        public String what() {
            return layer.name().toLowerCase(Locale.ROOT) + " " + name + ", revision " + revision;
        }
    }

    /** What was written since the last approval, and before a moment; the oldest first. */
    public List<Edit> of(Upgrade upgrade, Instant before) {
        return jdbc.sql("""
                        select d.changed_by, d.layer, d.name, d.revision, d.changed_at from upgrade u, description d
                        where u.upgrade_key = :key and d.changed_at < :before
                            and (d.layer = 'SYSTEM' and d.name = :system or d.layer = 'KIND' and d.name = :kind
                                or d.layer = 'TEMPLATE' and d.name = :template)
                            and d.changed_at > coalesce(%s, timestamp with time zone '1970-01-01 00:00:00+00')
                        order by d.changed_at
                        """.formatted(LOOKED_AT.formatted(":before")))
                .param("key", upgrade.key())
                .param("before", Timestamp.from(before))
                .param("system", upgrade.system().value())
                .param(
                        "kind",
                        descriptions
                                .system(upgrade.system())
                                .map(SystemDescription::kind)
                                .orElse(""))
                .param("template", upgrade.request().template().orElse(""))
                .query((row, number) -> new Edit(
                        row.getString(1),
                        Layer.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }
}
