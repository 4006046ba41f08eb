package org.liftlock.effect;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Many upgrades on PostgreSQL, each with one unit whose one item is backed up and proven. */
final class ProvenUnits {

    private ProvenUnits() {}

    static String key(int number) {
        return "UPG-2026-%05d".formatted(number);
    }

    static String unit(int number) {
        return key(number) + ".u1";
    }

    static void make(JdbcClient jdbc, int count) {
        for (String table : new String[] {"""
            upgrade (upgrade_key, system_id, environment, from_version, to_version, method, reason_category, reason_text,
                request, merged, merged_digest, requested_by, requested_at, stage)
            select k, 'order-service', 'production', '1.0', '2.0', 'replace', 'FEATURE', 'customers', '{}', '[]', 'd',
                'erik', current_timestamp, 'EXECUTION'""", """
            unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count)
            select k || '.u1', k, 'production', 1, 'RAISE', 1""", """
            unit_item (unit_id, item_order, item, provider) select k || '.u1', 1, 'o/production/orders', 'h2'""", """
            backup (backup_id, upgrade_key, unit_id, item, attempt, location, digest, size_bytes, point_in_time,
                writes_stopped_by, tool, store_version, keep_until, receipt, taken_at)
            select 'backup-' || k, k, k || '.u1', 'o/production/orders', 1, '/b', 'd', 1, current_timestamp, 'stopped', 'h2',
                '1.0', current_timestamp, '{}', current_timestamp""", """
            verification (verification_id, upgrade_key, unit_id, item, backup_id, verdict, reason, restore_millis, report,
                verified_at)
            select 'verification-' || k, k, k || '.u1', 'o/production/orders', 'backup-' || k, 'PASSED', 'same', 1, '',
                current_timestamp""", """
            proof (proof_id, unit_id, upgrade_key, made_at) select 'proof-' || k, k || '.u1', k, current_timestamp""", """
            proof_item (proof_id, unit_id, upgrade_key, item_order, item, verification_id, verdict)
            select 'proof-' || k, k || '.u1', k, 1, 'o/production/orders', 'verification-' || k, 'PASSED'"""}) {
            jdbc.sql("insert into " + table + " from (select 'UPG-2026-' || lpad(i::text, 5, '0') as k"
                            + " from generate_series(1, ?) i) as keys")
                    .param(count)
                    .update();
        }
        jdbc.sql("analyze").update();
    }
}
