package org.liftlock.web;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.liftlock.record.Words;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An upgrade in the middle of its window, one that was raised, one that came back, and one that waits. */
@TestComponent
class SeededUpgrades {

    static final String RUNNING = "UPG-2026-0003";
    /** Behind what the set-up of the test has told by then. */
    private static final int FIRST_ENTRY = 1_000;

    static final String BACK = "UPG-2026-0002";
    private static final String DIGEST = "5f2b51ca2fdc5baa31ec02e002f69aec5f2b51ca2fdc5baa31ec02e002f69aec";

    private final JdbcClient jdbc;
    private final ProcessEngine engine;
    private final Instant now;

    SeededUpgrades(JdbcClient jdbc, ProcessEngine engine, Clock clock) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.now = clock.instant();
    }

    void plant() {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "upgrade.bpmn",
                        Bpmn.createExecutableProcess("upgrade")
                                .name("Upgrade lifecycle")
                                .camundaHistoryTimeToLive(30)
                                .startEvent("upgrade-requested")
                                .name("Upgrade requested")
                                .userTask("decide-on-failure")
                                .name("Decide on failure")
                                .camundaCandidateGroups("engineers,change-managers")
                                .camundaDueDate("${answerBy}")
                                .boundaryEvent("no-answer")
                                .name("No answer in time")
                                .timerWithDate("${answerBy}")
                                .endEvent("default-taken")
                                .name("Agreed answer taken")
                                .moveToActivity("decide-on-failure")
                                .endEvent("closed")
                                .name("Upgrade closed")
                                .done())
                .deploy();
        upgrade("UPG-2026-0001", "1.9", "1.10", "CLOSED", "RAISED", Duration.ofDays(3), null);
        upgrade(BACK, "1.10", "2.1", "CLOSED", "BACK_AS_BEFORE", Duration.ofDays(1), null);
        ProcessInstance instance = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "upgrade", RUNNING, Map.of("answerBy", Date.from(now.plus(Duration.ofMinutes(7)))));
        upgrade(RUNNING, "1.10", "2.0", "EXECUTION", null, Duration.ofHours(2), instance.getId());
        upgrade("UPG-2026-0004", "13.22", "15.18", "WAITING", null, Duration.ofHours(1), null);
        windows();
        units();
        steps();
        proofs();
        people();
        record();
    }

    private void upgrade(
            String key, String from, String to, String stage, String outcome, Duration ago, String instance) {
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at,
                            control_level, control_reason, stage, outcome, engine_instance, closed_at)
                        values (?, ?, 'production', ?, ?, 'replace', 'FEATURE',
                            'Customers get a record of their own, so that an address is corrected once',
                            '{"upgrade": "order-service", "to": "2.0", "reason": {"category": "feature", "text": "better for everybody"}}',
                            '[]', ?,
                            'erik', ?, 'NORMAL', 'a feature of a system of normal criticality', ?, ?, ?, ?)
                        """)
                .params(
                        key,
                        key.endsWith("4") ? "orders-db" : "order-service",
                        from,
                        to,
                        DIGEST,
                        at(now.minus(ago)),
                        stage,
                        outcome,
                        instance,
                        outcome == null ? null : at(now.minus(ago).plusSeconds(4000)))
                .update();
    }

    private void windows() {
        window(RUNNING, now.minus(Duration.ofMinutes(18)), now.plus(Duration.ofMinutes(42)));
        window(
                "UPG-2026-0004",
                now.plus(Duration.ofDays(4)),
                now.plus(Duration.ofDays(4)).plusSeconds(14400));
        jdbc.sql("""
                        insert into change_freeze (name, system_id, starts_at, ends_at, exempt_reasons)
                        values ('quarter end', null, ?, ?, 'SECURITY_FIX')
                        """)
                .params(at(now.plus(Duration.ofDays(3))), at(now.plus(Duration.ofDays(6))))
                .update();
    }

    private void window(String key, Instant opens, Instant ends) {
        jdbc.sql("insert into maintenance_window values (?, 1, ?, ?, 'mia', ?)")
                .params(key, at(opens), at(ends), at(opens.minusSeconds(3000)))
                .update();
    }

    private void units() {
        unit("u-rehearse", "staging", 1, "REHEARSE", "RAISED", "localhost/order-staging");
        unit("u-raise-1", "production", 1, "RAISE", "RAISED", "shop1.example.com/orders");
        unit("u-raise-2", "production", 2, "RAISE", null, "shop2.example.com/orders");
        unit("u-raise-3", "production", 3, "RAISE", null, "shop3.example.com/orders");
    }

    private void unit(String id, String environment, int order, String mode, String outcome, String target) {
        jdbc.sql("""
                        insert into unit_of_change (unit_id, upgrade_key, environment, unit_order, mode, item_count, outcome)
                        values (?, ?, ?, ?, ?, 1, ?)
                        """).params(id, RUNNING, environment, order, mode, outcome).update();
        jdbc.sql("insert into unit_target values (?, ?, 1)").params(id, target).update();
    }

    private void steps() {
        step(0, "apply-upgrade", "SUCCEEDED", "Release 2.0 runs on staging", 31, "u-rehearse");
        step(1, "capture-inventory", "SUCCEEDED", "1 service at 1.10, 14 packages, 3 configuration files", 3, null);
        step(2, "quiesce-system", "SUCCEEDED", "The door is closed and the service has stopped", 4, "u-raise-2");
        step(3, "back-up", "SUCCEEDED", "1 store and 3 configuration files", 11, "u-raise-2");
        step(4, "verify-backup", "SUCCEEDED", "Restored and compared, 412 rows equal", 19, "u-raise-2");
        step(5, "apply-upgrade", "SUCCEEDED", "Release 2.0 runs", 33, "u-raise-2");
        step(6, "run-acceptance-checks", "FAILED", "place-order: expected an order, got 404", 2, "u-raise-2");
        step(7, "roll-back", null, null, 0, "u-raise-2");
    }

    private void step(int number, String topic, String outcome, String summary, int seconds, String unit) {
        Instant started = now.minus(Duration.ofMinutes(9 - number));
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        "s-" + number,
                        RUNNING,
                        unit,
                        topic,
                        topic,
                        "x-" + number,
                        number == 5 ? 2 : 1,
                        outcome == null ? "OPEN" : "SETTLED",
                        outcome,
                        summary,
                        at(started),
                        outcome == null ? null : at(started.plusSeconds(seconds)))
                .update();
    }

    private void proofs() {
        jdbc.sql("""
                        insert into backup values ('b-1', ?, 'u-raise-2', 'order-service/production/orders', 1,
                            '/var/lib/liftlock/backups/UPG-2026-0003/orders', ?, 1482752, ?, 'service stopped', 'h2 2.3.232',
                            '1.10', ?, '{}', ?)
                        """)
                .params(
                        RUNNING,
                        DIGEST,
                        at(now.minusSeconds(400)),
                        at(now.plus(Duration.ofDays(30))),
                        at(now.minusSeconds(390)))
                .update();
        jdbc.sql("""
                        insert into verification values ('v-1', ?, 'u-raise-2', 'order-service/production/orders', 'b-1',
                            'PASSED', 'restored and compared, 412 rows equal', 18750, '{}', ?)
                        """).params(RUNNING, at(now.minusSeconds(380))).update();
        check("health", true, "PASSED", "status 200, /status is UP", "status 200, /status is UP", 12);
        check("version", true, "PASSED", "2.0", "2.0", 9);
        check(
                "place-order",
                true,
                "FAILED",
                "exit 0: an order that was placed can be read back",
                "exit 1: order 413: 404",
                1840);
        check("turnover", false, "SKIPPED", "as before: 1048210", "not asked: a core check had failed", 0);
    }

    private void check(String id, boolean core, String verdict, String expected, String got, int took) {
        jdbc.sql("""
                        insert into check_result (upgrade_key, unit_id, step_id, purpose, target, check_id, core, verdict,
                            expected, got, took_millis, evidence_digest, checked_at)
                        values (?, 'u-raise-2', 's-6', 'ACCEPTANCE', 'shop2.example.com/orders', ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(RUNNING, id, core, verdict, expected, got, took, DIGEST, at(now.minusSeconds(170)))
                .update();
    }

    private void people() {
        jdbc.sql("insert into upgrade_plan values (?, 2, '{}', ?, 'erik', ?, ?)")
                .params(RUNNING, DIGEST, at(now.minusSeconds(6000)), at(now.minusSeconds(5900)))
                .update();
        jdbc.sql("""
                        insert into approval (upgrade_key, plan_digest, approver, role, verdict, remark, given_at)
                        values (?, ?, 'ana', 'approvers', 'APPROVED', 'Go ahead; keep the desk informed.', ?)
                        """).params(RUNNING, DIGEST, at(now.minusSeconds(5000))).update();
        jdbc.sql("""
                        insert into finding (upgrade_key, rule_id, severity, origin, subject, sentence, remedy, found_at)
                        values (?, 'R18', 'WARNS', 'rehearsal', 'staging', 'Staging holds 40 orders, production 412',
                            'Take the measured times with a margin.', ?)
                        """).params(RUNNING, at(now.minusSeconds(5500))).update();
        message("m-1", "Order service is being raised to 2.0", now.minusSeconds(1100), null);
        message("m-2", "Order service: decide until 14:07", null, "Connection refused: mail.example.com:25");
        jdbc.sql("""
                        insert into debt (upgrade_key, rule_id, sentence, taken_by, taken_at)
                        values (?, 'R19', 'The rehearsal was shortened to one target', 'erik', ?)
                        """).params(RUNNING, at(now.minusSeconds(5400))).update();
    }

    private void message(String id, String subject, Instant sent, String error) {
        jdbc.sql("""
                        insert into message (message_id, upgrade_key, kind, channel, recipient, subject, text_body,
                            written_at, attempts, next_attempt_at, sent_at, last_error)
                        values (?, ?, 'announce', 'MAIL', 'uma@example.com', ?, 'text', ?, 1, ?, ?, ?)
                        """)
                .params(
                        id,
                        RUNNING,
                        subject,
                        at(now.minusSeconds(1200)),
                        at(now),
                        sent == null ? null : at(sent),
                        error)
                .update();
    }

    private void record() {
        String[][] entries = {
            {
                "erik",
                "requested",
                "R01",
                "Asked to raise Order service (production) to 2.0: Customers get a record of their own"
            },
            {"policy", "control-level", "R02", "Control level normal: a feature of a system of normal criticality"},
            {"erik", "planned", "R25", "Planned revision 2; sealed"},
            {"ana", "approved", "R28", "Approved the plan: Go ahead; keep the desk informed."},
            {"timer", "window-opened", null, "The window opened"},
            {"worker", "step-settled", "R16", "Verify backup: restored and compared, 412 rows equal"},
            {"worker", "step-settled", "R36", "Run acceptance checks failed: place-order"},
            {"timer", "escalated", "R40", "Asked erik and mia to decide on the failure"}
        };
        tell(FIRST_ENTRY - 3, "UPG-2026-0001", entries[0], now.minus(Duration.ofDays(3)));
        tell(FIRST_ENTRY - 2, BACK, entries[0], now.minus(Duration.ofDays(1)));
        tell(FIRST_ENTRY - 1, "UPG-2026-0004", entries[0], now.minus(Duration.ofHours(1)));
        for (int number = 0; number < entries.length; number++) {
            tell(FIRST_ENTRY + number, RUNNING, entries[number], now.minusSeconds(6000 - number * 800L));
        }
        jdbc.sql("update record_head set seq = ?")
                .param(FIRST_ENTRY + entries.length)
                .update();
    }

    private void tell(int seq, String key, String[] entry, Instant moment) {
        Words words = Words.of(entry[3]);
        jdbc.sql("insert into entry_words (digest, salt, sentence) values (?, ?, ?)")
                .params(words.digest().hex(), words.salt(), words.sentence())
                .update();
        jdbc.sql("insert into ledger_entry values (?, ?, ?, ?, ?, ?, ?, null, ?, ?)")
                .params(
                        seq,
                        key,
                        at(moment),
                        entry[0],
                        entry[1],
                        entry[2],
                        words.digest().hex(),
                        DIGEST,
                        "%064x".formatted(seq))
                .update();
    }

    private static Timestamp at(Instant moment) {
        return Timestamp.from(moment);
    }
}
