package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine knows about running upgrades. Every method asks a fixed number of queries. */
@Component
class EngineTrace {

    /** More open tasks or timers than people can look at; a bound keeps a page cheap whatever happens. */
    private static final int MOST = 1000;

    /** As the engine's history notes it. */
    private static final int CANCELLED = 2;

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final RepositoryService repository;
    private final HistoryService history;
    private final JdbcClient jdbc;
    private final Map<String, Named> timerNames = new ConcurrentHashMap<>();

    EngineTrace(
            TaskService tasks,
            RuntimeService runtime,
            ManagementService management,
            RepositoryService repository,
            HistoryService history,
            JdbcClient jdbc) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
        this.history = history;
        this.jdbc = jdbc;
    }

    record Named(String element, String name) {}

    record EngineTask(
            String id,
            String name,
            String element,
            String root,
            Optional<String> assignee,
            List<String> groups,
            Instant since,
            Optional<Instant> due) {}

    record EngineTimer(String root, String name, String element, Instant due) {}

    record Trouble(
            String id, String root, String element, String message, Instant since, boolean external, String cause) {}

    /** Tasks assigned to a person, or offered to the person or one of the person's groups. */
    List<EngineTask> tasksFor(String person) {
        return read(tasks.createTaskQuery()
                .or()
                .taskAssignee(person)
                .taskCandidateUser(person)
                .endOr());
    }

    /** Whether one of these is a task of the upgrade. */
    boolean waitsFor(String person, String key) {
        return tasks.createTaskQuery()
                        .or()
                        .taskAssignee(person)
                        .taskCandidateUser(person)
                        .endOr()
                        .active()
                        .processInstanceBusinessKey(key)
                        .count()
                > 0;
    }

    List<EngineTask> allTasks() {
        return read(tasks.createTaskQuery());
    }

    /** Tasks of one kind, wherever they are open. */
    List<EngineTask> tasksAt(String element) {
        return read(tasks.createTaskQuery().taskDefinitionKey(element));
    }

    /** Those among them that are assigned to a person, or offered to the person or one of the person's groups. */
    List<EngineTask> tasksAt(String element, String person) {
        return read(tasks.createTaskQuery()
                .taskDefinitionKey(element)
                .or()
                .taskAssignee(person)
                .taskCandidateUser(person)
                .endOr());
    }

    private List<EngineTask> read(TaskQuery query) {
        List<Task> found = query.active().orderByTaskCreateTime().asc().listPage(0, MOST);
        Map<String, String> roots =
                rootsOf(found.stream().map(Task::getProcessInstanceId).toList());
        Map<String, List<String>> groups =
                groupsOf(found.stream().map(Task::getId).toList());
        return found.stream()
                .filter(task -> roots.containsKey(task.getProcessInstanceId()))
                .map(task -> new EngineTask(
                        task.getId(),
                        task.getName(),
                        task.getTaskDefinitionKey(),
                        roots.get(task.getProcessInstanceId()),
                        Optional.ofNullable(task.getAssignee()),
                        groups.getOrDefault(task.getId(), List.of()),
                        task.getCreateTime().toInstant(),
                        Optional.ofNullable(task.getDueDate()).map(Date::toInstant)))
                .toList();
    }

    /** The public interface answers this for one task at a time only; a list needs it in one query. */
    private Map<String, List<String>> groupsOf(List<String> taskIds) {
        if (taskIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select distinct task_id_ as task, group_id_ as candidate from act_ru_identitylink
                        where type_ = 'candidate' and group_id_ is not null and task_id_ in (:tasks)
                        order by candidate
                        """)
                .param("tasks", taskIds)
                .query((row, number) -> Map.entry(row.getString("task"), row.getString("candidate")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Timers that will fire, the next one first. */
    List<EngineTimer> timers() {
        List<Job> jobs = management
                .createJobQuery()
                .timers()
                .active()
                .withRetriesLeft()
                .orderByJobDuedate()
                .asc()
                .listPage(0, MOST);
        Map<String, String> roots = rootsOf(jobs.stream()
                .map(Job::getProcessInstanceId)
                .filter(id -> id != null)
                .toList());
        return jobs.stream()
                .filter(job -> job.getDuedate() != null && roots.containsKey(job.getProcessInstanceId()))
                .map(job -> {
                    Named named = nameOf(job);
                    return new EngineTimer(
                            roots.get(job.getProcessInstanceId()),
                            named.name(),
                            named.element(),
                            job.getDuedate().toInstant());
                })
                .toList();
    }

    /** A job definition never changes, so its name is looked up once. */
    private Named nameOf(Job job) {
        return timerNames.computeIfAbsent(job.getJobDefinitionId(), id -> {
            JobDefinition definition =
                    management.createJobDefinitionQuery().jobDefinitionId(id).singleResult();
            FlowElement element = repository
                    .getBpmnModelInstance(definition.getProcessDefinitionId())
                    .getModelElementById(definition.getActivityId());
            String name = element == null || element.getName() == null
                    ? Words.sentence(definition.getActivityId())
                    : element.getName();
            return new Named(definition.getActivityId(), name);
        });
    }

    List<Trouble> incidents() {
        List<Incident> incidents =
                runtime.createIncidentQuery().orderByIncidentTimestamp().desc().listPage(0, MOST);
        Map<String, String> roots = rootsOf(incidents.stream()
                .map(incident -> incident.getProcessInstanceId())
                .filter(id -> id != null)
                .toList());
        // An incident in a called process is repeated in every caller; the one that caused the others is enough.
        return incidents.stream()
                .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId()))
                .map(incident -> new Trouble(
                        incident.getId(),
                        roots.getOrDefault(incident.getProcessInstanceId(), ""),
                        Words.sentence(String.valueOf(incident.getActivityId())),
                        Optional.ofNullable(incident.getIncidentMessage()).orElse("no message was left"),
                        incident.getIncidentTimestamp().toInstant(),
                        Incident.EXTERNAL_TASK_HANDLER_TYPE.equals(incident.getIncidentType()),
                        incident.getConfiguration()))
                .toList();
    }

    private Map<String, String> rootsOf(Collection<String> instances) {
        if (instances.isEmpty()) {
            return Map.of();
        }
        return runtime.createProcessInstanceQuery().processInstanceIds(Set.copyOf(instances)).list().stream()
                .collect(Collectors.toMap(Execution::getId, ProcessInstance::getRootProcessInstanceId));
    }

    /** The process instances of one upgrade, ended ones included, in the order they started. */
    List<UpgradeDiagrams.Instance> instancesOf(String key) {
        List<HistoricProcessInstance> instances = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .orderByProcessInstanceStartTime()
                .asc()
                .list();
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        return instances.stream()
                .map(instance -> new UpgradeDiagrams.Instance(
                        instance.getId(),
                        instance.getProcessDefinitionId(),
                        instance.getProcessDefinitionKey(),
                        title(instance, seen.merge(instance.getProcessDefinitionKey(), 1, Integer::sum)),
                        Optional.ofNullable(instance.getSuperProcessInstanceId()),
                        instance.getStartTime().toInstant(),
                        Optional.ofNullable(instance.getEndTime()).map(Date::toInstant)))
                .toList();
    }

    Optional<UpgradeDiagrams.Origin> originOf(String instance) {
        return Optional.ofNullable(history.createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .singleResult())
                .filter(known -> known.getBusinessKey() != null)
                .map(known -> new UpgradeDiagrams.Origin(known.getBusinessKey(), known.getEndTime() != null));
    }

    /** The public interface lists instances; a rollout has a thousand of one definition. */
    List<String> upgradesOn(String definition, int most) {
        return jdbc.sql("""
                        select business_key_ from act_hi_procinst
                        where proc_def_id_ = ? and business_key_ is not null
                        group by business_key_ order by max(start_time_) desc, business_key_ desc limit ?
                        """).params(definition, most).query(String.class).list();
    }

    private static String title(HistoricProcessInstance instance, int number) {
        String name = Optional.ofNullable(instance.getProcessDefinitionName())
                .orElse(Words.sentence(instance.getProcessDefinitionKey()));
        return number == 1 ? name : name + " (" + number + ")";
    }

    /** Steps of an instance whose last attempt ended other than hoped for. */
    List<String> failedSteps(String key, String instanceId) {
        Map<String, String> last = new LinkedHashMap<>();
        jdbc.sql("""
                        select element_id, outcome from step
                        where upgrade_key = ? and process_instance = ? and outcome is not null
                        order by started_at, attempt
                        """)
                .params(key, instanceId)
                .query((row, number) -> last.put(row.getString("element_id"), row.getString("outcome")))
                .list();
        return last.entrySet().stream()
                .filter(step -> !step.getValue().equals("SUCCEEDED"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Of all instances in two queries: the public interface answers for one instance at a time. */
    Map<String, List<UpgradeDiagrams.Visit>> visitsOf(String key) {
        Map<String, String> failed = new HashMap<>();
        jdbc.sql("select process_instance, element_id, outcome from step where upgrade_key = ? and outcome is not null"
                        + " order by started_at, attempt")
                .param(key)
                .query((row, number) -> failed.put(row.getString(1) + "/" + row.getString(2), row.getString("outcome")))
                .list();
        failed.values().removeIf("SUCCEEDED"::equals);
        return jdbc
                .sql("""
                        select activity.proc_inst_id_, activity.act_id_, activity.start_time_, activity.end_time_,
                            activity.act_inst_state_
                        from act_hi_actinst activity
                        join act_hi_procinst instance on instance.proc_inst_id_ = activity.proc_inst_id_
                        where instance.business_key_ = ? and activity.act_type_ <> 'multiInstanceBody'
                        order by activity.start_time_, activity.sequence_counter_, activity.id_
                        """)
                .param(key)
                .query((row, number) -> {
                    String instance = row.getString("proc_inst_id_");
                    String element = row.getString("act_id_");
                    Optional<Instant> until =
                            Optional.ofNullable(row.getTimestamp("end_time_")).map(Date::toInstant);
                    return Map.entry(
                            instance,
                            new UpgradeDiagrams.Visit(
                                    element,
                                    row.getTimestamp("start_time_").toInstant(),
                                    until,
                                    how(
                                            until,
                                            row.getInt("act_inst_state_"),
                                            failed.containsKey(instance + "/" + element))));
                })
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String how(Optional<Instant> until, int state, boolean failed) {
        if (until.isEmpty()) {
            return "active";
        }
        return failed ? "failed" : state == CANCELLED ? "cancelled" : "visited";
    }

    /** Which elements of an instance were visited, and which are active now. */
    UpgradeDiagrams.Marks marksOf(String instanceId) {
        List<HistoricActivityInstance> activities = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instanceId)
                .orderPartiallyByOccurrence()
                .asc()
                .list();
        Function<java.util.function.Predicate<HistoricActivityInstance>, List<String>> elements =
                wanted -> activities.stream()
                        .filter(wanted)
                        .map(HistoricActivityInstance::getActivityId)
                        .distinct()
                        .toList();
        List<String> failed = runtime.createIncidentQuery().processInstanceId(instanceId).list().stream()
                .map(incident -> incident.getActivityId())
                .distinct()
                .toList();
        return new UpgradeDiagrams.Marks(
                elements.apply(activity -> activity.getEndTime() != null && !activity.isCanceled()),
                elements.apply(activity -> activity.getEndTime() == null),
                elements.apply(HistoricActivityInstance::isCanceled),
                failed);
    }
}
