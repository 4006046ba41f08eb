package org.liftlock.template;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.liftlock.descriptor.StoredDescription;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which upgrades followed which revision of a template, and how they went. */
@Component
class TemplateUses {

    private final JdbcClient jdbc;
    private final Clock clock;

    TemplateUses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The revision an upgrade follows. */
    record Pinned(String template, int revision, Digest digest) {}

    /** Two requests at once must not both take the last use. */
    void lock(String template) {
        jdbc.sql("select revision from description where layer = 'TEMPLATE' and name = ? and revision = 1 for update")
                .param(template)
                .query(Integer.class)
                .optional();
    }

    void pin(String upgradeKey, StoredDescription template) {
        jdbc.sql("""
                        insert into template_use (upgrade_key, layer, template, revision, digest, used_at)
                        values (?, 'TEMPLATE', ?, ?, ?, ?)
                        """)
                .param(upgradeKey)
                .param(template.name())
                .param(template.revision())
                .param(template.digest().hex())
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    Optional<Pinned> pinned(String upgradeKey) {
        return jdbc.sql("select template, revision, digest from template_use where upgrade_key = ?")
                .param(upgradeKey)
                .query((found, row) -> new Pinned(
                        found.getString("template"), found.getInt("revision"), new Digest(found.getString("digest"))))
                .optional();
    }

    /** How many upgrades followed this revision; one that ended before anything was touched gives its use back. */
    int count(StoredDescription template) {
        return jdbc.sql("""
                        select count(*) from template_use used join upgrade on upgrade.upgrade_key = used.upgrade_key
                        where template = ? and revision = ? and (outcome is null
                            or outcome not in ('DEFERRED', 'REFUSED', 'CANCELLED', 'UNTOUCHED'))
                        """)
                .param(template.name())
                .param(template.revision())
                .query(Integer.class)
                .single();
    }

    /** Another upgrade that followed this revision and did not bring every target it touched to its version. */
    Optional<String> failed(StoredDescription template, String but) {
        return ended(template, but, "('BACK_AS_BEFORE', 'NEEDS_REPAIR')", "('BACK', 'NEEDS_REPAIR')");
    }

    /** Another upgrade that followed this revision and took a target back. */
    Optional<String> rolledBack(StoredDescription template, String but) {
        return ended(template, but, "('BACK_AS_BEFORE')", "('BACK')");
    }

    /** The two lists are constants of this class. */
    private Optional<String> ended(StoredDescription template, String but, String outcomes, String results) {
        return jdbc.sql("""
                        select upgrade.upgrade_key from template_use used
                            join upgrade on upgrade.upgrade_key = used.upgrade_key
                        where template = ? and revision = ? and upgrade.upgrade_key <> ? and (outcome in %s or exists
                            (select 1 from unit_of_change unit where unit.upgrade_key = upgrade.upgrade_key
                                and unit.mode = 'RAISE' and unit.outcome in %s))
                        order by upgrade.upgrade_key fetch first 1 row only
                        """.formatted(outcomes, results))
                .param(template.name())
                .param(template.revision())
                .param(but)
                .query(String.class)
                .optional();
    }

    boolean raisedBefore(SystemId system, String environment, String version, Instant latest) {
        return jdbc.sql("""
                        select count(*) from upgrade where system_id = ? and environment = ? and to_version = ?
                            and outcome = 'RAISED' and closed_at <= ?
                        """)
                        .param(system.value())
                        .param(environment)
                        .param(version)
                        .param(Timestamp.from(latest))
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
