package org.liftlock.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.liftlock.Rooms;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;

/** Upgrades of several systems, as far as auditors look for them. */
final class Register {

    static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");

    final Rooms rooms;

    Register(Rooms rooms) {
        this.rooms = rooms;
    }

    /** An upgrade asked for so many days after the first one, and what the record tells of it. */
    String add(int number, String system, String person, String outcome, int day, String reason) {
        return add(number, system, person, outcome, day, reason, "");
    }

    /** @param more further keys of the request as JSON, each with a comma before it */
    String add(int number, String system, String person, String outcome, int day, String reason, String more) {
        String key = "UPG-2026-%04d".formatted(number);
        Timestamp asked = Timestamp.from(FIRST.plusSeconds(day * 86400L + number));
        rooms.jdbc
                .sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at,
                            stage, outcome, cancelled_by, cancelled_at, closed_at)
                        values (?, ?, 'production', '1.0', '2.0', 'replace', 'FEATURE', ?, ?, '[]', ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        key,
                        system,
                        reason,
                        "{\"upgrade\": \"" + system + "\", \"to\": \"2.0\"" + more + "}",
                        Digest.of("").hex(),
                        person,
                        asked,
                        outcome == null ? "EXECUTION" : "CLOSED",
                        outcome,
                        "CANCELLED".equals(outcome) ? person : null,
                        "CANCELLED".equals(outcome) ? asked : null,
                        outcome == null ? null : asked)
                .update();
        tell(key, person, "requested", "Asked to raise " + system);
        return key;
    }

    void tell(String key, String person, String kind, String sentence) {
        rooms.get(Journal.class).tell(Optional.of(key), person, kind, Optional.of("R12"), sentence, Optional.empty());
    }

    void read(String key, String target, String name, String version, Instant at) {
        rooms.jdbc
                .sql("""
                        insert into inventory_reading
                            (upgrade_key, moment, environment, target, category, name, reading, taken_at)
                        values (?, 'BEFORE', 'production', ?, 'VERSION', ?, ?, ?)
                        """)
                .params(key, target, name, version, Timestamp.from(at))
                .update();
    }

    void approve(String key, String person, String remark) {
        rooms.jdbc
                .sql("""
                        insert into approval (upgrade_key, plan_digest, approver, role, verdict, remark, given_at)
                        values (?, ?, ?, 'approvers', 'APPROVED', ?, ?)
                        """)
                .params(key, Digest.of("plan").hex(), person, remark, Timestamp.from(FIRST))
                .update();
    }

    void given(int last) {
        rooms.jdbc.sql("delete from upgrade_number").update();
        rooms.jdbc
                .sql("insert into upgrade_number values (2026, ?)")
                .param(last)
                .update();
    }
}
