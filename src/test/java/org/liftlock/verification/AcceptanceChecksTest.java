package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.acceptanceOf;
import static org.liftlock.verification.Checks.core;
import static org.liftlock.verification.Checks.other;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.CheckSpec;

class AcceptanceChecksTest {

    private static final Map<String, Object> PASSING = Map.of("run", List.of("true"));
    private static final Map<String, Object> FAILING = Map.of("run", List.of("false"));

    private final Checks checks = new Checks();

    @Test
    void runsCoreChecksFirst() {
        Verdict verdict = checks.acceptance.run(acceptanceOf(
                other("report", "command", PASSING),
                core("login", "command", PASSING),
                core("orders", "command", PASSING)));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.results()).extracting(CheckResult::checkId).containsExactly("login", "orders", "report");
    }

    @Test
    void stopsBehindTheFirstFailedCoreCheck() {
        Verdict verdict = checks.acceptance.run(acceptanceOf(
                other("report", "command", PASSING),
                core("login", "command", FAILING),
                core("orders", "command", PASSING)));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.SomeFailed.class, failed -> {
            assertThat(failed.failedCore()).map(CheckResult::checkId).contains("login");
            assertThat(failed.results().subList(1, 3)).allSatisfy(result -> {
                assertThat(result.outcome()).isEqualTo(CheckResult.Outcome.SKIPPED);
                assertThat(result.got()).isEqualTo("not run: core check login failed");
            });
            assertThat(failed.sentence()).contains("1 of 3 checks failed, first the core check login");
        });
    }

    @Test
    void goesOnBehindAFailedCheckThatIsNotCore() {
        Verdict verdict = checks.acceptance.run(
                acceptanceOf(other("report", "command", FAILING), other("export", "command", PASSING)));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.results())
                .extracting(CheckResult::outcome)
                .containsExactly(CheckResult.Outcome.FAILED, CheckResult.Outcome.PASSED);
    }

    @Test
    void nothingCheckedIsNotPassed() {
        Verdict verdict = checks.acceptance.run(
                acceptanceOf(core("login", "command", Map.of("skip", "no test user yet", "run", List.of("true")))));

        assertThat(verdict).isInstanceOf(Verdict.NothingChecked.class);
        assertThat(verdict.results().get(0).got()).isEqualTo("left out: no test user yet");
    }

    @Test
    void anUnknownTypeIsAFailureWithASentence() {
        CheckResult result = checks.answer(core("login", "telepathy", Map.of()));

        assertThat(result.failed()).isTrue();
        assertThat(result.got())
                .contains("no type of check called \"telepathy\"")
                .contains("http")
                .contains("sql");
    }

    @Test
    void whatTheDescriptionSaysOfAFailureStandsInFrontOfIt() {
        CheckSpec check = new CheckSpec(
                "package", true, "command", FAILING, Optional.of("package postgresql-15 is not installed"));

        assertThat(checks.answer(check).got()).startsWith("package postgresql-15 is not installed: exit code 1");
    }

    @Test
    void aCheckThatHangsIsAFailureAfterItsTime() {
        CheckResult result =
                checks.answer(core("login", "command", Map.of("run", List.of("sleep", "60"), "within", "200ms")));

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).isEqualTo("sleep was not done within 200 ms");
        assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void everyAnswerIsARowAndEvidence() {
        checks.acceptance.run(acceptanceOf(core("login", "command", FAILING), other("report", "command", PASSING)));

        List<Map<String, Object>> rows = checks.tables.jdbc().sql("""
                        select r.check_id, r.verdict, r.got, e.content from check_result r
                        join evidence e on e.digest = r.evidence_digest order by r.result_id
                        """).query().listOfRows();
        assertThat(rows).extracting(row -> row.get("verdict")).containsExactly("FAILED", "SKIPPED");
        assertThat(rows.get(0).get("content").toString())
                .contains("check: login (core)", "expected: the command to end well", "got: exit code 1 of false");
    }

    @Test
    void aFailedCheckKeepsWhatItPrintedAndHowTheLogOfTheTargetEnds(@TempDir Path home) throws Exception {
        // given
        Path log = Files.writeString(home.resolve("orders.log"), "08:00:01 started\n");
        CheckSpec logCheck = other("log", "log", Map.of("log", log.toString(), "forbid", "ERROR"));
        checks.acceptance.remember(acceptanceOf(logCheck));
        Files.writeString(log, "09:00:01 order 413 was not written\n", StandardOpenOption.APPEND);
        CheckSpec placeOrder = core(
                "place-order",
                "command",
                Map.of("run", List.of("sh", "-c", "echo placed 413; echo looked for 413: 404 >&2; exit 1")));

        // when
        checks.acceptance.run(acceptanceOf(placeOrder, logCheck));

        // then
        Map<String, Object> failed = checks.tables.jdbc().sql("""
                        select e.content as printed, l.content as log from check_result r
                        join evidence e on e.digest = r.evidence_digest left join evidence l on l.digest = r.log_digest
                        where r.verdict = 'FAILED'
                        """).query().singleRow();
        assertThat(failed.get("printed").toString()).contains("\n\nplaced 413\nlooked for 413: 404\n");
        assertThat(failed.get("log").toString())
                .startsWith(log + ":\n09:00:01 order 413 was not written")
                .doesNotContain("08:00:01 started");
        assertThat(checks.tables
                        .jdbc()
                        .sql("select log_digest from check_result where verdict = 'SKIPPED'")
                        .query()
                        .singleRow())
                .containsEntry("LOG_DIGEST", null);
    }

    @Test
    void aLogThatCannotBeReadIsToldAsSuchBesideTheFailedCheck(@TempDir Path home) {
        CheckSpec logCheck = other("log", "log", Map.of("log", home + "/gone.log", "forbid", "ERROR"));

        checks.acceptance.run(acceptanceOf(core("login", "command", FAILING), logCheck));

        assertThat(checks.tables
                        .jdbc()
                        .sql("select content from evidence join check_result on log_digest = digest")
                        .query(String.class)
                        .single())
                .isEqualTo(home + "/gone.log:\nnot read: no log at " + home + "/gone.log on localhost/orders\n");
    }

    @Test
    void comparesWithTheValueRememberedFromBefore() {
        CheckSpec before = core("users", "command", Map.of("run", List.of("echo", "42"), "equals", "before"));
        CheckSpec after = core("users", "command", Map.of("run", List.of("echo", "41"), "equals", "before"));

        List<CheckResult> taken = checks.acceptance.remember(acceptanceOf(before));

        assertThat(taken).extracting(CheckResult::passed).containsExactly(true);
        assertThat(checks.answer(before).passed()).isTrue();
        CheckResult changed = checks.answer(after);
        assertThat(changed.failed()).isTrue();
        assertThat(changed.expected()).isEqualTo("\"42\" as before the upgrade");
        assertThat(changed.got()).isEqualTo("\"41\"");
    }

    @Test
    void rememberingAgainReplacesTheValue() {
        CheckSpec first = core("users", "command", Map.of("run", List.of("echo", "42"), "equals", "before"));
        CheckSpec second = core("users", "command", Map.of("run", List.of("echo", "43"), "equals", "before"));

        checks.acceptance.remember(acceptanceOf(first));
        checks.acceptance.remember(acceptanceOf(second));

        assertThat(checks.answer(second).passed()).isTrue();
    }

    @Test
    void failsWhenNothingWasRemembered() {
        CheckResult result =
                checks.answer(core("users", "command", Map.of("run", List.of("echo", "42"), "equals", "before")));

        assertThat(result.failed()).isTrue();
        assertThat(result.expected()).contains("not remembered");
    }

    @Test
    void tellsWhatCouldNotBeRemembered() {
        List<CheckResult> taken = checks.acceptance.remember(acceptanceOf(
                core("users", "command", Map.of("run", List.of("false"), "equals", "before")),
                core("login", "command", PASSING)));

        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).failed()).isTrue();
        assertThat(taken.get(0).got()).contains("exit code 1 of false");
    }

    @Test
    void aCheckThatPassesOnAStoppedTargetIsWorthless() {
        ChecksCanFail verdict = checks.acceptance.proveChecksCanFail(acceptanceOf(
                core("login", "command", FAILING),
                core("orders", "command", PASSING),
                other("report", "command", PASSING)));

        assertThat(verdict.proven()).isFalse();
        assertThat(verdict.worthless()).extracting(CheckResult::checkId).containsExactly("orders");
        assertThat(verdict.sentence()).contains("orders").contains("worthless");
    }

    @Test
    void checksAreProvenWhenEveryCoreCheckNoticesTheStoppedTarget() {
        ChecksCanFail verdict = checks.acceptance.proveChecksCanFail(
                acceptanceOf(core("login", "command", FAILING), core("orders", "command", FAILING)));

        assertThat(verdict.proven()).isTrue();
        assertThat(verdict.results()).allMatch(CheckResult::failed);
    }

    @Test
    void withoutACoreCheckNothingIsProven() {
        assertThat(checks.acceptance
                        .proveChecksCanFail(acceptanceOf(other("report", "command", FAILING)))
                        .proven())
                .isFalse();
    }

    @Test
    void checksForALaterMomentAreNotRunBeforeIt() {
        Map<String, Object> later = new HashMap<>(FAILING);
        later.put("when", "finished");

        Verdict verdict = checks.acceptance.run(
                acceptanceOf(core("login", "command", PASSING), core("replication", "command", later)));

        assertThat(verdict.results()).extracting(CheckResult::checkId).containsExactly("login");
    }

    @Test
    void aCheckMayBeGivenTimeUntilTheSystemHasStarted() throws Exception {
        Path started = Files.createTempDirectory("orders").resolve("started");
        // Fails the first time it is asked, and from then on finds the file it made.
        Map<String, Object> settings = Map.of(
                "run",
                List.of("sh", "-c", "test -e \"$0\" || { touch \"$0\"; exit 1; }", started.toString()),
                "retry",
                "20s");

        assertThat(checks.answer(core("page", "command", settings)).passed()).isTrue();
    }
}
