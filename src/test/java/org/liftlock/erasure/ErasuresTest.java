package org.liftlock.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.approval.Approvals;
import org.liftlock.audit.SearchIndex;
import org.liftlock.closing.UpgradeRecords;
import org.liftlock.ledger.LedgerVerifier;
import org.liftlock.ledger.Verdict;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Plans;
import org.liftlock.record.Eraser;
import org.liftlock.record.Journal;
import org.springframework.transaction.support.TransactionTemplate;

class ErasuresTest {

    private static final String REMARK = "Grandmother is ill, quickly please";

    private final Rooms rooms = rooms();
    private final Journal journal = rooms.get(Journal.class);
    private final LegalHolds holds = rooms.get(LegalHolds.class);
    private final List<String> ended = new ArrayList<>();
    private final FreeTexts texts = new FreeTexts(rooms.jdbc, rooms.get(Eraser.class), ended::add);
    private String named = "";
    private Erasures erasures;
    private String key;

    @BeforeEach
    void aClosedUpgradeWithARemark() {
        Names names = new Names() {
            @Override
            public void require(String person) {}

            @Override
            public void erase(String person) {
                named = person;
            }
        };
        erasures = new Erasures(rooms.jdbc, texts, names, holds, rooms.get(Eraser.class), journal, rooms.clock);
        key = rooms.request();
        Plans plans = rooms.get(Plans.class);
        plans.write(key, rooms.plan(key), "erik");
        plans.seal(key);
        rooms.get(Approvals.class).give(key, "anna", "approvers", Approvals.Verdict.APPROVED, REMARK);
        rooms.get(KnownIssues.class)
                .note(
                        key,
                        new KnownIssues.Entry(
                                KnownIssues.Kind.LESSON, "Erik was too slow", "olga", LocalDate.of(2026, 12, 1)),
                        "mia");
        journal.tell(
                Optional.of(key),
                "anna",
                "answered",
                Optional.empty(),
                "Answered: " + REMARK,
                Optional.of(journal.keep("{\"remark\":\"" + REMARK + "\"}")));
        whatMachinesRepeatOfIt();
        seal();
        rooms.get(SearchIndex.class).catchUp();
    }

    /** A report of trouble that the watch told again, a decision carried to another unit, a mail. */
    private void whatMachinesRepeatOfIt() {
        String report = "anna reports: my pager says \"" + REMARK + "\"";
        rooms.get(Findings.class)
                .replace(
                        key,
                        Findings.TROUBLE_REPORTED,
                        List.of(new Finding(
                                RuleId.R43,
                                Finding.Severity.WARNS,
                                Findings.TROUBLE_REPORTED,
                                "anna",
                                report,
                                "Decide")));
        String unit = rooms.unit(key, 1).unitId();
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, answer, started_at, settled_at)
                        values (?, ?, ?, 'compare-with-baseline', 'compare', 'p', ?, 1, 'SETTLED', 'FAILED', ?, ?,
                            current_timestamp, current_timestamp)
                        """)
                .params(key, key, unit, key, "Compared: " + report, Redaction.mark(report))
                .update();
        journal.tell(
                Optional.of(key), "worker", "step-settled", Optional.empty(), "Compare: " + report, Optional.empty());
        rooms.jdbc
                .sql("""
                        insert into carried_answer (upgrade_key, element_id, unit_id, step_id, from_unit, content,
                            decided_by, decided_at, ending, settled_at)
                        values (?, 'decide-on-failure', ?, ?, ?, ?, 'anna', current_timestamp, 'CARRIED',
                            current_timestamp)
                        """)
                .params(key, unit, key, unit, "{\"why\":\"" + REMARK + "\"}")
                .update();
        rooms.jdbc
                .sql("""
                        insert into message (message_id, upgrade_key, kind, channel, recipient, subject, text_body,
                            html_body, written_at, attempts, next_attempt_at, sent_at)
                        values (?, ?, 'escalate-approval', 'MAIL', 'olga@example.com', ?, ?, ?, current_timestamp, 1,
                            current_timestamp, current_timestamp)
                        """)
                .params(key, key, "To olga: approve", "Dear olga@example.com, approve", "<p>olga@example.com</p>")
                .update();
        journal.tell(
                Optional.of(key),
                "outbox",
                "message-sent",
                Optional.empty(),
                "\"approve\" was sent to olga@example.com",
                Optional.of(journal.keep("Dear olga@example.com, approve")));
    }

    @Test
    void whatWasWrittenAboutAnUpgradeIsGoneEverywhereAndTheLedgerIsIntact() {
        long id = erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.UPGRADE, key), "request 4711", "ada");
        erasures.confirm(id, "ben");
        rooms.get(SearchIndex.class).catchUp();

        assertThat(everything())
                .doesNotContain("Grandmother")
                .doesNotContain("too slow")
                .as("addresses of messages")
                .doesNotContain("olga@example.com");
        assertThat(rooms.get(UpgradeRecords.class).document(key).orElseThrow())
                .contains("Erased on 2026-11-18 by ben, asked for by ada");
        assertThat(rooms.jdbc
                        .sql("select count(*) from search_term where term = 'grandmother'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(ended).as("what the engine remembers goes, too").containsExactly(key);
        Verdict verdict = verify();
        assertThat(verdict.flaws()).isEmpty();
        assertThat(verdict.erased()).isPositive();
    }

    @Test
    void filesThatWereAddedGoWithTheTextsOfWhoeverAddedThem() {
        file("anna", "illness.pdf");
        file("mia", "till.png");

        erasures.confirm(
                erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada"),
                "ben");

        assertThat(rooms.jdbc.sql("""
                                select name from evidence_file
                                where exists (select 1 from evidence_bytes where evidence_bytes.file_id = evidence_file.file_id)
                                """).query(String.class).list()).containsExactly("till.png");
        assertThat(everything()).doesNotContain("illness.pdf");
    }

    private void file(String person, String name) {
        rooms.jdbc.sql("""
                        insert into evidence_file (upgrade_key, name, digest, size_bytes, added_by, added_at)
                        values (?, ?, ?, 1, ?, current_timestamp)
                        """).params(key, name, Digest.of(name).hex(), person).update();
        rooms.jdbc
                .sql(
                        "insert into evidence_bytes (file_id, content) select file_id, ? from evidence_file where name = ?")
                .params(new byte[] {1}, name)
                .update();
    }

    @Test
    void ofOnePersonOnlyWhatThisOneHasWrittenIsGone() {
        long id = erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada");
        erasures.confirm(id, "ben");

        assertThat(everything()).doesNotContain("Grandmother").contains("too slow", "olga@example.com");
        assertThat(verify().flaws()).isEmpty();
    }

    @Test
    void theNameOfAPersonGoesAndTheRecordTellsIt() {
        long id = erasures.ask(Erasures.What.NAME, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada");
        erasures.confirm(id, "ben");

        assertThat(named).isEqualTo("anna");
        assertThat(rooms.jdbc
                        .sql("select sentence from record_entry where kind = 'erased'")
                        .query(String.class)
                        .single())
                .contains("by ben, asked for by ada", "name and mail address of anna", "request 4711");
    }

    @Test
    void nobodyConfirmsAnOwnErasure() {
        long id = erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.UPGRADE, key), "request 4711", "ada");

        assertThatThrownBy(() -> erasures.confirm(id, "ada")).hasMessageContaining("another person has to confirm");
        assertThat(everything()).contains("Grandmother");
    }

    @Test
    void nobodyConfirmsAnErasureAboutOneself() {
        long name = erasures.ask(Erasures.What.NAME, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada");
        long texts = erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada");

        assertThatThrownBy(() -> erasures.confirm(name, "anna")).hasMessageContaining("is about you");
        assertThatThrownBy(() -> erasures.confirm(texts, "anna")).hasMessageContaining("is about you");
        assertThat(named).isEmpty();
        assertThat(everything()).contains("Grandmother");
    }

    @Test
    void whatWasConfirmedOrRefusedIsNotDoneAgain() {
        long done = erasures.ask(Erasures.What.NAME, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada");
        erasures.confirm(done, "ben");
        long refused = erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.UPGRADE, key), "request 4711", "ada");
        erasures.refuse(refused, "ben");

        assertThatThrownBy(() -> erasures.confirm(done, "cleo")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> erasures.confirm(refused, "cleo")).isInstanceOf(Refused.class);
        assertThat(everything()).contains("Grandmother");
    }

    @Test
    void aLegalHoldOnAPersonKeepsTheName() {
        long id = erasures.ask(Erasures.What.NAME, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada");
        holds.set(new Subject(Subject.Kind.PERSON, "anna"), "dispute", "case 12/26", "otto");

        assertThatThrownBy(() -> erasures.confirm(id, "ben")).hasMessageContaining("The name must stay");
        assertThat(named).isEmpty();
    }

    @Test
    void aLegalHoldOnAnotherUpgradeStopsNothing() {
        String other = rooms.request();
        holds.set(new Subject(Subject.Kind.UPGRADE, other), "dispute", "case 12/26", "otto");

        erasures.confirm(
                erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.UPGRADE, key), "request 4711", "ada"),
                "ben");

        assertThat(everything()).doesNotContain("Grandmother");
    }

    @Test
    void aLegalHoldOnTheUpgradeItsSystemOrAPersonRefusesIt() {
        rooms.jdbc.sql("""
                        insert into description (layer, name, revision, document, digest, changed_by, changed_at)
                        values ('SYSTEM', 'order-service', 1, '', '', 'erik', current_timestamp)
                        """).update();
        for (Subject held : List.of(
                new Subject(Subject.Kind.UPGRADE, key),
                new Subject(Subject.Kind.SYSTEM, "order-service"),
                new Subject(Subject.Kind.PERSON, "anna"))) {
            long id = erasures.ask(Erasures.What.TEXTS, new Subject(Subject.Kind.UPGRADE, key), "request 4711", "ada");
            holds.set(held, "dispute", "case 12/26", "otto");

            assertThatThrownBy(() -> erasures.confirm(id, "ben"))
                    .hasMessageContaining("legal hold on " + held.words() + " (case 12/26, set by otto)");
            assertThatThrownBy(() -> erasures.ask(
                            Erasures.What.TEXTS, new Subject(Subject.Kind.PERSON, "anna"), "request 4711", "ada"))
                    .isInstanceOf(Refused.class);

            holds.lift(holds.standing().get(0).id(), "settled", "otto");
        }
        assertThat(everything()).contains("Grandmother");
        assertThat(rooms.told(key, "hold-set")).singleElement().asString().contains("case 12/26: dispute");
        assertThat(rooms.told(key, "hold-lifted")).hasSize(1);
    }

    @Test
    void anUpgradeThatIsNotClosedKeepsWhatWasWritten() {
        String open = rooms.request();

        assertThatThrownBy(() -> erasures.ask(
                        Erasures.What.TEXTS, new Subject(Subject.Kind.UPGRADE, open), "request 4711", "ada"))
                .hasMessageContaining("not closed yet");
    }

    @Test
    void eachClassOfContentsGoesWhenItsTimeHasComeUnlessAHoldKeepsIt() {
        holds.set(new Subject(Subject.Kind.UPGRADE, key), "dispute", "case 12/26", "otto");
        rooms.clock.move(Duration.ofDays(1100));
        Retention retention = retention();

        retention.run();
        assertThat(everything()).as("under a hold").contains("{\"remark\"");
        assertThat(rooms.told(key, "erased")).isEmpty();

        holds.lift(holds.standing().get(0).id(), "settled", "otto");
        retention.run();
        assertThat(everything())
                .as("evidence goes, words stay")
                .doesNotContain("{\"remark\"")
                .contains("Answered: Grand");
        assertThat(rooms.jdbc
                        .sql("select sentence from record_entry where kind = 'retention-run'")
                        .query(String.class)
                        .list())
                .last()
                .asString()
                .contains("evidence of 1 upgrade");

        rooms.clock.move(Duration.ofDays(2600));
        retention.run();
        retention.run();
        assertThat(everything()).as("after ten years").doesNotContain("Grandmother");
        assertThat(verify().flaws()).isEmpty();
    }

    @Test
    void logsGoFirstThenEvidenceThenWhatPeopleHaveWritten() {
        String log = journal.keep("the log of a step").hex();
        rooms.jdbc
                .sql("""
                        insert into check_result (upgrade_key, purpose, check_id, core, verdict, expected, got, took_millis,
                            evidence_digest, log_digest, checked_at)
                        values (?, 'ACCEPTANCE', 'page', true, 'FAILED', '', '', 1, ?, ?, current_timestamp)
                        """)
                .params(key, journal.keep("what a check printed").hex(), log)
                .update();

        rooms.clock.move(Duration.ofDays(366));
        retention().run();
        assertThat(everything())
                .as("after a year")
                .doesNotContain("the log of a step")
                .contains("what a check printed", "Grandmother");

        rooms.clock.move(Duration.ofDays(730));
        retention().run();
        assertThat(everything())
                .as("after three years")
                .doesNotContain("what a check printed")
                .contains("Grandmother");
    }

    @Test
    void whatATermKeepsLongerForAControlLevelStaysForThatLevelAlone() {
        rooms.jdbc.sql("update upgrade set control_level = 'HIGH'").update();
        Retention retention = retention("P1095D, HIGH P3650D");
        rooms.clock.move(Duration.ofDays(1100));

        retention.run();
        assertThat(everything()).as("of the high level").contains("{\"remark\"");

        rooms.jdbc.sql("update upgrade set control_level = 'NORMAL'").update();
        retention.run();
        assertThat(everything()).as("of any other").doesNotContain("{\"remark\"");
    }

    @Test
    void whatAnUpgradeWhoseTimeHasNotComeRefersToAsWellStays() {
        String open = rooms.request();
        journal.tell(
                Optional.of(open),
                "anna",
                "answered",
                Optional.empty(),
                "Answered the same",
                Optional.of(journal.keep("{\"remark\":\"" + REMARK + "\"}")));
        rooms.clock.move(Duration.ofDays(1100));

        retention().run();

        assertThat(everything()).contains("{\"remark\"");
    }

    @Test
    void aTermThatCannotBeReadIsRefusedWithAnExample() {
        assertThatThrownBy(() -> KeepFor.of("liftlock.retention.logs", "one year"))
                .hasMessageContaining("P1095D, HIGH P3650D");
        assertThat(KeepFor.of("liftlock.retention.logs", "P365D, HIGH P3650D").after(Optional.of("HIGH")))
                .isEqualTo(Duration.ofDays(3650));
    }

    Rooms rooms() {
        return Rooms.cleared();
    }

    private Retention retention() {
        return retention("P1095D");
    }

    private Retention retention(String evidence) {
        return new Retention(
                rooms.jdbc,
                texts,
                rooms.get(Eraser.class),
                holds,
                journal,
                rooms.clock,
                rooms.get(TransactionTemplate.class),
                "P365D",
                evidence,
                "P3650D");
    }

    private void seal() {
        rooms.get(Upgrades.class).close(key);
        String document = rooms.get(UpgradeRecords.class).document(key).orElseThrow();
        rooms.jdbc
                .sql("insert into sealed_record (upgrade_key, document, digest, sealed_at) values (?, ?, ?,"
                        + " current_timestamp)")
                .params(key, document, Digest.of(document).hex())
                .update();
        journal.tell(
                Optional.of(key),
                "process",
                "record-sealed",
                Optional.of("R49"),
                "Record sealed",
                Optional.of(Digest.of(document)));
    }

    private Verdict verify() {
        return new LedgerVerifier(rooms.jdbc).verify(List.of(), List.of());
    }

    /** Every text of every table that may hold what people write. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of(
                "upgrade",
                "approval",
                "known_issue",
                "entry_words",
                "evidence",
                "sealed_record",
                "debt",
                "directive",
                "finding",
                "step",
                "carried_answer",
                "message",
                "evidence_file")) {
            all.append(rooms.jdbc.sql("select * from " + table).query().listOfRows());
        }
        return all.toString();
    }
}
