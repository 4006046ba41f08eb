package org.liftlock.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.Rooms;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the watch says of an order service with a page that was raised an hour ago. */
class CompareWithBaselineTest {

    private final Rooms rooms = Rooms.cleared();
    private final Sampler sampler = mock(Sampler.class);
    private final Findings findings = rooms.get(Findings.class);
    private final Samples samples =
            new Samples(rooms.jdbc, rooms.get(JdbcTemplate.class), rooms.transaction(), rooms.clock);
    private final UnitMeasures measures = new UnitMeasures(rooms.get(Units.class));
    private String key;

    @BeforeEach
    void usersWereLetInAnHourAgo() {
        describe("{id: page, core: true, http: \"http://${target.host}/\"}");
    }

    @Test
    void figuresAsBeforeAreNoFinding() {
        before(10);
        look(20, true);

        assertThat(compared().outcome()).isEqualTo(StepOutcome.SUCCEEDED);
        assertThat(notMeasured()).isEmpty();
    }

    @Test
    void whereNothingWasMeasuredBeforeItIsNotCalledWorse() {
        look(20, true);

        StepAnswer answer = compared();

        assertThat(answer.outcome()).isEqualTo(StepOutcome.FAILED);
        assertThat(answer.summary())
                .isEqualTo("Nothing could be measured since Wed 18 Nov 2026 12:00 UTC, so it is not known whether it is"
                        + " worse than before: page of orders1.example.com/main has 0 figures from before, at least 10 are"
                        + " needed");
        assertThat(notMeasured()).singleElement().satisfies(finding -> {
            assertThat(finding.sentence()).isEqualTo(answer.summary());
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNS);
            assertThat(finding.remedy()).contains("See for yourself");
        });
    }

    @Test
    void whereNoCheckCanBeMeasuredItIsSaidWhichOnesWouldDo() {
        describe("{id: works, core: true, run: [works]}");

        assertThat(compared().summary())
                .contains("nothing is measured of orders1.example.com/main; describe a web check");
    }

    @Test
    void whatIsWorseIsCalledSoThoughSomethingElseWasNotMeasured() {
        look(20, false);

        StepAnswer answer = compared();

        assertThat(answer.summary()).isEqualTo("page of orders1.example.com/main failed all 20 times");
        assertThat(notMeasured()).isEmpty();
    }

    @Test
    void whatIsReportedIsNoQuestionOfMeasuring() {
        findings.replace(
                key,
                Findings.TROUBLE_REPORTED,
                List.of(new Finding(
                        RuleId.R43,
                        Finding.Severity.WARNS,
                        Findings.TROUBLE_REPORTED,
                        "uma",
                        "uma reports: nobody can log in",
                        "Decide")));
        look(20, true);

        assertThat(compared().summary())
                .startsWith("uma reports: nobody can log in; page of")
                .doesNotContain("not known");
        assertThat(notMeasured()).isEmpty();
    }

    @Test
    void aLookThatCanMeasureAgainSettlesIt() {
        before(10);
        compared();
        assertThat(notMeasured()).hasSize(1);

        look(20, true);
        compared();

        assertThat(notMeasured()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', FAILED",
        "'accept: {p95_latency: \"+100 %\"}', FAILED",
        "'accept: {p95_latency: \"+300 %\"}', SUCCEEDED",
        "'accept: {p95_latency: \"+30ms\"}', FAILED",
        "'accept: {p95_latency: \"+ 0.05 s\", errors: \"+0\"}', SUCCEEDED"
    })
    void aSlowdownThatIsAcceptedIsNoDisturbance(String accept, StepOutcome outcome) {
        describe("{id: page, core: true, http: \"http://${target.host}/\"}", accept);
        before(10);
        doAnswer(call -> save(Samples.Moment.WATCH, 20, true, 60)).when(sampler).look(any());

        assertThat(compared().outcome()).isEqualTo(outcome);
    }

    @Test
    void failuresThatAreAcceptedAreNoDisturbance() {
        Map<String, String> tenth = Map.of("errors", "+10 %");

        assertThat(new Worsening(HealthRules.accepting(tenth), 1).ofErrors(0, 100, 9, 100))
                .isFalse();
        assertThat(new Worsening(HealthRules.accepting(Map.of()), 1).ofErrors(0, 100, 9, 100))
                .isTrue();
        assertThat(new Worsening(HealthRules.accepting(Map.of("errors", "+0")), 1).ofErrors(0, 10000, 50, 10000))
                .isTrue();
    }

    private void describe(String check) {
        describe(check, "");
    }

    private void describe(String check, String more) {
        rooms.describe(1, "none", "checks: [" + check + "]\n" + more + "\n");
        key = rooms.request();
        UnitOfChange unit = rooms.unit(key, 1);
        rooms.get(Units.class).ended(unit.unitId(), Result.RAISED);
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, started_at, settled_at)
                        values (?, ?, ?, 'resume-system', 'resume-system', 'p', ?, 1, 'SETTLED', 'SUCCEEDED', ?, ?)
                        """)
                .params(key, key, unit.unitId(), key, Timestamp.from(now()), Timestamp.from(now()))
                .update();
        rooms.clock.move(Duration.ofHours(1));
    }

    private Instant now() {
        return rooms.clock.instant();
    }

    private void before(int figures) {
        save(Samples.Moment.BASELINE, figures, true);
    }

    /** From now on a look takes as many figures of the page. */
    private void look(int figures, boolean healthy) {
        doAnswer(call -> save(Samples.Moment.WATCH, figures, healthy))
                .when(sampler)
                .look(any());
    }

    private int save(Samples.Moment moment, int figures, boolean healthy) {
        return save(moment, figures, healthy, 20);
    }

    private int save(Samples.Moment moment, int figures, boolean healthy, double millis) {
        MeasureRun run = runs().get(0);
        samples.save(run, moment, Collections.nCopies(figures, new Sample(run.target(), "page", millis, healthy)));
        return figures;
    }

    private List<MeasureRun> runs() {
        return measures.of(rooms.get(Units.class).of(key).get(0));
    }

    private StepAnswer compared() {
        CompareWithBaseline compare = new CompareWithBaseline(
                findings,
                rooms.get(Units.class),
                measures,
                sampler,
                new HealthComparison(samples),
                new WatchStart(rooms.jdbc, rooms.clock),
                rooms.get(Upgrades.class),
                rooms.clock);
        Step step = new Step(
                "s", key, Optional.empty(), "compare-with-baseline", "compare-with-baseline", "p", "e", 1, Map.of());
        return ((StepWork.Reading) compare.prepare(step)).work().get();
    }

    private List<Finding> notMeasured() {
        return findings.open(key, Findings.NOT_MEASURED);
    }
}
