package org.liftlock.faults;

import static org.liftlock.lifecycle.UnitOfChange.Mode.RAISE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.liftlock.approval.Approvals;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.Layer;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.naming.TargetId;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One node, its database, and systems of many targets that are raised with the shipped models. */
final class Fleet implements AutoCloseable {

    /** That many units of an upgrade are under way together. */
    static final int RUNNING = 30;

    /** And so many wait for the next wave. */
    private static final int WAITING = 4;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext node;
    private final AtomicInteger systems = new AtomicInteger();

    private Fleet(EmbeddedPostgres postgres, ConfigurableApplicationContext node) {
        this.postgres = postgres;
        this.node = node;
    }

    static Fleet start(Path directory) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            Fleet fleet = new Fleet(
                    postgres,
                    new SpringApplicationBuilder(FleetNode.class)
                            .web(WebApplicationType.NONE)
                            .run(
                                    "--liftlock.database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                                    "--liftlock.data=" + directory,
                                    "--liftlock.mail.directory=" + directory.resolve("mail"),
                                    "--liftlock.node.name=fleet",
                                    "--camunda.bpm.generic-properties.properties.enable-password-policy=false"));
            fleet.get(DescriptionStore.class).put(Layer.SITE, """
                    site: faults
                    time_zone: "UTC"
                    people:
                      erik: {mail: erik@example.com}
                      ana: {mail: ana@example.com, deputy: carl}
                      carl: {mail: carl@example.com, deputy: ana}
                      mia: {mail: mia@example.com, deputy: carl}
                    """, "erik");
            return fleet;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    <T> T get(Class<T> type) {
        return node.getBean(type);
    }

    JdbcClient database() {
        return get(JdbcClient.class);
    }

    FleetTargets targets() {
        return get(FleetTargets.class);
    }

    ConfigurableApplicationContext node() {
        return node;
    }

    /** An approved upgrade inside its window; its pilot is raised, and the next wave is about to begin. @return its key */
    String rollOut() {
        String system = "fleet-%03d".formatted(systems.incrementAndGet());
        get(DescriptionStore.class)
                .put(Layer.SYSTEM, system, """
                system: %1$s
                name: %1$s
                kind: command
                owner: erik
                environments:
                  production: {targets: {"%1$s-[1-%2$d].example.com": {}}}
                stores: none
                config: [/etc/fleet]
                operations:
                  stop: [{run: [service, stop]}]
                  start: [{run: [service, start]}]
                methods:
                  flip: {reversible: always, apply: {run: [flip]}, rollback: {run: [flop]}}
                method: flip
                rollout: {batch: %3$d}
                checks: [{id: works, core: true, run: [works]}]
                people: {decider: mia, deputy: carl, engineer: erik, sign_off: [ana]}
                """.formatted(system, 1 + RUNNING + WAITING, RUNNING), "erik");
        String key = get(Upgrades.class).accept(get(Descriptions.class).readRequest("""
                        upgrade: %s
                        from: "1.0"
                        to: "2.0"
                        reason: {category: feature, text: "The suite asks for it"}
                        """.formatted(system)), "erik");
        prepare(key, get(Upgrades.class).describe(key));
        get(RuntimeService.class)
                .startProcessInstanceByKey("rollout", key, Map.of("upgradeKey", key, "mode", RAISE.name()));
        return key;
    }

    private void prepare(String key, UpgradeDescription description) {
        Instant opens = get(Clock.class).instant().minus(Duration.ofHours(1));
        Instant ends = opens.plus(Duration.ofHours(4));
        List<TargetId> targets = description.targets("production");
        get(Plans.class)
                .write(
                        key,
                        new Plan(
                                opens,
                                ends,
                                "mia",
                                "carl",
                                "erik",
                                NoAnswer.ROLL_BACK,
                                "flip",
                                new Estimates(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT),
                                targets.stream().map(TargetId::toString).toList(),
                                List.of("ana"),
                                "The fleet is not available.",
                                Duration.ofDays(1),
                                description.materialDigest().hex()),
                        "erik");
        get(Plans.class).seal(key);
        get(Windows.class).set(key, new MaintenanceWindow(opens, ends), "plan");
        get(Approvals.class).give(key, "ana", "approvers", Approvals.Verdict.APPROVED, "");
        targets.forEach(target -> get(Units.class).form(key, "production", RAISE, List.of(target)));
        database().sql("""
                        update unit_of_change set wave_id = upgrade_key || '.w1', wave_position = 0, outcome = 'RAISED'
                        where upgrade_key = ? and unit_order = 1
                        """).param(key).update();
        get(Upgrades.class).enter(key, Stage.EXECUTION);
    }

    List<UnitOfChange> units(String key) {
        return get(Units.class).of(key);
    }

    /** Tasks that wait for somebody, in any process of the upgrade. */
    List<Task> tasks(String key) {
        return get(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(key)
                .list();
    }

    /** Processes of the upgrade by the names of their models; empty when all have ended. */
    List<String> processes(String key) {
        return get(RuntimeService.class).createProcessInstanceQuery().processInstanceBusinessKey(key).list().stream()
                .map(instance -> instance.getProcessDefinitionId().split(":")[0])
                .toList();
    }

    long faults() {
        return get(RuntimeService.class).createIncidentQuery().count();
    }

    /** Nobody works on it any more. */
    void end(String key) {
        database()
                .sql("update upgrade set stage = 'CLOSED' where upgrade_key = ?")
                .param(key)
                .update();
        get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .rootProcessInstances()
                .list()
                .forEach(left -> get(RuntimeService.class).deleteProcessInstance(left.getId(), "seen", true, true));
        targets().forget(key);
    }

    @Override
    public void close() throws IOException {
        node.close();
        postgres.close();
    }
}
