package org.liftlock.effect;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of an upgrade of the order service whose unit has one item, backed up and proven. */
final class Proofs {

    private Proofs() {}

    static void upgradeWithProvenUnit(JdbcClient jdbc, String key, String unit) {
        int number = Integer.parseInt(key.substring(key.lastIndexOf('-') + 1));
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                        values (:key, 'order-service', 'production', '1.0', '2.0', 'replace', 'FEATURE', 'customers', '{}', '[]',
                            'd', 'erik', current_timestamp, 'EXECUTION')
                        """).param("key", key).update();
        jdbc.sql("""
                        insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count)
                        values (:unit, :key, 'production', 1, 'RAISE', 1)
                        """).param("unit", unit).param("key", key).update();
        jdbc.sql(
                        "insert into unit_item (unit_id, item_order, item, provider) values (:unit, 1, 'o/production/orders', 'h2')")
                .param("unit", unit)
                .update();
        jdbc.sql("""
                        insert into backup (backup_id, upgrade_key, unit_id, item, attempt, location, digest, size_bytes,
                            point_in_time, writes_stopped_by, tool, store_version, keep_until, receipt, taken_at)
                        values (:backup, :key, :unit, 'o/production/orders', 1, '/b', 'd', 1, current_timestamp, 'stopped',
                            'h2', '1.0', current_timestamp, '{}', current_timestamp)
                        """)
                .param("backup", "backup-" + number)
                .param("key", key)
                .param("unit", unit)
                .update();
        jdbc.sql("""
                        insert into verification (verification_id, upgrade_key, unit_id, item, backup_id, verdict, reason,
                            restore_millis, report, verified_at)
                        values (:verification, :key, :unit, 'o/production/orders', :backup, 'PASSED', 'same', 1, '',
                            current_timestamp)
                        """)
                .param("verification", "verification-" + number)
                .param("backup", "backup-" + number)
                .param("key", key)
                .param("unit", unit)
                .update();
        jdbc.sql(
                        "insert into proof (proof_id, unit_id, upgrade_key, made_at) values (:proof, :unit, :key, current_timestamp)")
                .param("proof", "proof-" + number)
                .param("unit", unit)
                .param("key", key)
                .update();
        jdbc.sql("""
                        insert into proof_item (proof_id, unit_id, upgrade_key, item_order, item, verification_id, verdict)
                        values (:proof, :unit, :key, 1, 'o/production/orders', :verification, 'PASSED')
                        """)
                .param("proof", "proof-" + number)
                .param("verification", "verification-" + number)
                .param("unit", unit)
                .param("key", key)
                .update();
    }
}
