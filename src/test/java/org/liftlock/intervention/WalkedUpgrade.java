package org.liftlock.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.liftlock.ShippedModels;
import org.liftlock.approval.Approvals;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.Repeats;
import org.liftlock.lifecycle.RequestDesk;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Wake;
import org.liftlock.process.DomainTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Upgrades of an order service on the shipped models, with the delegates of the product. The worker alone is stood in for:
 * what a step does to a target, it only writes down.
 */
public class WalkedUpgrade {

    private static final int FAR = 80;
    private static final String SYSTEM = """
            system: %s
            name: Order service
            kind: command
            owner: erik
            criticality: %s
            environments:
              staging: {stands_for: production, targets: {orders-stg.example.com: {}}}
              production: {targets: {orders.example.com: {}}}
            stores: none
            config: [/etc/orders]
            checks: [{id: works, core: true, run: [works]}]
            methods:
              replace: {reversible: always, apply: {run: [raise]}, rollback: {run: [lower]}}
            people: {decider: mia, deputy: carl, engineer: erik, sign_off: [uma]}
            """;
    private static final Map<String, Map<String, Object>> ANSWERS = Map.of(
            "plan-upgrade", Map.of("answer", "check"),
            "approve-upgrade", Map.of("answer", "approved"),
            "close-upgrade", Map.of("closed", true));
    private static final List<String> EVERYBODY =
            List.of("engineers", "approvers", "change-managers", "user-representatives", "process-owners");

    private final DescriptionStore store;
    private final RequestDesk desk;
    private final Upgrades upgrades;
    private final Approvals approvals;
    private final Findings findings;
    private final Directives directives;
    private final Cancellations cancellations;
    private final Wake wake;
    private final ProcessEngine engine;
    private final DomainTime time;
    private final JdbcClient jdbc;
    private final Set<String> failing = new HashSet<>();
    private int systems;

    WalkedUpgrade(
            DescriptionStore store,
            RequestDesk desk,
            Upgrades upgrades,
            Approvals approvals,
            Findings findings,
            Directives directives,
            Cancellations cancellations,
            Wake wake,
            ProcessEngine engine,
            DomainTime time,
            JdbcClient jdbc) {
        this.store = store;
        this.desk = desk;
        this.upgrades = upgrades;
        this.approvals = approvals;
        this.findings = findings;
        this.directives = directives;
        this.cancellations = cancellations;
        this.wake = wake;
        this.engine = engine;
        this.time = time;
        this.jdbc = jdbc;
    }

    /** A change that one person approves and nobody rehearses. */
    public String request() {
        return request("low");
    }

    String requestRehearsed() {
        return request("normal");
    }

    private String request(String criticality) {
        if (engine.getRepositoryService().createDeploymentQuery().count() == 0) {
            deploy();
        }
        failing.clear();
        String system = "orders-" + ++systems;
        store.put(Layer.SITE, "site: shop\ntime_zone: Europe/Berlin\n", "paula");
        store.put(Layer.SYSTEM, SYSTEM.formatted(system, criticality), "erik");
        return as("erik", () -> desk.request("""
                upgrade: %s
                from: "1.0"
                to: "1.1"
                window: {from: "2090-05-06T22:00", to: "2090-05-07T04:00"}
                reason: {category: feature, text: "customers get a record of their own"}
                """.formatted(system), "erik"));
    }

    /** The next time this step is taken, it fails. */
    WalkedUpgrade fails(String topic) {
        failing.add(topic);
        return this;
    }

    /** Goes on, everybody agreeing and the clock moving, until this element waits. */
    public WalkedUpgrade until(String key, String element) {
        for (int moves = 0; moves < FAR; moves++) {
            if (waits(key, element)) {
                return this;
            }
            move(key, true);
        }
        throw new AssertionError(element + " was not reached: " + steps(key) + ", waits at " + openTasks(key));
    }

    void toTheEnd(String key) {
        for (int moves = 0; moves < FAR && upgrade(key).stage() != Stage.CLOSED; moves++) {
            move(key, true);
        }
        assertThat(upgrade(key).stage()).isEqualTo(Stage.CLOSED);
    }

    /** The window's guard goes on; the targets stand still. */
    void guardUntil(String key, String element) {
        for (int moves = 0; moves < FAR && !waits(key, element); moves++) {
            dueJobs(key).forEach(this::execute);
            take(key, List.of("escalate-to-decider"));
        }
        assertThat(waits(key, element)).as(element).isTrue();
    }

    /** Days pass, the system stays healthy, and nobody answers. */
    void watchEnds(String key) {
        for (int moves = 0; moves < FAR && running(key, "monitoring"); moves++) {
            move(key, false);
        }
        assertThat(running(key, "monitoring")).isFalse();
    }

    /** Somebody cancels at a moment at which no process of the upgrade waits for anything. */
    void cancelUnheard(String key) {
        cancellations.note(key, "mia", "Nobody hears this");
    }

    void cancellationIsRepeated() {
        Repeats.cancellations(wake);
    }

    void answers(String key, String element, String answer) {
        Task task = task(key, element).orElseThrow();
        answer(task, Map.of("answer", answer, "remark", "as discussed"));
    }

    public Upgrade upgrade(String key) {
        return upgrades.find(key);
    }

    Directive directive(String key) {
        return directives.current(key);
    }

    Optional<String> missing(String key) {
        return approvals.missing(key);
    }

    List<Finding> findings(String key) {
        return findings.open(key);
    }

    public List<String> told(String key, String kind) {
        return jdbc.sql("select sentence from record_entry where upgrade_key = ? and kind = ? order by seq")
                .params(key, kind)
                .query(String.class)
                .list();
    }

    /** The steps taken, in order. */
    List<String> steps(String key) {
        return jdbc.sql("select topic from step where upgrade_key = ? order by started_at, step_id")
                .param(key)
                .query(String.class)
                .list();
    }

    public List<String> openTasks(String key) {
        return tasks(key).stream().map(Task::getTaskDefinitionKey).toList();
    }

    List<String> peopleEverAsked(String key) {
        return engine
                .getHistoryService()
                .createHistoricTaskInstanceQuery()
                .processInstanceBusinessKey(key)
                .list()
                .stream()
                .map(task -> task.getTaskDefinitionKey())
                .toList();
    }

    Object variable(String key, String name) {
        return engine.getRuntimeService().createVariableInstanceQuery().variableName(name).list().stream()
                .filter(variable -> instances(key).contains(variable.getProcessInstanceId()))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    Job timer(String key, String element) {
        return timers(key).stream()
                .filter(job -> elementOf(job).equals(element))
                .findFirst()
                .orElseThrow();
    }

    Date now() {
        return Date.from(time.now());
    }

    private void move(String key, boolean peopleAnswer) {
        List<Job> due = dueJobs(key);
        if (!due.isEmpty()) {
            execute(due.get(0));
        } else if (!take(key, List.of()) && !(peopleAnswer && answerOne(key))) {
            timers(key).stream()
                    .map(Job::getDuedate)
                    .min(Date::compareTo)
                    .ifPresent(next -> time.shiftBy(
                            Duration.between(time.now(), next.toInstant()).plusSeconds(1)));
        }
    }

    private void execute(Job job) {
        engine.getManagementService().executeJob(job.getId());
    }

    private List<Job> dueJobs(String key) {
        Set<String> instances = instances(key);
        return engine.getManagementService().createJobQuery().active().list().stream()
                .filter(job -> instances.contains(job.getProcessInstanceId()))
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(now()))
                .toList();
    }

    private List<Job> timers(String key) {
        Set<String> instances = instances(key);
        return engine.getManagementService().createJobQuery().timers().list().stream()
                .filter(job -> instances.contains(job.getProcessInstanceId()))
                .toList();
    }

    private String elementOf(Job job) {
        return engine.getManagementService()
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    /** @param only these topics; all when empty */
    private boolean take(String key, List<String> only) {
        Set<String> instances = instances(key);
        Optional<String> topic = engine.getExternalTaskService().createExternalTaskQuery().notLocked().list().stream()
                .filter(task -> instances.contains(task.getProcessInstanceId()))
                .map(task -> task.getTopicName())
                .filter(name -> only.isEmpty() || only.contains(name))
                .findFirst();
        topic.ifPresent(name -> engine.getExternalTaskService()
                .fetchAndLock(1, "worker")
                .topic(name, 1000L)
                .businessKey(key)
                .execute()
                .forEach(task -> conclude(key, task)));
        return topic.isPresent();
    }

    private void conclude(String key, LockedExternalTask task) {
        String topic = task.getTopicName();
        String outcome = failing.remove(topic) ? "FAILED" : "SUCCEEDED";
        String unit = (String) task.getVariables().get("unitId");
        Timestamp now = Timestamp.from(time.now());
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, unit_id, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, summary, started_at, settled_at, delivered_at)
                        values (?, ?, ?, ?, ?, ?, ?, 1, 'SETTLED', ?, ?, ?, ?, ?)
                        """)
                .params(task.getId(), key, unit, topic, task.getActivityId(), task.getProcessInstanceId())
                .params(task.getId(), outcome, reported(key, topic), now, now, now)
                .update();
        if (topic.equals("apply-upgrade")) {
            changed(key, unit, task.getId());
        } else if (topic.equals("announce-upgrade")) {
            sent(key, task.getId());
        }
        engine.getExternalTaskService().complete(task.getId(), "worker", null, Map.of("outcome", outcome));
    }

    /** What a look tells of reported trouble, as the look of the product does. */
    private String reported(String key, String topic) {
        return topic.equals("compare-with-baseline")
                ? String.join(
                        "; ", findings.open(key).stream().map(Finding::sentence).toList())
                : topic;
    }

    /** No window opens before its users have been told. */
    private void sent(String key, String id) {
        jdbc.sql("""
                        insert into message (message_id, upgrade_key, kind, channel, recipient, subject, text_body, written_at,
                            attempts, next_attempt_at, sent_at)
                        values (?, ?, 'ANNOUNCE_UPGRADE', 'MAIL', 'uma@example.com', 'soon', 'soon', current_timestamp, 1,
                            current_timestamp, current_timestamp)
                        """).params(id, key).update();
    }

    /** The journal's row of a target that was touched; its proof is of no interest here. */
    private void changed(String key, String unit, String step) {
        jdbc.sql("set referential_integrity false").update();
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, unit_id, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, outcome, proof_id, proof_unit, proof_upgrade,
                            proof_order, planned_at, started_at, settled_at)
                        values (?, ?, ?, ?, 'orders.example.com/main', 'APPLY', ?, '{}', 'd', 1, 1, 'SETTLED', 'SUCCEEDED',
                            'p', ?, ?, 1, current_timestamp, current_timestamp, current_timestamp)
                        """).params(step, step, key, unit, step, unit, key).update();
        jdbc.sql("set referential_integrity true").update();
    }

    private boolean answerOne(String key) {
        Optional<Task> first = tasks(key).stream().findFirst();
        first.ifPresent(
                task -> answer(task, ANSWERS.getOrDefault(task.getTaskDefinitionKey(), Map.of("answer", "works"))));
        return first.isPresent();
    }

    /** As a form does: what is proposed, and what a person says. */
    private void answer(Task task, Map<String, Object> says) {
        Map<String, Object> fields = new HashMap<>(engine.getTaskService().getVariablesLocal(task.getId()));
        fields.keySet().removeIf(name -> name.startsWith("shown") || name.equals("choices") || name.equals("methods"));
        fields.putAll(says);
        String person = Optional.ofNullable(task.getAssignee())
                .orElse(task.getTaskDefinitionKey().equals("approve-upgrade") ? "ana" : "erik");
        as(person, () -> {
            engine.getFormService().submitTaskForm(task.getId(), fields);
            return person;
        });
    }

    boolean waits(String key, String element) {
        Set<String> instances = instances(key);
        return Stream.of(
                        tasks(key).stream().map(Task::getTaskDefinitionKey),
                        timers(key).stream().map(this::elementOf),
                        engine.getExternalTaskService().createExternalTaskQuery().list().stream()
                                .filter(task -> instances.contains(task.getProcessInstanceId()))
                                .map(task -> task.getActivityId()))
                .flatMap(found -> found)
                .anyMatch(element::equals);
    }

    private boolean running(String key, String process) {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(key)
                        .processDefinitionKey(process)
                        .count()
                > 0;
    }

    private Optional<Task> task(String key, String element) {
        return tasks(key).stream()
                .filter(task -> task.getTaskDefinitionKey().equals(element))
                .findFirst();
    }

    private List<Task> tasks(String key) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(key)
                .list();
    }

    private Set<String> instances(String key) {
        Set<String> instances = new HashSet<>();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .list()
                .forEach(instance -> instances.add(instance.getId()));
        return instances;
    }

    private <T> T as(String person, Supplier<T> work) {
        engine.getIdentityService().setAuthentication(person, EVERYBODY);
        try {
            return work.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private void deploy() {
        ShippedModels.deployTo(engine);
        everybodyMay(Resources.PROCESS_DEFINITION, Permissions.CREATE_INSTANCE);
        everybodyMay(Resources.PROCESS_INSTANCE, Permissions.CREATE);
        everybodyMay(Resources.TASK, Permissions.ALL);
        IdentityService identity = engine.getIdentityService();
        identity.saveGroup(identity.newGroup("approvers"));
        identity.saveUser(identity.newUser("ana"));
        identity.createMembership("ana", "approvers");
    }

    private void everybodyMay(Resources resource, Permission permission) {
        Authorization everybody =
                engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
        everybody.setResource(resource);
        everybody.setResourceId(Authorization.ANY);
        everybody.addPermission(permission);
        engine.getAuthorizationService().saveAuthorization(everybody);
    }
}
