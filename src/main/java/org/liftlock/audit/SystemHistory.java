package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of the versions of a system: each upgrade with its backups, their trial restores, and ways back. */
@Component
public class SystemHistory {

    private final JdbcClient jdbc;

    SystemHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param verdict of the trial restore; empty while there was none */
    public record Backup(
            String item,
            String tool,
            String storeVersion,
            long sizeBytes,
            Instant takenAt,
            Instant keepUntil,
            Optional<String> verdict,
            Optional<Instant> verifiedAt,
            Optional<Long> restoreMillis) {}

    /** A way back that was taken on a unit. */
    public record Restore(String targets, Optional<String> outcome, String summary, Instant startedAt) {}

    /** @return by upgrade, the oldest first */
    public Map<String, List<Backup>> backups(List<String> upgrades) {
        record Of(String upgrade, Backup backup) {}
        return upgrades.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("""
                                select b.upgrade_key, b.item, b.tool, b.store_version, b.size_bytes, b.taken_at, b.keep_until,
                                    v.verdict, v.verified_at, v.restore_millis
                                from backup b left join verification v on v.backup_id = b.backup_id
                                    and v.upgrade_key = b.upgrade_key
                                where b.upgrade_key in (:upgrades) order by b.taken_at, b.backup_id, v.verified_at
                                """)
                        .param("upgrades", upgrades)
                        .query((row, number) -> new Of(row.getString("upgrade_key"), backup(row)))
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(
                                Of::upgrade, Collectors.mapping(Of::backup, Collectors.toList())));
    }

    /** @return by upgrade, the oldest first */
    public Map<String, List<Restore>> restores(List<String> upgrades) {
        record Of(String upgrade, Restore restore) {}
        return upgrades.isEmpty()
                ? Map.of()
                : jdbc
                        .sql("""
                                select s.upgrade_key, s.outcome, s.summary, s.started_at,
                                    (select min(t.target) from unit_target t where t.unit_id = s.unit_id) as first_target,
                                    (select count(*) from unit_target t where t.unit_id = s.unit_id) as target_count
                                from step s where s.upgrade_key in (:upgrades) and s.topic = 'roll-back'
                                order by s.started_at, s.step_id
                                """)
                        .param("upgrades", upgrades)
                        .query((row, number) -> new Of(row.getString("upgrade_key"), restore(row)))
                        .list()
                        .stream()
                        .collect(Collectors.groupingBy(
                                Of::upgrade, Collectors.mapping(Of::restore, Collectors.toList())));
    }

    private static Backup backup(ResultSet row) throws SQLException {
        return new Backup(
                row.getString("item"),
                row.getString("tool"),
                row.getString("store_version"),
                row.getLong("size_bytes"),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getObject("keep_until", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("verdict")),
                Optional.ofNullable(row.getObject("verified_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject("restore_millis", Long.class)));
    }

    private static Restore restore(ResultSet row) throws SQLException {
        int targets = row.getInt("target_count");
        return new Restore(
                Optional.ofNullable(row.getString("first_target")).orElse("")
                        + (targets > 1 ? " and " + (targets - 1) + " more" : ""),
                Optional.ofNullable(row.getString("outcome")),
                Optional.ofNullable(row.getString("summary")).orElse(""),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }
}
