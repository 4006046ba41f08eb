package org.liftlock.proof;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.liftlock.process.Bean;
import org.liftlock.process.ModelGate;
import org.liftlock.process.Topic;
import org.liftlock.process.Variable;
import org.liftlock.process.Variables;

/**
 * Runs a set of models on a real engine with random answers, outcomes, timers and messages, and notes which rules were
 * really broken.
 */
final class RandomRuns implements AutoCloseable {

    private static final int STEPS = 300;
    private static final List<String> TROUBLES = List.of("FAILED", "REFUSED", "UNKNOWN");
    private static final Map<String, List<?>> VALUES = Map.ofEntries(
            Map.entry("assessment", List.of("go", "go", "go", "defer", "find-out-more")),
            Map.entry("controlLevel", List.of("LOW", "NORMAL", "HIGH")),
            Map.entry("approvalsNeeded", List.of(0, 1)),
            Map.entry("signOffsNeeded", List.of(0, 1)),
            Map.entry("signOffVerdict", List.of("works", "works", "works", "does-not-work")),
            Map.entry("approvalVerdict", List.of("approved", "approved", "changes-wanted", "refused")),
            Map.entry("mayStart", List.of("yes", "yes", "not-yet", "prepare", "replan", "cancel")),
            Map.entry("order", List.of("go-back", "hold")),
            Map.entry("waveSize", List.of(1, 0, 2)),
            Map.entry("waveVerdict", List.of("go-on", "halt")),
            Map.entry("next", List.of("wave", "none-left", "wave", "none-left", "go-back", "halted")),
            Map.entry("rolloutOutcome", List.of("all-raised", "none-raised", "left-behind")),
            Map.entry("targetOutcome", List.of("RAISED", "UNTOUCHED", "BACK", "NEEDS_REPAIR")),
            Map.entry("mode", List.of("BACK")));
    /** None of their values is luck: a next wave for ever would never come to the last one. */
    private static final Set<Variable<?>> EVENLY = Set.of(
            Variables.NEXT,
            Variables.APPROVALS_NEEDED,
            Variables.SIGN_OFFS_NEEDED,
            Variables.REBUILD_NEEDED,
            Variables.REHEARSAL_NEEDED);

    private static final List<String> ANSWERS = List.of(
            "check",
            "go",
            "yes",
            "again",
            "give-up",
            "applied",
            "go-back",
            "retry",
            "check-again",
            "accept",
            "hold",
            "hand-over",
            "go-on",
            "leave-out",
            "works");

    private final ProcessEngine engine;
    private final Map<String, UnitOnEngine> units = new HashMap<>();
    private final Map<String, String> unitOf = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> reached = new HashSet<>();
    private final Set<String> waits = new HashSet<>();

    /** By definition of a job, the element it belongs to. */
    private final Map<String, String> places = new HashMap<>();

    private UpgradeOnEngine upgrade = new UpgradeOnEngine(broken);
    private boolean wholeUpgrade;
    private Random random = new Random();

    /** Whether this run goes well most of the time, and so comes to the steps at the end. */
    private boolean lucky;

    private String deployment;

    RandomRuns() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("random");
        configuration.setJdbcUrl("jdbc:h2:mem:random-" + System.nanoTime());
        configuration.setJobExecutorActivate(false);
        configuration.setHistory("none");
        configuration.setSkipOutputMappingOnCanceledActivities(true);
        Map<Object, Object> beans = new HashMap<>();
        for (Bean bean : Bean.values()) {
            beans.put(bean.beanName(), standIn(bean));
        }
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
    }

    /** Deploys the models; false when the engine itself refuses them. */
    boolean deploy(List<ModelGate.Model> models, List<ModelGate.Model> forms) {
        DeploymentBuilder builder = engine.getRepositoryService().createDeployment();
        models.forEach(model -> builder.addString(model.resource(), model.content()));
        waits.clear();
        models.forEach(model -> collectWaiting(model, waits));
        forms.forEach(form -> builder.addString(form.resource(), form.content()));
        try {
            deployment = builder.deploy().getId();
            places.clear();
            engine.getManagementService()
                    .createJobDefinitionQuery()
                    .list()
                    .forEach(definition -> places.put(definition.getId(), definition.getActivityId()));
            return true;
        } catch (ProcessEngineException e) {
            return false;
        }
    }

    private static void collectWaiting(ModelGate.Model file, Set<String> waits) {
        BpmnModelInstance model =
                Bpmn.readModelFromStream(new ByteArrayInputStream(file.content().getBytes(StandardCharsets.UTF_8)));
        model.getModelElementsByType(ServiceTask.class).stream()
                .filter(task -> task.getCamundaTopic() != null)
                .forEach(task -> waits.add(task.getId()));
        model.getModelElementsByType(UserTask.class).forEach(task -> waits.add(task.getId()));
        model.getModelElementsByType(CatchEvent.class).stream()
                .filter(event -> event.getEventDefinitions().stream()
                        .anyMatch(definition -> definition instanceof TimerEventDefinition
                                || definition instanceof MessageEventDefinition))
                .forEach(event -> waits.add(event.getId()));
    }

    void undeploy() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    /** @return the rules that were broken, and so what the proof must not have accepted */
    List<String> run(String process, String mode, long seed) {
        begin(process, seed);
        if (start(process, mode, Map.of())) {
            for (int step = 0; step < STEPS && act(); step++) {
                leaveUnits();
            }
            leaveUnits();
            end();
        }
        return List.copyOf(broken);
    }

    /**
     * Does only what a counterexample tells, as far as the engine goes along: what the answers and data are that it does
     * not tell is left to chance.
     *
     * @return the rules that were broken
     */
    List<String> follow(String process, String mode, List<Finding.Step> path, long seed) {
        begin(process, seed);
        if (start(process, mode, anything())) {
            Deque<Finding.Step> ahead = new ArrayDeque<>(
                    path.stream().filter(step -> waits.contains(step.element())).toList());
            while (broken.isEmpty() && goAlong(ahead)) {
                leaveUnits();
            }
            end();
        }
        return List.copyOf(broken);
    }

    private boolean goAlong(Deque<Finding.Step> ahead) {
        noteStarts();
        Finding.Step next = ahead.peek();
        List<Action> possible = actions(true, next == null ? "" : next.note());
        for (Action action : possible) {
            if (action.own() || next != null && action.element().equals(next.element())) {
                if (!action.own()) {
                    ahead.poll();
                }
                return attempt(action);
            }
        }
        return false;
    }

    private void begin(String process, long seed) {
        random = new Random(seed);
        lucky = seed % 2 == 0;
        units.clear();
        unitOf.clear();
        seen.clear();
        broken.clear();
        upgrade = new UpgradeOnEngine(broken);
        wholeUpgrade = process.equals("upgrade");
    }

    private boolean start(String process, String mode, Map<String, Object> brought) {
        Map<String, Object> variables = new HashMap<>(brought);
        variables.put("mode", mode);
        variables.put("upgradeKey", "UPG-2026-0001");
        try {
            engine.getRuntimeService().startProcessInstanceByKey(process, variables);
            return true;
        } catch (ProcessEngineException e) {
            return false;
        }
    }

    /** What no step writes any more, somebody may have brought; to the engine it would not exist otherwise. */
    private Map<String, Object> anything() {
        Map<String, Object> brought = new HashMap<>();
        for (Bean bean : Bean.values()) {
            written(bean).forEach(variable -> brought.put(variable.name(), value(variable)));
        }
        for (Topic topic : Topic.values()) {
            brought.put(
                    topic.outcomeVariable(),
                    random.nextInt(4) > 0 ? "SUCCEEDED" : TROUBLES.get(random.nextInt(TROUBLES.size())));
        }
        brought.put("watchEnding", "stable");
        return brought;
    }

    private void end() {
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(open ->
                        engine.getRuntimeService().deleteProcessInstance(open.getId(), "the run is over", true));
    }

    /** @param own what the engine does by itself, between two steps */
    private record Action(String element, boolean own, Runnable work) {}

    private boolean act() {
        noteStarts();
        List<Action> possible = actions(false, "");
        if (possible.isEmpty()) {
            noteStandstill();
            return false;
        }
        attempt(possible.get(random.nextInt(possible.size())));
        return true;
    }

    private static boolean attempt(Action action) {
        try {
            action.work().run();
            return true;
        } catch (ProcessEngineException e) {
            // The engine rolls back: the run goes on another way.
            return false;
        }
    }

    private List<Action> actions(boolean all, String outcome) {
        List<Action> possible = new ArrayList<>();
        for (ExternalTask task :
                engine.getExternalTaskService().createExternalTaskQuery().list()) {
            Action complete = new Action(task.getActivityId(), false, () -> complete(task.getTopicName(), outcome));
            possible.add(complete);
            possible.add(complete);
        }
        for (Task task : engine.getTaskService().createTaskQuery().list()) {
            possible.add(new Action(
                    task.getTaskDefinitionKey(),
                    false,
                    () -> engine.getTaskService().complete(task.getId())));
        }
        boolean patient = !all && lucky && random.nextInt(10) > 0;
        for (Job job : engine.getManagementService().createJobQuery().list()) {
            boolean timer = ((JobEntity) job).getType().startsWith("timer");
            if (!patient || !timer || possible.isEmpty()) {
                possible.add(new Action(
                        places.get(job.getJobDefinitionId()),
                        !timer,
                        () -> engine.getManagementService().executeJob(job.getId())));
            }
        }
        for (EventSubscription waiting :
                engine.getRuntimeService().createEventSubscriptionQuery().list()) {
            if (all || random.nextInt(lucky ? 200 : 20) == 0) {
                possible.add(new Action(
                        waiting.getActivityId(),
                        false,
                        () -> engine.getRuntimeService()
                                .messageEventReceived(waiting.getEventName(), waiting.getExecutionId())));
            }
        }
        return possible;
    }

    private void noteStandstill() {
        boolean open = engine.getRuntimeService().createProcessInstanceQuery().count() > 0;
        if (open && engine.getRuntimeService().createEventSubscriptionQuery().count() == 0) {
            broken.add("stands still");
        }
    }

    private void noteStarts() {
        engine.getExternalTaskService().createExternalTaskQuery().list().forEach(task -> {
            if (seen.add(task.getId())) {
                starts(task.getTopicName(), task.getExecutionId());
            }
        });
    }

    private void starts(String name, String execution) {
        reached.add(name);
        UnitOnEngine unit = unit(execution);
        Topic topic = Meaning.topic(name).orElseThrow();
        if (unit != null) {
            unit.starts(name);
        }
        if (wholeUpgrade) {
            upgrade.starts(topic);
            if (unit != null) {
                upgrade.startsOnUnit(topic, unit.onlyRehearsed());
            }
        }
    }

    /** What was started in any of the runs, to see how far they come. */
    Set<String> reached() {
        return reached;
    }

    private UnitOnEngine unit(String execution) {
        return units.get(engine.getRuntimeService().getVariable(execution, "unitId"));
    }

    private void complete(String topic, String told) {
        for (LockedExternalTask task : engine.getExternalTaskService()
                .fetchAndLock(1, "random")
                .topic(topic, 1000L)
                .execute()) {
            UnitOnEngine unit = unit(task.getExecutionId());
            String outcome =
                    random.nextInt(lucky ? 40 : 5) > 0 ? "SUCCEEDED" : TROUBLES.get(random.nextInt(TROUBLES.size()));
            if (told.equals("SUCCEEDED") || told.equals("REFUSED")) {
                outcome = told;
            } else if (told.startsWith("not ") || told.startsWith("FAILED")) {
                outcome = random.nextBoolean() ? "FAILED" : "UNKNOWN";
            }
            if (topic.equals("apply-upgrade") && outcome.equals("REFUSED") && unit != null && unit.applyStarted()) {
                outcome = "FAILED";
            }
            engine.getExternalTaskService().complete(task.getId(), "random", null, Map.of("outcome", outcome));
            if (unit != null) {
                unit.ends(topic, outcome);
            }
            upgrade.ends(Meaning.topic(topic).orElseThrow());
        }
    }

    private void leaveUnits() {
        unitOf.entrySet().removeIf(entry -> {
            boolean ended = engine.getRuntimeService()
                            .createProcessInstanceQuery()
                            .processInstanceId(entry.getKey())
                            .count()
                    == 0;
            if (ended) {
                units.get(entry.getValue()).isLeft();
            }
            return ended;
        });
    }

    @Override
    public void close() {
        engine.close();
    }

    // ---- stand-ins

    private Object standIn(Bean bean) {
        return switch (bean.role()) {
            case EXECUTION_LISTENER -> (ExecutionListener) execution -> write(bean, execution);
            case TASK_LISTENER -> (TaskListener) task -> answer(bean, task);
            case DELEGATE -> (JavaDelegate) execution -> write(bean, execution);
        };
    }

    private void write(Bean bean, DelegateExecution execution) {
        for (Variable<?> variable : written(bean)) {
            execution.setVariable(variable.name(), value(variable));
        }
        upgrade.happens(bean);
        switch (bean) {
            case SEAL_PLAN ->
                upgrade.planIsSealed(
                        isSome(execution.getVariable("approvalsNeeded")),
                        isSome(execution.getVariable("signOffsNeeded")));
            case COUNT_APPROVALS ->
                upgrade.approvalsAreCounted("approved".equals(execution.getVariable("approvalVerdict")));
            case CHECK_GO_AHEAD -> upgrade.goAheadIsChecked("yes".equals(execution.getVariable("mayStart")));
            case NOTE_ENDING -> execution.setVariable("ending", execution.getCurrentActivityId());
            case FIND_UNIT -> {
                String id = "unit-" + units.size();
                units.put(id, new UnitOnEngine(broken, "REHEARSE".equals(execution.getVariable("mode"))));
                unitOf.put(execution.getProcessInstanceId(), id);
                execution.setVariable("unitId", id);
            }
            case FIND_WHAT_WAS_DONE -> {
                UnitOnEngine unit = units.get(execution.getVariable("unitId"));
                unit.isStopped(random.nextBoolean());
                execution.setVariable("applyStarted", unit.applyStarted());
            }
            default -> {
                // What was written is enough.
            }
        }
    }

    /** In the same order each time, so that a seed tells the whole run. */
    private static List<Variable<?>> written(Bean bean) {
        List<Variable<?>> variables = new ArrayList<>(bean.writes());
        variables.sort(Comparator.comparing(variable -> variable.name()));
        return variables;
    }

    private static boolean isSome(Object number) {
        return number instanceof Number some && some.intValue() > 0;
    }

    private static String form(DelegateTask task) {
        String form = task.getBpmnModelElementInstance().getCamundaFormRef();
        return form == null ? "" : form;
    }

    private Object value(Variable<?> variable) {
        if (EVENLY.contains(variable) && variable.type() == Boolean.class) {
            return random.nextBoolean();
        }
        if (variable.type() == Boolean.class) {
            return random.nextInt(lucky ? 20 : 4) > 0;
        }
        if (variable.type() == Integer.class && !VALUES.containsKey(variable.name())) {
            return 0;
        }
        if (variable.type() == Date.class) {
            return new Date();
        }
        List<?> values = VALUES.getOrDefault(variable.name(), List.of("x"));
        boolean best = lucky && random.nextInt(8) > 0 && !EVENLY.contains(variable);
        return best ? values.get(0) : values.get(random.nextInt(values.size()));
    }

    private void answer(Bean bean, DelegateTask task) {
        if (bean != Bean.TAKE_ANSWER) {
            return;
        }
        UnitOnEngine unit = units.get(task.getVariable("unitId"));
        String answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
        if (unit != null && answer.equals("accept") && !unit.wasChecked()) {
            answer = "go-back";
        }
        Variables.ANSWER.setLocal(task.getExecution(), answer);
        Variables.EXTEND_MINUTES.setLocal(task.getExecution(), 0);
        task.setVariable("approvalOver", false);
        task.setVariable("signOffOver", false);
        String form = form(task);
        if (form.equals("sign-off")) {
            task.setVariable("signOffVerdict", value(Variables.SIGN_OFF_VERDICT));
        }
        upgrade.isAnswered(form, !"does-not-work".equals(task.getVariable("signOffVerdict")));
        if (unit != null) {
            unit.isDecidedOn();
        }
    }
}
