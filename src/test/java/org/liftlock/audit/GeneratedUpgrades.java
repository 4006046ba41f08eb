package org.liftlock.audit;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * As many finished upgrades as somebody wants, on PostgreSQL: one every 45 minutes from 2016 on, of 200 systems by 40
 * people, each with all that a closed one leaves behind. The same number gives the same rows.
 */
public final class GeneratedUpgrades {

    public static final int SYSTEMS = 200;
    public static final int PEOPLE = 40;
    private static final int ENTRIES = 12;

    /** What the statements share: the numbers, moments and keys of the upgrades. */
    private static final String UPGRADES = """
            with numbered as (
                select i, timestamptz '2016-01-01 00:00:00+00' + (i - 1) * interval '45 minutes' as asked
                from generate_series(cast(:first as bigint), cast(:last as bigint)) i
            ), u as (
                select i, asked, 'UPG-' || year || '-' || lpad(number, greatest(4, length(number)), '0') as key,
                    'system-' || (i * 7919 %% 200) as system, 'person-' || (i * 31 %% 40) as person
                from numbered, lateral (select extract(year from asked at time zone 'UTC') as year,
                    cast((extract(epoch from (asked - date_trunc('year', asked, 'UTC'))) / 2700)::bigint + 1 as text)
                        as number) named
            )
            %s
            """;

    /** What the record tells of each. */
    private static final String TOLD = """
            lateral (values
                (1, person, 'requested', 'R01', 'Asked to raise'),
                (2, 'policy', 'control-level', 'R02', 'Control level normal: a feature of a usual system'),
                (3, person, 'planned', 'R25', 'Planned revision 1; sealed'),
                (4, 'person-' || (i * 31 + 7) % 40, 'approved', 'R28', 'Approved the plan'),
                (5, 'timer', 'window-opened', null, 'The window opened'),
                (6, 'worker', 'step-settled', 'R16', 'Verify backup: restored and compared'),
                (7, 'worker', 'step-settled', 'R34', 'Apply upgrade: done on two targets'),
                (8, 'worker', 'step-settled', 'R36', 'Run acceptance checks: 5 of 5 passed'),
                (9, 'person-' || (i * 31 + 11) % 40, 'signed-off', 'R39', 'It works for the order desk'),
                (10, 'process', 'stage', null, 'Closing began'),
                (11, 'process', 'closed', 'R46', 'Upgrade closed'),
                (12, 'process', 'record-sealed', 'R49', 'Record sealed')) told(n, actor, kind, rule, sentence)""";

    private static final String WORDS =
            "(array['security','report','printer','certificate','login','customers','orders',"
                    + "'desk','memory','parser','hole','support','ended','faster','export','invoice','archive','mail','driver',"
                    + "'kernel','restart','queue','ledger','barcode','scanner','payment','register','cluster','replica','index'])";

    private static final List<String> STATEMENTS = List.of(
            """
            insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method, reason_category,
                reason_text, request, merged, merged_digest, requested_by, requested_at, control_level, control_reason,
                stage, outcome, cancelled_by, cancelled_at, closed_at)
            select key, system, case when i % 5 = 0 then 'staging' else 'production' end, '1.' || i % 90,
                '1.' || (i % 90 + 1), 'replace', case when i % 3 = 0 then 'SECURITY_FIX' else 'FEATURE' end,
                WORDS[i * 7 % 30 + 1] || ' ' || WORDS[i * 11 % 30 + 1] || ' of the ' || WORDS[i * 13 % 30 + 1],
                '{"upgrade": "' || system || '", "to": "1.' || (i % 90 + 1) || '", "tickets": ["CHG-' || i || '"],'
                    || ' "reason": {"category": "security-fix", "text": "Close the hole in the parser"'
                    || case when i % 10 = 0 then ', "advisories": ["CVE-2026-' || i || '"]' else '' end || '}}',
                '[]', encode(sha256(cast(key as bytea)), 'hex'), person, asked, 'NORMAL', 'usual', 'CLOSED',
                (array['CANCELLED','REFUSED','BACK_AS_BEFORE','DEFERRED','WITH_KNOWN_ISSUES'])[i % 20 + 1],
                case when i % 20 = 0 then person end, case when i % 20 = 0 then asked end, asked + interval '5 days'
            from u
            """,
            "update upgrade set outcome = 'RAISED' where outcome is null and stage = 'CLOSED'",
            """
            insert into upgrade_plan select key, 1, '{"engineer": "person-' || (i * 31 + 19) % 40 || '"}', encode(sha256(cast(key as bytea)), 'hex'), person, asked, asked from u
            """,
            """
            insert into maintenance_window select key, 1, asked + interval '2 days', asked + interval '52 hours', person, asked
            from u
            """,
            """
            insert into approval (upgrade_key, plan_digest, approver, role, verdict, remark, given_at)
            select key, encode(sha256(cast(key as bytea)), 'hex'), 'person-' || (i * 31 + 7) % 40, 'approvers', 'APPROVED',
                'Go ahead with the ' || WORDS[i * 17 % 30 + 1], asked + interval '1 day' from u
            """,
            """
            insert into finding (upgrade_key, rule_id, severity, origin, subject, sentence, remedy, found_at)
            select key, 'R' || lpad(cast((i * 3 + n * 5) % 50 as text), 2, '0'), 'WARNS', 'plan', 'staging',
                'Staging holds 40 orders, production ' || i % 1000, 'Take the times with a margin', asked
            from u, generate_series(1, 2) n
            """,
            """
            insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count, outcome)
            select 'u-' || i, key, 'production', 1, 'RAISE', 1, 'RAISED' from u
            """,
            """
            insert into unit_target select 'u-' || i, system || '-' || n || '.example.com', n from u, generate_series(1, 2) n
            """,
            """
            insert into backup select 'backup-' || i, key, 'u-' || i, system || '/production/orders', 1, '/var/backups/' || key,
                encode(sha256(cast(key as bytea)), 'hex'), 1000000 + i, asked, 'service stopped', 'h2 2.3', '1.' || i % 90,
                asked + interval '30 days', '{}', asked + interval '49 hours' from u
            """,
            """
            insert into verification select 'verification-' || i, key, 'u-' || i, system || '/production/orders', 'backup-' || i, 'PASSED',
                'restored and compared, ' || i % 1000 || ' rows equal', 18750, '{}', asked + interval '50 hours' from u
            """,
            """
            insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task, attempt,
                status, outcome, summary, started_at, settled_at, delivered_at)
            select 's-' || i || '-' || n, key, 'u-' || i, topic, topic, 'p-' || i, 'x-' || i || '-' || n, 1, 'SETTLED',
                'SUCCEEDED', 'Done on two targets', begun + n * interval '1 minute', begun + n * interval '70 seconds',
                begun + n * interval '70 seconds'
            from u, lateral (select asked + interval '48 hours' as begun) b, unnest(array['capture-inventory','quiesce-system','back-up','verify-backup','apply-upgrade',
                'run-acceptance-checks','resume-system','tell-users']) with ordinality t(topic, n)
            """,
            """
            insert into check_result (upgrade_key, unit_id, step_id, purpose, target, check_id, core, verdict, expected, got,
                took_millis, evidence_digest, checked_at)
            select key, 'u-' || i, 's-' || i || '-6', 'ACCEPTANCE', system || '-1.example.com', 'check-' || n, true, 'PASSED',
                'status 200', 'status 200', 12, encode(sha256(cast(key as bytea)), 'hex'), asked from u, generate_series(1, 5) n
            """,
            """
            insert into debt (upgrade_key, rule_id, sentence, taken_by, taken_at, reviewed_by, reviewed_at, review)
            select key, 'R18', 'The upgrade was not rehearsed', person, asked, 'person-' || (i * 31 + 13) % 40,
                asked + i % 20 * interval '1 day', 'Looked at' from u where i % 10 = 0
            """,
            """
            insert into inventory_reading (upgrade_key, moment, environment, target, category, name, reading, taken_at)
            select key, moment, 'production', system || '-' || n || '.example.com', 'VERSION', name,
                '1.' || (i + step) % 90 || '.' || length(name), asked + step * interval '50 hours'
            from u, generate_series(1, 2) n, unnest(array['BEFORE','AFTER']) with ordinality m(moment, step),
                unnest(array['postgresql','openssl','order-service']) name
            """,
            """
            insert into message (message_id, upgrade_key, kind, channel, recipient, subject, text_body, written_at, attempts,
                next_attempt_at, sent_at)
            select 'm-' || i || '-' || n, key, 'announce', 'MAIL', 'desk@example.com', system || ' is being raised', 'text',
                asked, 1, asked, asked from u, generate_series(1, 2) n
            """,
            """
            insert into known_issue (upgrade_key, kind, sentence, owner, due, noted_by, noted_at)
            select key, 'LESSON', 'The ' || WORDS[i * 19 % 30 + 1] || ' takes longer than planned', person,
                date '2030-01-01', person, asked from u where i % 4 = 0
            """,
            """
            insert into ledger_entry (seq, upgrade_key, at_time, actor, kind, rule_id, words_digest, previous_hash, entry_hash)
            select :base + (i - :first) * ENTRIES + n, key, asked + n * interval '4 hours', actor, kind, rule,
                encode(sha256(cast('words ' || key || '/' || n as bytea)), 'hex'), repeat('0', 64),
                encode(sha256(cast(key || '/' || n as bytea)), 'hex')
            from u, TOLD
            """,
            """
            insert into entry_words (digest, salt, sentence)
            select encode(sha256(cast('words ' || key || '/' || n as bytea)), 'hex'), repeat('0', 32),
                sentence || case when n = 1 then ' ' || system else '' end
            from u, TOLD
            """,
            """
            insert into sealed_record select key, document, encode(sha256(convert_to(document, 'UTF8')), 'hex'), asked
            from u, lateral (select '{"format": "liftlock-record-1", "upgrade": [{"upgrade_key": "' || key || '"}]}' as document) d
            """);

    private static final String SYSTEM = """
            system: NAME
            name: System NAME
            kind: command
            owner: person-1
            environments: {production: {targets: {"NAME-[1-2].example.com": {}}}}
            stores: none
            config: [/etc/it]
            checks: [{id: works, core: true, run: [works]}]
            methods: {replace: {reversible: always, apply: {run: [raise]}, rollback: {run: [lower]}}}
            """;

    private static final String DESCRIPTIONS = """
            insert into description
            select layer, name, n, document, encode(sha256(cast(name || n as bytea)), 'hex'),
                'person-' || (length(name) * 7 + n * 11) % 40, timestamptz '2016-01-01 00:00:00+00' + n * interval '3 days'
            from (select 'SYSTEM' as layer, 'system-' || i as name, replace(:system, 'NAME', 'system-' || i) as document
                    from generate_series(0, 199) i
                union all select 'KIND', 'kind-' || i, 'kind: kind-' || i from generate_series(0, 9) i) described, generate_series(1, 3) n
            """;

    private final JdbcClient jdbc;
    private int there;

    public GeneratedUpgrades(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds upgrades until there are so many. */
    public void growTo(int count) {
        if (there == 0) {
            jdbc.sql(DESCRIPTIONS).param("system", SYSTEM).update();
        }
        long base = jdbc.sql("select seq from record_head").query(Long.class).single();
        for (String statement : STATEMENTS) {
            jdbc.sql(statement(statement))
                    .param("first", there + 1)
                    .param("last", count)
                    .param("base", base)
                    .update();
        }
        jdbc.sql("update record_head set seq = ?")
                .param(base + (long) (count - there) * ENTRIES)
                .update();
        jdbc.sql("delete from upgrade_number").update();
        jdbc.sql("""
                        insert into upgrade_number
                        select extract(year from requested_at at time zone 'UTC'), count(*) from upgrade group by 1
                        """).update();
        there = count;
        analyse();
    }

    /** As the database does by itself after a while. */
    public void analyse() {
        jdbc.sql("analyze").update();
    }

    private static String statement(String text) {
        String sql = text.replace("TOLD", TOLD).replace("WORDS", WORDS).replace("ENTRIES", Integer.toString(ENTRIES));
        return sql.strip().startsWith("update")
                ? sql
                : UPGRADES.replace("%%", "%").replace("%s", sql);
    }
}
