package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.liftlock.ShippedModels;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Wake;
import org.liftlock.lifecycle.Windows;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.process.UpgradeProcess.Message;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Several targets have failed on the shipped model, and mia decides on one of them. */
@EngineTest
@Import({OrderUpgrade.Rooms.class, ShippedModels.Names.class})
@TestPropertySource(properties = "liftlock.wake.every=PT1H")
class AllLikeItTest {

    private static final int TARGETS = 24;
    private static final String CHECKS = "run-acceptance-checks";
    private static final String APPLY = "apply-upgrade";

    @Autowired
    private OrderUpgrade order;

    @Autowired
    private Units units;

    @Autowired
    private Windows windows;

    @Autowired
    private KnownIssues issues;

    @Autowired
    private Wake wake;

    @Autowired
    private Failures failures;

    @Autowired
    private CarriedAnswers answers;

    @Autowired
    private CarryAnswers carry;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private String key;
    private int raised;

    @BeforeEach
    void theWindowIsOpen() {
        if (engine.getRepositoryService().createDeploymentQuery().count() == 0) {
            ShippedModels.deployTo(engine);
        }
        raised = 0;
        key = order.plannedForMany(TARGETS);
        Instant now = clock.instant();
        windows.set(key, new MaintenanceWindow(now.minusSeconds(60), now.plus(Duration.ofHours(4))), "plan");
    }

    @AfterEach
    void nobodyWorksOnItAnyMore() {
        engine.getIdentityService().clearAuthentication();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .rootProcessInstances()
                .list()
                .forEach(left -> engine.getRuntimeService().deleteProcessInstance(left.getId(), "seen", true));
    }

    @Test
    void oneDecisionAnswersEveryOpenQuestionAboutTheSameFailureAndNoOther() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");
        UnitOfChange three = failed(CHECKS, "orders-counted");
        UnitOfChange otherCheck = failed(CHECKS, "login-works");
        UnitOfChange oneMore = failed(CHECKS, "orders-counted", "login-works");
        UnitOfChange otherStep = failed(APPLY);

        // when
        decide(one, Map.of("answer", "check-again", "reach", "all-alike", "remark", "the index is built now"));
        carry.all();

        // then
        assertThat(List.of(one, two, three))
                .allSatisfy(unit -> assertThat(step(unit)).isEqualTo(CHECKS));
        assertThat(List.of(otherCheck, oneMore, otherStep))
                .allSatisfy(unit -> assertThat(asked(unit)).isTrue());
        assertThat(told("answered"))
                .containsExactlyInAnyOrder(
                        "mia: check again: the index is built now (for all like it, also orders-2.example.com/main,"
                                + " orders-3.example.com/main)",
                        "mia: check again: the index is built now (decided on orders-1.example.com/main, for all like"
                                + " it)",
                        "mia: check again: the index is built now (decided on orders-1.example.com/main, for all like"
                                + " it)");
        assertThat(endings()).containsOnly("CARRIED").hasSize(2);
    }

    @Test
    void aFailedStepIsLikeAnotherOfTheSameStep() {
        UnitOfChange one = failed(APPLY);
        UnitOfChange two = failed(APPLY);
        UnitOfChange otherStep = failed(CHECKS);

        decide(one, Map.of("answer", "retry", "reach", "all-alike", "remark", "the disk was full"));
        carry.all();

        assertThat(step(two)).isEqualTo(APPLY);
        assertThat(asked(otherStep)).isTrue();
    }

    @Test
    void everyTargetKeepsItsOwnKnownIssue() {
        UnitOfChange one = failed(CHECKS, "colours");
        failed(CHECKS, "colours");

        decide(
                one,
                Map.of(
                        "answer", "accept",
                        "reach", "all-alike",
                        "remark", "grey will do",
                        "issueOwner", "erik",
                        "issueDue", "2099-01-15"));
        carry.all();

        assertThat(issues.of(key))
                .hasSize(2)
                .allSatisfy(issue -> assertThat(issue.owner()).isEqualTo("erik"));
    }

    @Test
    void aDecisionForThisTargetAloneLeavesTheOthersAsked() {
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");

        decide(one, Map.of("answer", "check-again", "reach", "this", "remark", "only this index was missing"));
        carry.all();

        assertThat(asked(two)).isTrue();
        assertThat(endings()).isEmpty();
    }

    @Test
    void whatFailsLaterIsAskedAboutThoughItFailsAlike() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");
        decide(one, Map.of("answer", "check-again", "reach", "all-alike", "remark", "the index is built now"));
        carry.all();

        // when
        UnitOfChange late = failed(CHECKS, "orders-counted");
        failsAgain(two);
        carry.all();

        // then
        assertThat(asked(late)).isTrue();
        assertThat(asked(two)).isTrue();
    }

    @Test
    void aDecisionThatNobodyBroughtIsBroughtLaterThoughTheQuestionWasAskedAnewMeanwhile() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");
        decidedUnheard(one, "check-again");
        String before = question(two).getId();
        wake.all(key, Message.WINDOW_CHANGED);
        assertThat(question(two).getId()).isNotEqualTo(before);

        // when
        carry.all();

        // then
        assertThat(step(two)).isEqualTo(CHECKS);
    }

    @Test
    void whatSomebodyAnswersMeanwhileIsLeftAlone() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");
        decidedUnheard(one, "check-again");

        // when
        decide(two, Map.of("answer", "hold", "reach", "this", "remark", "erik looks at this one"));
        carry.all();

        // then
        assertThat(asked(two)).isTrue();
        assertThat(endings()).containsExactly("ANSWERED");
    }

    @Test
    void aDecisionOnAnEarlierFailureDoesNotAnswerALaterOne() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");
        decidedUnheard(one, "check-again");

        // when
        newerFailure(two);
        carry.all();

        // then
        assertThat(asked(two)).isTrue();
        assertThat(told("not-carried")).singleElement().asString().endsWith("what it was about is over");
    }

    @Test
    void aQuestionThatIsGoneIsToldAndNothingElseHappens() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        UnitOfChange two = failed(CHECKS, "orders-counted");
        decidedUnheard(one, "check-again");
        engine.getRuntimeService().deleteProcessInstance(question(two).getProcessInstanceId(), "cancelled", true);

        // when
        carry.all();

        // then
        assertThat(told("not-carried"))
                .containsExactly("mia: The decision on orders-1.example.com/main was not carried to"
                        + " orders-2.example.com/main: the question is no longer open");
        assertThat(endings()).containsExactly("GONE");
    }

    @Test
    void whatIsNotOfferedThereIsNotDoneThereAndSomebodyIsStillAsked() {
        // given
        UnitOfChange one = failed(APPLY);
        UnitOfChange written = failed(APPLY);
        jdbc.sql("""
                        insert into proof (proof_id, unit_id, upgrade_key, made_at, spent_at)
                        values (?, ?, ?, current_timestamp, current_timestamp)
                        """).params(written.unitId(), written.unitId(), key).update();

        // when
        decide(one, Map.of("answer", "retry", "reach", "all-alike", "remark", "the disk was full"));
        carry.all();

        // then
        assertThat(asked(written)).isTrue();
        assertThat(told("not-carried"))
                .singleElement()
                .asString()
                .contains("was not carried to orders-2.example.com/main: Field \"answer\": \"retry\" is not offered");
    }

    @Test
    void aPersonAndACarriedDecisionThatMeetGiveEachQuestionOneAnswer() {
        // given
        UnitOfChange one = failed(CHECKS, "orders-counted");
        List<UnitOfChange> others = IntStream.range(1, TARGETS)
                .mapToObj(turn -> failed(CHECKS, "orders-counted"))
                .toList();
        decidedUnheard(one, "check-again");

        // when
        CompletableFuture<Void> carrying = CompletableFuture.runAsync(carry::all);
        for (int turn = others.size() - 1; turn >= 0; turn--) {
            UnitOfChange unit = others.get(turn);
            try {
                decide(
                        unit,
                        Map.of(
                                "answer",
                                "accept",
                                "remark",
                                unit.unitId(),
                                "issueOwner",
                                "erik",
                                "issueDue",
                                "2099-01-15"));
            } catch (ProcessEngineException | NullPointerException tooLate) {
                engine.getIdentityService().clearAuthentication();
            }
        }
        carrying.join();
        carry.all();

        // then
        assertThat(others).noneMatch(this::asked);
        assertThat(told("answered")).hasSize(others.size());
        assertThat(endings()).hasSize(others.size()).containsOnly("CARRIED", "ANSWERED");
        assertThat(issues.of(key))
                .hasSize((int) endings().stream().filter("ANSWERED"::equals).count());
    }

    /** Its process stands before the question, as the step that has failed leaves it. */
    private UnitOfChange failed(String topic, String... checks) {
        UnitOfChange unit = order.unit(key, "orders-" + ++raised + ".example.com/main");
        order.step(key, unit.unitId(), topic, "FAILED", "not as expected");
        for (String check : checks) {
            order.check(key, unit.unitId(), topic, check, "FAILED");
        }
        String instance = engine.getRuntimeService()
                .createProcessInstanceByKey("change-target")
                .businessKey(key)
                .setVariables(Map.of("upgradeKey", key, "unitId", unit.unitId(), "mode", "RAISE"))
                .startBeforeActivity("find-time-to-answer")
                .execute()
                .getId();
        units.worksIn(unit.unitId(), instance);
        assertThat(asked(unit)).isTrue();
        return unit;
    }

    private void failsAgain(UnitOfChange unit) {
        newerFailure(unit);
        for (LockedExternalTask task : engine.getExternalTaskService()
                .fetchAndLock(TARGETS, "worker")
                .topic(CHECKS, 1000L)
                .businessKey(key)
                .execute()) {
            if (unit.unitId().equals(task.getVariables().get("unitId"))) {
                engine.getExternalTaskService().complete(task.getId(), "worker", null, Map.of("outcome", "FAILED"));
                Job behind = engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .messages()
                        .singleResult();
                engine.getManagementService().executeJob(behind.getId());
            }
        }
    }

    private void newerFailure(UnitOfChange unit) {
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, started_at, settled_at)
                        values (?, ?, ?, ?, ?, 'p', ?, 2, 'SETTLED', 'FAILED', 'again', current_timestamp, current_timestamp)
                        """)
                .params(unit.unitId() + "-again", key, unit.unitId(), CHECKS, CHECKS, unit.unitId() + "-again")
                .update();
        jdbc.sql("""
                        insert into check_result (upgrade_key, unit_id, step_id, purpose, target, check_id, core, verdict,
                            expected, got, took_millis, evidence_digest, checked_at)
                        values (?, ?, ?, 'ACCEPTANCE', 'localhost', 'orders-counted', true, 'FAILED', '412', '100', 1, '-',
                            current_timestamp)
                        """).params(key, unit.unitId(), unit.unitId() + "-again").update();
    }

    /** Mia's form is taken, and the node dies before anybody else is woken. */
    private void decidedUnheard(UnitOfChange unit, String answer) {
        Situation situation = order.at(key, "change-target", Element.DECIDE_ON_FAILURE, Optional.of(unit.unitId()), 0);
        transaction.executeWithoutResult(status -> answers.write(
                order.answer(situation, "mia", "answer", answer, "reach", "all-alike", "remark", "as on the first"),
                failures.like(unit)));
    }

    private void decide(UnitOfChange unit, Map<String, Object> says) {
        Task task = question(unit);
        Map<String, Object> fields = new HashMap<>(engine.getTaskService().getVariablesLocal(task.getId()));
        fields.keySet().removeIf(name -> name.startsWith("shown") || name.equals("choices"));
        fields.putAll(says);
        engine.getIdentityService().setAuthentication("mia", List.of("change-managers"));
        engine.getFormService().submitTaskForm(task.getId(), fields);
        engine.getIdentityService().clearAuthentication();
    }

    private boolean asked(UnitOfChange unit) {
        return question(unit) != null;
    }

    private Task question(UnitOfChange unit) {
        return engine.getTaskService()
                .createTaskQuery()
                .taskDefinitionKey(Element.DECIDE_ON_FAILURE)
                .processVariableValueEquals("unitId", unit.unitId())
                .singleResult();
    }

    /** The step that waits to be taken on it. */
    private String step(UnitOfChange unit) {
        return engine.getExternalTaskService()
                .createExternalTaskQuery()
                .processVariableValueEquals("unitId", unit.unitId())
                .singleResult()
                .getTopicName();
    }

    private List<String> told(String kind) {
        return jdbc.sql("select actor || ': ' || sentence from record_entry where upgrade_key = ? and kind = ?"
                        + " order by seq")
                .params(key, kind)
                .query(String.class)
                .list();
    }

    private List<String> endings() {
        return jdbc.sql("select coalesce(ending, 'WAITING') from carried_answer where upgrade_key = ?")
                .param(key)
                .query(String.class)
                .list();
    }
}
