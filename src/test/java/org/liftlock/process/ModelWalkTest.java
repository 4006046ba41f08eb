package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Walks through the shipped models with stand-ins for every step: which way a token takes, not what a step does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelWalkTest {

    private static final String KEY = "UPG-2026-0001";
    private static final Date LATER = Date.from(Instant.parse("2027-01-01T00:00:00Z"));

    /** What stand-ins write: one value for each variable of the contract, and tests change single ones. */
    private final Map<String, Object> story = new HashMap<>();

    private final Map<String, String> outcomes = new HashMap<>();
    private final List<String> people = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<String> hold = new ArrayList<>();
    private ProcessEngine engine;
    private int waves;

    @BeforeEach
    void anOrdinaryUpgradeOfOneTarget() {
        List.of(story, outcomes).forEach(Map::clear);
        List.of(people, steps, hold).forEach(List::clear);
        waves = 0;
        level("NORMAL", 1, true, 1);
        put(Variables.REASON_CATEGORY, "FEATURE");
        put(Variables.EMERGENCY, false);
        put(Variables.CRITICALITY, "NORMAL");
        put(Variables.REVERSIBILITY, "ALWAYS");
        put(Variables.PRE_APPROVED, false);
        put(Variables.ASSESSMENT, "go");
        put(Variables.PLAN_SOUND, true);
        put(Variables.REHEARSAL_PROVEN, true);
        put(Variables.APPROVAL_REMINDER, LATER);
        put(Variables.APPROVAL_DEADLINE, LATER);
        put(Variables.APPROVAL_OVER, false);
        put(Variables.APPROVAL_VERDICT, "approved");
        put(Variables.SIGN_OFF_OVER, false);
        put(Variables.SIGN_OFF_VERDICT, "works");
        put(Variables.NEXT_MOMENT, LATER);
        put(Variables.MAY_START, "yes");
        put(Variables.MOMENT, "last-moment-to-decide");
        put(Variables.ANSWER_BY, LATER);
        put(Variables.ORDER, "go-on");
        put(Variables.EXTEND_MINUTES, 0);
        put(Variables.WAVE_ID, "pilot");
        put(Variables.WAVE_SIZE, 1);
        put(Variables.WAVE_VERDICT, "go-on");
        put(Variables.SOAK_UNTIL, LATER);
        put(Variables.ROLLOUT_OUTCOME, "all-raised");
        put(Variables.TRY_AGAIN, false);
        put(Variables.UNIT_ID, "unit-1");
        put(Variables.TARGET_OUTCOME, "RAISED");
        put(Variables.APPLY_STARTED, true);
        put(Variables.NEXT_LOOK, LATER);
        put(Variables.LAST_LOOK, true);
        put(Variables.REBUILD_NEEDED, false);
        put(Variables.FINISH_NEEDED, false);
        put(Variables.FINISH_AT, LATER);
        put(Variables.DEBTS_OPEN, false);
        put(Variables.ANYTHING_OPEN, false);
        put(Variables.MODE, "BACK");
        answer("plan-upgrade", "check");
        answer("confirm-readiness", "yes");
        answer("assess-impact", "go");
    }

    @BeforeAll
    void startTheEngineOnce() {
        engine = startEngine();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @AfterEach
    void forget() {
        engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(Execution::getId)
                .forEach(id -> engine.getRuntimeService().deleteProcessInstance(id, "the test is over", true));
        engine.getHistoryService().createHistoricProcessInstanceQuery().list().stream()
                .map(HistoricProcessInstance::getId)
                .forEach(engine.getHistoryService()::deleteHistoricProcessInstance);
    }

    @Test
    void aNormalUpgradeAsksPeopleThreeTimesAfterTheRequest() {
        walkToTheEnd();

        assertThat(people).containsExactly("plan-upgrade", "approve-upgrade", "sign-off");
        assertThat(steps)
                .containsSubsequence(
                        "quiesce-system",
                        "back-up",
                        "verify-backup",
                        "apply-upgrade",
                        "run-acceptance-checks",
                        "prove-checks-can-fail",
                        "roll-back",
                        "announce-upgrade",
                        "quiesce-system",
                        "back-up",
                        "verify-backup",
                        "apply-upgrade",
                        "run-acceptance-checks",
                        "resume-system",
                        "tell-users");
    }

    @Test
    void aPreApprovedStandardChangeAsksNobodyAfterTheRequest() {
        level("LOW", 0, false, 0);
        walkToTheEnd();

        assertThat(people).isEmpty();
    }

    @Test
    void theStrictPathAsksSixTimesAfterTheRequest() {
        level("HIGH", 2, true, 1);
        walkToTheEnd();

        assertThat(people)
                .containsExactlyInAnyOrder(
                        "assess-impact",
                        "plan-upgrade",
                        "approve-upgrade",
                        "approve-upgrade",
                        "confirm-readiness",
                        "sign-off");
    }

    @Test
    void anEmergencyAsksOnceBeforeAndTwiceAfter() {
        level("EMERGENCY", 1, false, 1);
        put(Variables.DEBTS_OPEN, true);
        walkToTheEnd();

        assertThat(people).containsExactly("approve-upgrade", "sign-off", "review-shortcuts");
    }

    @Test
    void anUnsoundPlanIsPlannedByAPersonAtEveryLevel() {
        level("LOW", 0, false, 0);
        put(Variables.PLAN_SOUND, false);
        start();
        walkUntil("plan-upgrade");
        put(Variables.PLAN_SOUND, true);
        walkToTheEndOf();

        assertThat(people).containsExactly("plan-upgrade");
    }

    @Test
    void aRefusedApplyLeadsToResumeAndNeverToRollBack() {
        level("LOW", 0, false, 0);
        outcomes.put("apply-upgrade", "REFUSED");
        put(Variables.TARGET_OUTCOME, "UNTOUCHED");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEnd();

        assertThat(steps).contains("resume-system-unchanged", "close-brackets").doesNotContain("roll-back");
    }

    @Test
    void aFailedCheckIsDecidedAndTakenBack() {
        level("LOW", 0, false, 0);
        outcomes.put("run-acceptance-checks", "FAILED");
        answer("decide-on-failure", "go-back");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        walkToTheEnd();

        assertThat(people).containsExactly("decide-on-failure");
        assertThat(steps)
                .containsSubsequence(
                        "quiesce-before-going-back", "roll-back", "verify-rollback", "resume-after-going-back");
    }

    @Test
    void withNoAnswerInTimeTheAgreedDefaultTakesTheTargetBack() {
        level("LOW", 0, false, 0);
        outcomes.put("run-acceptance-checks", "FAILED");
        put(Variables.ORDER, "go-back");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        start();
        walkUntil("decide-on-failure");
        fire("no-answer-in-time");
        walkToTheEndOf();

        assertThat(people).isEmpty();
        assertThat(steps).contains("roll-back");
    }

    @Test
    void aStopCutsTheRunningApplyAndIsConfirmedBeforeAnythingElse() {
        level("LOW", 0, false, 0);
        hold.add("apply-upgrade");
        put(Variables.TARGET_OUTCOME, "BACK");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        start();
        walk();
        assertThat(openTopics()).containsExactly("apply-upgrade");

        wake(UpgradeProcess.Message.STOP_ORDERED);
        outcomes.put("stop-running-step", "UNKNOWN");
        walkUntil("confirm-that-nothing-runs");
        assertThat(steps).doesNotContain("roll-back");

        outcomes.put("stop-running-step", "SUCCEEDED");
        walkToTheEndOf();
        assertThat(steps).containsSubsequence("stop-running-step", "stop-running-step", "roll-back", "close-brackets");
    }

    @Test
    void theGuardAsksAtItsMomentAndAsksAgainWhenTheWindowMoves() {
        level("LOW", 0, false, 0);
        hold.add("apply-upgrade");
        start();
        walk();
        fire("moment-is-reached");
        walkUntil("decide-when-time-runs-out");

        wake(UpgradeProcess.Message.WINDOW_CHANGED);
        walk();
        assertThat(tasks()).isEmpty();

        fire("moment-is-reached");
        answer("decide-when-time-runs-out", "extend");
        walk();
        assertThat(people).containsExactly("decide-when-time-runs-out");

        hold.clear();
        walkToTheEndOf();
        assertThat(steps).contains("resume-system");
    }

    @Test
    void withNoAnswerToTheGuardTheAgreedDefaultBecomesAnOrder() {
        level("LOW", 0, false, 0);
        hold.add("apply-upgrade");
        start();
        walk();
        fire("moment-is-reached");
        walkUntil("decide-when-time-runs-out");
        fire("no-answer-in-time");
        walk();

        assertThat(steps).containsSubsequence("take-agreed-default", "give-order", "find-next-moment");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void troubleWhileWatchingEndsTheOpenSignOffAndIsDecided() {
        hold.add("sign-off");
        outcomes.put("compare-with-baseline", "FAILED");
        answer("decide-on-disturbance", "not-stable");
        start();
        walkUntil("decide-on-failure");

        assertThat(tasks()).containsExactly("decide-on-failure");
        put(Variables.ROLLOUT_OUTCOME, "none-raised");
        put(Variables.TARGET_OUTCOME, "BACK");
        answer("decide-on-failure", "go-back");
        waves = 0;
        walkToTheEndOf();
        assertThat(steps.subList(steps.indexOf("compare-with-baseline"), steps.size()))
                .contains("roll-back")
                .doesNotContain("apply-upgrade");
    }

    @Test
    void aVoidApprovalLeadsBackToPreparation() {
        start();
        hold.add("window-opens");
        walk();
        wake(UpgradeProcess.Message.APPROVAL_VOID);
        hold.clear();
        walkToTheEndOf();

        assertThat(people)
                .containsExactly("plan-upgrade", "approve-upgrade", "plan-upgrade", "approve-upgrade", "sign-off");
    }

    @Test
    void anUpgradeCancelledWhileAssessedIsClosed() {
        hold.add("capture-inventory");
        start();
        walk();
        wake(UpgradeProcess.Message.UPGRADE_CANCELLED);
        walkToTheEndOf();

        assertThat(people).isEmpty();
        assertThat(steps).containsSubsequence("tell-users", "write-record", "seal-record");
    }

    @Test
    void aTargetThatCannotBeTakenBackNeedsRepairAndIsLeftBehind() {
        level("LOW", 0, false, 0);
        outcomes.put("run-acceptance-checks", "FAILED");
        outcomes.put("roll-back", "FAILED");
        answer("decide-on-failure", "go-back");
        answer("decide-on-failed-rollback", "hand-over");
        answer("decide-on-targets-left-behind", "accept");
        put(Variables.TARGET_OUTCOME, "NEEDS_REPAIR");
        put(Variables.ROLLOUT_OUTCOME, "left-behind");
        walkToTheEnd();

        assertThat(people)
                .containsExactly("decide-on-failure", "decide-on-failed-rollback", "decide-on-targets-left-behind");
        assertThat(ended("target-needs-repair")).isTrue();
    }

    private void level(String level, int approvals, boolean rehearsal, int signOffs) {
        put(Variables.CONTROL_LEVEL, level);
        put(Variables.APPROVALS_NEEDED, approvals);
        put(Variables.REHEARSAL_NEEDED, rehearsal);
        put(Variables.SIGN_OFFS_NEEDED, signOffs);
    }

    private <T> void put(Variable<T> variable, T value) {
        story.put(variable.name(), value);
    }

    private void answer(String task, String answer) {
        story.put("answer of " + task, answer);
    }

    private void start() {
        engine.getRuntimeService().startProcessInstanceByKey(UpgradeProcess.UPGRADE);
    }

    private void walkToTheEnd() {
        start();
        walkToTheEndOf();
    }

    private void walkToTheEndOf() {
        walk();
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().count())
                .as("open: %s, %s, %s", tasks(), openTopics(), jobs())
                .isZero();
        assertThat(engine.getManagementService().createJobQuery().count()).isZero();
    }

    private void walk() {
        walkUntil("");
    }

    /** Works on everything that waits, except timers of windows and reminders, until a task of this name is open. */
    private void walkUntil(String task) {
        for (int round = 0; round < 400 && !tasks().contains(task); round++) {
            if (!step() && !person() && !job()) {
                break;
            }
        }
        if (!task.isEmpty()) {
            assertThat(tasks()).contains(task);
        }
    }

    private boolean step() {
        List<LockedExternalTask> tasks = engine.getExternalTaskService()
                .fetchAndLock(1, "walker")
                .topic(nextTopic(), 1000L)
                .execute();
        for (LockedExternalTask task : tasks) {
            steps.add(task.getTopicName());
            engine.getExternalTaskService()
                    .complete(
                            task.getId(),
                            "walker",
                            null,
                            Map.of("outcome", outcomes.getOrDefault(task.getTopicName(), "SUCCEEDED")));
        }
        return !tasks.isEmpty();
    }

    private String nextTopic() {
        return openTopics().stream()
                .filter(topic -> !hold.contains(topic))
                .findFirst()
                .orElse("none");
    }

    private boolean person() {
        for (Task task : engine.getTaskService().createTaskQuery().list()) {
            if (!hold.contains(task.getTaskDefinitionKey())) {
                people.add(task.getTaskDefinitionKey());
                engine.getTaskService().complete(task.getId());
                return true;
            }
        }
        return false;
    }

    /** Messages to ourselves, and the timers of the happy path. */
    private boolean job() {
        for (Job job : engine.getManagementService().createJobQuery().list()) {
            String activity = activityOf(job);
            boolean due = job.getDuedate() == null
                    || List.of("window-opens", "soak-time-is-over", "next-look-is-due", "finish-wait-is-over")
                            .contains(activity);
            if (due && !hold.contains(activity)) {
                engine.getManagementService().executeJob(job.getId());
                return true;
            }
        }
        return false;
    }

    private void fire(String timer) {
        Job job = engine.getManagementService().createJobQuery().list().stream()
                .filter(found -> activityOf(found).equals(timer))
                .findFirst()
                .orElseThrow();
        engine.getManagementService().executeJob(job.getId());
    }

    private void wake(UpgradeProcess.Message message) {
        EventSubscription waiting = engine.getRuntimeService()
                .createEventSubscriptionQuery()
                .eventName(message.text())
                .list()
                .get(0);
        engine.getRuntimeService().messageEventReceived(message.text(), waiting.getExecutionId());
    }

    private boolean ended(String element) {
        return engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .activityId(element)
                        .count()
                > 0;
    }

    private List<String> tasks() {
        return engine.getTaskService().createTaskQuery().list().stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    private List<String> openTopics() {
        return engine.getExternalTaskService().createExternalTaskQuery().list().stream()
                .map(task -> task.getTopicName())
                .toList();
    }

    private List<String> jobs() {
        return engine.getManagementService().createJobQuery().list().stream()
                .map(this::activityOf)
                .toList();
    }

    private String activityOf(Job job) {
        return engine.getManagementService()
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    private ProcessEngine startEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("walk");
        configuration.setJdbcUrl("jdbc:h2:mem:walk-" + System.nanoTime());
        configuration.setJobExecutorActivate(false);
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        configuration.setSkipOutputMappingOnCanceledActivities(true);
        Map<Object, Object> beans = new HashMap<>();
        for (Bean bean : Bean.values()) {
            beans.put(bean.beanName(), standIn(bean));
        }
        configuration.setBeans(beans);
        ProcessEngine started = configuration.buildProcessEngine();
        DeploymentBuilder deployment = started.getRepositoryService().createDeployment();
        for (String folder : List.of("processes", "forms")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    deployment.addString(file.toString(), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        deployment.deploy();
        return started;
    }

    private Object standIn(Bean bean) {
        Consumer<DelegateExecution> writing =
                execution -> bean.writes().forEach(variable -> execution.setVariable(variable.name(), told(variable)));
        return switch (bean) {
            case ACCEPT_REQUEST ->
                (ExecutionListener) execution -> {
                    writing.accept(execution);
                    execution.setProcessBusinessKey(KEY);
                };
            case NOTE_STAGE -> (ExecutionListener) execution -> {};
            case NOTE_ENDING ->
                (ExecutionListener) execution -> execution.setVariable("ending", execution.getCurrentActivityId());
            case NOTE_CONTROL_LEVEL ->
                (ExecutionListener) execution -> {
                    assertThat(execution.getVariable("decisionResult")).isNotNull();
                    writing.accept(execution);
                };
            case ASSIGN_PEOPLE -> (TaskListener) task -> {};
            case TAKE_ANSWER -> (TaskListener) this::takeAnswer;
            case FORM_NEXT_WAVE ->
                (JavaDelegate) execution -> {
                    writing.accept(execution);
                    execution.setVariable("next", waves++ == 0 ? "wave" : "none-left");
                };
            case TURN_ROUND -> (JavaDelegate) writing::accept;
            default ->
                (JavaDelegate) execution -> {
                    steps.add(execution.getCurrentActivityId());
                    writing.accept(execution);
                };
        };
    }

    private Object told(Variable<?> variable) {
        return variable == Variables.UPGRADE_KEY ? KEY : story.get(variable.name());
    }

    private void takeAnswer(DelegateTask task) {
        DelegateExecution execution = task.getExecution();
        String given = (String) story.get("answer of " + task.getTaskDefinitionKey());
        if (task.getTaskDefinitionKey().equals("review-shortcuts")) {
            put(Variables.DEBTS_OPEN, false);
        }
        if (given != null) {
            Variables.ANSWER.setLocal(execution, given);
            Variables.EXTEND_MINUTES.setLocal(execution, 0);
        }
    }
}
