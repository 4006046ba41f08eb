package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liftlock.ShippedModels;

/** Walks through the shipped models with stand-ins for every step: which way a token takes, not what a step does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ModelWalk {

    private static final String KEY = "UPG-2026-0001";
    private static final Date LATER = Date.from(Instant.parse("2027-01-01T00:00:00Z"));

    /** What stand-ins write: one value for each variable of the contract, and tests change single ones. */
    private final Map<String, Object> story = new HashMap<>();

    final Map<String, String> outcomes = new HashMap<>();
    final List<String> people = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    final List<String> hold = new ArrayList<>();
    private ProcessEngine engine;
    int waves;

    /** What is told first, before what the maps above say for good. */
    private final Map<String, Deque<Object>> firsts = new HashMap<>();

    @RegisterExtension
    final ModelCoverage coverage = new ModelCoverage();

    @BeforeEach
    void anOrdinaryUpgradeOfOneTarget() {
        List.of(story, outcomes, firsts).forEach(Map::clear);
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
        put(Variables.REBOOT_WANTED, false);
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
        coverage.add(engine.getHistoryService());
        engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
                .map(Execution::getId)
                .forEach(id -> engine.getRuntimeService().deleteProcessInstance(id, "the test is over", true));
        engine.getHistoryService().createHistoricProcessInstanceQuery().list().stream()
                .map(HistoricProcessInstance::getId)
                .forEach(engine.getHistoryService()::deleteHistoricProcessInstance);
    }

    void level(String level, int approvals, boolean rehearsal, int signOffs) {
        put(Variables.CONTROL_LEVEL, level);
        put(Variables.APPROVALS_NEEDED, approvals);
        put(Variables.REHEARSAL_NEEDED, rehearsal);
        put(Variables.SIGN_OFFS_NEEDED, signOffs);
    }

    <T> void put(Variable<T> variable, T value) {
        story.put(variable.name(), value);
    }

    void answer(String task, String answer) {
        story.put("answer of " + task, answer);
    }

    /** Told once each, in this order; afterwards what holds for good. */
    @SafeVarargs
    final <T> void first(Variable<T> variable, T... values) {
        firsts.put(variable.name(), new ArrayDeque<>(List.of(values)));
    }

    void firstAnswers(String task, String... answers) {
        firsts.put("answer of " + task, new ArrayDeque<>(List.of(answers)));
    }

    void firstOutcomes(String topic, String... given) {
        firsts.put("outcome of " + topic, new ArrayDeque<>(List.of(given)));
    }

    void waves(String... next) {
        firsts.put("next wave", new ArrayDeque<>(List.of(next)));
    }

    private Object tell(String what, Object usual) {
        Deque<Object> told = firsts.getOrDefault(what, new ArrayDeque<>());
        return told.isEmpty() ? usual : told.poll();
    }

    void start() {
        engine.getRuntimeService().startProcessInstanceByKey(UpgradeProcess.UPGRADE);
    }

    void walkToTheEnd() {
        start();
        walkToTheEndOf();
    }

    void walkToTheEndOf() {
        walk();
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().count())
                .as("open: %s, %s, %s", tasks(), openTopics(), jobs())
                .isZero();
        assertThat(engine.getManagementService().createJobQuery().count()).isZero();
    }

    void walk() {
        walkUntil("");
    }

    /** Works on everything that waits, except timers of windows and reminders, until a task of this name is open. */
    void walkUntil(String task) {
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
                            Map.of(
                                    "outcome",
                                    tell(
                                            "outcome of " + task.getTopicName(),
                                            outcomes.getOrDefault(task.getTopicName(), "SUCCEEDED"))));
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
                    || List.of(
                                    "window-opens",
                                    "soak-time-is-over",
                                    "next-look-is-due",
                                    "finish-wait-is-over",
                                    "take-back-window-opens")
                            .contains(activity);
            if (due && !hold.contains(activity)) {
                engine.getManagementService().executeJob(job.getId());
                return true;
            }
        }
        return false;
    }

    void fire(String timer) {
        Job job = engine.getManagementService().createJobQuery().list().stream()
                .filter(found -> activityOf(found).equals(timer))
                .findFirst()
                .orElseThrow();
        engine.getManagementService().executeJob(job.getId());
    }

    void wake(UpgradeProcess.Message message) {
        EventSubscription waiting = engine.getRuntimeService()
                .createEventSubscriptionQuery()
                .eventName(message.text())
                .list()
                .get(0);
        engine.getRuntimeService().messageEventReceived(message.text(), waiting.getExecutionId());
    }

    /** The guard and its children may wait for the same message; this one is meant for a child. */
    void wakeIn(String process, UpgradeProcess.Message message) {
        engine
                .getRuntimeService()
                .createExecutionQuery()
                .processDefinitionKey(process)
                .messageEventSubscriptionName(message.text())
                .list()
                .stream()
                .map(Execution::getId)
                .forEach(waiting -> engine.getRuntimeService().messageEventReceived(message.text(), waiting));
    }

    boolean ended(String element) {
        return engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .activityId(element)
                        .count()
                > 0;
    }

    List<String> tasks() {
        return engine.getTaskService().createTaskQuery().list().stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    List<String> openTopics() {
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
        configuration.setCustomPreBPMNParseListeners(List.of(coverage.flows()));
        ProcessEngine started = configuration.buildProcessEngine();
        ShippedModels.deployTo(started);
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
            case HOLD_AGAINST_TEMPLATE -> (ExecutionListener) writing::accept;
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
                    execution.setVariable("next", tell("next wave", waves++ == 0 ? "wave" : "none-left"));
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
        return variable == Variables.UPGRADE_KEY ? KEY : tell(variable.name(), story.get(variable.name()));
    }

    void takeAnswer(DelegateTask task) {
        DelegateExecution execution = task.getExecution();
        String given = (String)
                tell("answer of " + task.getTaskDefinitionKey(), story.get("answer of " + task.getTaskDefinitionKey()));
        if (task.getTaskDefinitionKey().equals("review-shortcuts")) {
            put(Variables.DEBTS_OPEN, false);
        }
        if (given != null) {
            Variables.ANSWER.setLocal(execution, given);
            Variables.EXTEND_MINUTES.setLocal(execution, 0);
        }
    }
}
