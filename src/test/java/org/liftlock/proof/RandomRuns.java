package org.liftlock.proof;

import java.util.ArrayList;
import java.util.Date;
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
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.liftlock.process.Bean;
import org.liftlock.process.ModelGate;
import org.liftlock.process.Variable;
import org.liftlock.process.Variables;

/**
 * Runs a set of models on a real engine with random answers, outcomes, timers and messages, and notes which rules were
 * really broken.
 */
final class RandomRuns implements AutoCloseable {

    private static final int STEPS = 150;
    private static final List<String> TROUBLES = List.of("FAILED", "REFUSED", "UNKNOWN");
    private static final Map<String, List<?>> VALUES = Map.ofEntries(
            Map.entry("assessment", List.of("go", "go", "go", "defer", "find-out-more")),
            Map.entry("controlLevel", List.of("LOW", "NORMAL", "HIGH")),
            Map.entry("approvalsNeeded", List.of(0, 1)),
            Map.entry("signOffsNeeded", List.of(0, 1)),
            Map.entry("signOffVerdict", List.of("works")),
            Map.entry("approvalVerdict", List.of("approved", "approved", "changes-wanted", "refused")),
            Map.entry("mayStart", List.of("yes", "yes", "not-yet", "replan", "cancel")),
            Map.entry("order", List.of("go-back", "hold")),
            Map.entry("waveSize", List.of(0, 1, 2)),
            Map.entry("waveVerdict", List.of("go-on", "halt")),
            Map.entry("next", List.of("wave", "wave", "none-left", "go-back", "halted")),
            Map.entry("rolloutOutcome", List.of("all-raised", "none-raised", "left-behind")),
            Map.entry("targetOutcome", List.of("RAISED", "UNTOUCHED", "BACK", "NEEDS_REPAIR")),
            Map.entry("mode", List.of("BACK")));
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
    private Random random = new Random();
    private String deployment;

    RandomRuns() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("random");
        configuration.setJdbcUrl("jdbc:h2:mem:random-" + System.nanoTime());
        configuration.setJobExecutorActivate(false);
        configuration.setHistory("activity");
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
        forms.forEach(form -> builder.addString(form.resource(), form.content()));
        try {
            deployment = builder.deploy().getId();
            return true;
        } catch (ProcessEngineException e) {
            return false;
        }
    }

    void undeploy() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    /** @return the rules that were broken, and so what the proof must not have accepted */
    List<String> run(String process, String mode, long seed) {
        random = new Random(seed);
        units.clear();
        unitOf.clear();
        seen.clear();
        broken.clear();
        try {
            engine.getRuntimeService()
                    .startProcessInstanceByKey(process, Map.of("mode", mode, "upgradeKey", "UPG-2026-0001"));
        } catch (ProcessEngineException e) {
            return List.of();
        }
        for (int step = 0; step < STEPS && act(); step++) {
            leaveUnits();
        }
        leaveUnits();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(open ->
                        engine.getRuntimeService().deleteProcessInstance(open.getId(), "the run is over", true));
        return List.copyOf(broken);
    }

    private boolean act() {
        noteStarts();
        List<Runnable> possible = new ArrayList<>();
        engine.getExternalTaskService().createExternalTaskQuery().list().stream()
                .map(task -> task.getTopicName())
                .distinct()
                .forEach(topic -> {
                    possible.add(() -> complete(topic));
                    possible.add(() -> complete(topic));
                });
        for (Task task : engine.getTaskService().createTaskQuery().list()) {
            possible.add(() -> engine.getTaskService().complete(task.getId()));
        }
        for (Job job : engine.getManagementService().createJobQuery().list()) {
            possible.add(() -> engine.getManagementService().executeJob(job.getId()));
        }
        for (EventSubscription waiting :
                engine.getRuntimeService().createEventSubscriptionQuery().list()) {
            if (random.nextInt(20) == 0) {
                possible.add(() -> engine.getRuntimeService()
                        .messageEventReceived(waiting.getEventName(), waiting.getExecutionId()));
            }
        }
        if (possible.isEmpty()) {
            return false;
        }
        try {
            possible.get(random.nextInt(possible.size())).run();
        } catch (ProcessEngineException e) {
            // The engine rolls back: the run goes on another way.
        }
        return true;
    }

    private void noteStarts() {
        engine.getExternalTaskService().createExternalTaskQuery().list().forEach(task -> {
            UnitOnEngine unit = unit(task.getExecutionId());
            if (seen.add(task.getId()) && unit != null) {
                unit.starts(task.getTopicName());
            }
        });
    }

    private UnitOnEngine unit(String execution) {
        return units.get(engine.getRuntimeService().getVariable(execution, "unitId"));
    }

    private void complete(String topic) {
        for (LockedExternalTask task : engine.getExternalTaskService()
                .fetchAndLock(1, "random")
                .topic(topic, 1000L)
                .execute()) {
            UnitOnEngine unit = unit(task.getExecutionId());
            String outcome = random.nextInt(5) > 0 ? "SUCCEEDED" : TROUBLES.get(random.nextInt(TROUBLES.size()));
            if (topic.equals("apply-upgrade") && outcome.equals("REFUSED") && unit != null && unit.applyStarted()) {
                outcome = "FAILED";
            }
            engine.getExternalTaskService().complete(task.getId(), "random", null, Map.of("outcome", outcome));
            if (unit != null) {
                unit.ends(topic, outcome);
            }
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
        for (Variable<?> variable : bean.writes()) {
            execution.setVariable(variable.name(), value(variable));
        }
        switch (bean) {
            case NOTE_ENDING -> execution.setVariable("ending", execution.getCurrentActivityId());
            case FIND_UNIT -> {
                String id = "unit-" + units.size();
                units.put(id, new UnitOnEngine(broken));
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

    private Object value(Variable<?> variable) {
        if (variable.type() == Boolean.class) {
            return random.nextInt(4) > 0;
        }
        if (variable.type() == Integer.class && !VALUES.containsKey(variable.name())) {
            return 0;
        }
        if (variable.type() == Date.class) {
            return new Date();
        }
        List<?> values = VALUES.getOrDefault(variable.name(), List.of("x"));
        return values.get(random.nextInt(values.size()));
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
        if (unit != null) {
            unit.isDecidedOn();
        }
    }
}
