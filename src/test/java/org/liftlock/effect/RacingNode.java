package org.liftlock.effect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.liftlock.EngineTest;
import org.liftlock.channel.AccessBook;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.liftlock.record.SilentJournal;
import org.liftlock.security.SecretStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The effect protocol of one node, with an engine and a connection pool of its own, on targets of this machine. It does
 * nothing by itself: a suite says which step it takes and when, so that two of them meet.
 */
public final class RacingNode implements AutoCloseable {

    private static final String TOPIC = "apply-ledger";

    private final String name;
    private final ConfigurableApplicationContext context;
    private final StepRunner runner;
    private final StepJournal steps;
    private final EngineTasks engine;
    private final NodeLease lease;
    private final JdbcClient jdbc;

    private RacingNode(String name, ConfigurableApplicationContext context) {
        this.name = name;
        this.context = context;
        this.runner = context.getBean(StepRunner.class);
        this.steps = context.getBean(StepJournal.class);
        this.engine = context.getBean(EngineTasks.class);
        this.lease = context.getBean(NodeLease.class);
        this.jdbc = context.getBean(JdbcClient.class);
        lease.begin();
    }

    /** @param launcher home of the launcher that this node and its rivals share */
    public static RacingNode start(String name, String database, Path launcher) {
        return new RacingNode(
                name,
                new SpringApplicationBuilder(EngineTest.Engine.class, Parts.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--liftlock.database.url=" + database,
                                "--liftlock.models.deploy=false",
                                "--liftlock.node.name=" + name,
                                "--liftlock.launcher.home=" + launcher,
                                "--camunda.bpm.job-execution.enabled=false",
                                "--spring.datasource.hikari.maximum-pool-size=8"));
    }

    /** Once, for all nodes. */
    public void deploy() {
        context.getBean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        "one-step.bpmn",
                        Bpmn.createExecutableProcess("one-step")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask(TOPIC)
                                .name("Apply ledger")
                                .camundaExternalTask(TOPIC)
                                .camundaAsyncAfter()
                                .endEvent()
                                .done())
                .deploy();
    }

    /** An upgrade whose one step waits to be taken: it runs a program on a target that is backed up and proven. */
    public void request(String upgradeKey, String target, List<String> program) {
        Proofs.upgradeWithProvenUnit(jdbc, upgradeKey, unit(upgradeKey));
        context.getBean(RuntimeService.class)
                .startProcessInstanceByKey(
                        "one-step",
                        upgradeKey,
                        Map.of(
                                "unitId", unit(upgradeKey),
                                "target", target,
                                "program", String.join(" ", program)));
    }

    private static String unit(String upgradeKey) {
        return upgradeKey + ".u1";
    }

    /** Under which id this node holds its steps. */
    public String worker() {
        return lease.worker();
    }

    /** @return the step this node has now, empty when a rival was faster */
    public Optional<String> fetch() {
        return engine.fetch(worker(), Set.of(TOPIC), 1).stream()
                .map((LockedExternalTask task) -> steps.open(task, worker()).stepId())
                .findFirst();
    }

    /** As the worker does it: again and again until the step is delivered or somebody else's. */
    public void follow(String stepId, String worker) {
        Optional<Waiting> again = Optional.of(Waiting.of(Duration.ZERO));
        while (again.isPresent()) {
            try {
                again = runner.advance(stepId, worker, ask(again.get()));
            } catch (RuntimeException lost) {
                StepJournal.Row step = steps.find(stepId).orElseThrow();
                if (!step.node().equals(worker) || !engine.exists(step.externalTask())) {
                    return;
                }
                again = Optional.of(Waiting.of(Duration.ofMillis(50)));
            }
            again.ifPresent(waiting -> sleep(Math.min(50, waiting.pause().toMillis())));
        }
    }

    private Map<RunKey, RunState> ask(Waiting waiting) {
        Map<TargetId, List<RunKey>> runs = waiting.runs().stream()
                .collect(Collectors.groupingBy(
                        Waiting.Run::target, Collectors.mapping(Waiting.Run::key, Collectors.toList())));
        return context.getBean(Launchers.class).observe(runs);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** The rival seems to be dead. @return the steps that are this node's from now on */
    public List<String> takeOver(RacingNode rival) {
        jdbc.sql("update node_lease set seen_at = current_timestamp - interval '21' second where node = ?")
                .param(rival.name)
                .update();
        return context.getBean(TakeOver.class).steps().stream()
                .map(inherited -> inherited.step().stepId())
                .toList();
    }

    /** It was not dead: a lease like that of a node that has just started. */
    public void revive() {
        lease.begin();
    }

    /** @return what could not be confirmed as ended; empty when nothing of the upgrade runs there for certain */
    public List<String> stop(String upgradeKey, String target) {
        return context.getBean(Effects.class).stop(upgradeKey, unit(upgradeKey), List.of(TargetId.parse(target)));
    }

    public void release(String upgradeKey) {
        context.getBean(Effects.class).release(unit(upgradeKey));
    }

    /** What the journal says of the effects of an upgrade: once settled, it never changes. */
    public List<String> journal(String upgradeKey) {
        return jdbc.sql(
                        "select status || ' ' || coalesce(outcome, '-') || ' after ' || launches || ' launches' from effect"
                                + " where upgrade_key = ? order by effect_id")
                .param(upgradeKey)
                .query(String.class)
                .list();
    }

    /** How its step was answered, in words. */
    public String answer(String upgradeKey) {
        return jdbc.sql("select coalesce(summary, 'no answer') from step where upgrade_key = ?")
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .orElse("never opened");
    }

    /** Holds the lock that every launch and every stop of an upgrade takes first, for as long as the work takes. */
    public void holding(String upgradeKey, Runnable work) {
        context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            context.getBean(EffectJournal.class).lockUpgrade(upgradeKey);
            work.run();
        });
    }

    /** Once, at this point, the thread that comes by waits there. */
    public void stallAt(KillPoint point, Runnable pause) {
        context.getBean(Stalls.class).next.set(new Stall(point, pause));
    }

    /** How often each order of this node went to its target, by key and token. */
    public Map<String, Integer> sent() {
        return context.getBean(Sent.class).orders;
    }

    @Override
    public void close() {
        context.close();
    }

    private record Stall(KillPoint point, Runnable pause) {}

    static class Stalls implements KillPoints {

        private final AtomicReference<Stall> next = new AtomicReference<>();

        @Override
        public void reached(KillPoint point, String topic) {
            Stall stall = next.get();
            if (stall != null && stall.point() == point && next.compareAndSet(stall, null)) {
                stall.pause().run();
            }
        }
    }

    static class ApplyLedger implements StepHandler {

        @Override
        public StepWork prepare(Step step) {
            int number = Integer.parseInt(
                    step.upgradeKey().substring(step.upgradeKey().lastIndexOf('-') + 1));
            return new StepWork.Effects(
                    EffectKind.APPLY,
                    List.of(new StepWork.Order(
                            TargetId.parse(step.text("target").orElseThrow()),
                            List.of(Command.of(
                                    step.text("program").orElseThrow().split(" "))),
                            Optional.of(new StepWork.Proof("proof-" + number, step.unit(), step.upgradeKey(), 1)))));
        }
    }

    /** The real launcher of this machine; what goes to it is counted. */
    static class Sent implements Launchers {

        private final Map<String, Integer> orders = new ConcurrentHashMap<>();
        private final Launchers local;

        Sent(Launchers local) {
            this.local = local;
        }

        @Override
        public Launcher of(TargetId target) {
            Launcher launcher = local.of(target);
            return new Launcher() {
                @Override
                public LaunchReply launch(RunOrder order) {
                    orders.merge(order.key() + " under token " + order.token(), 1, Integer::sum);
                    return launcher.launch(order);
                }

                @Override
                public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
                    return launcher.observe(keys);
                }

                @Override
                public RunState stop(RunKey key, long token) {
                    return launcher.stop(key, token);
                }

                @Override
                public Output output(RunKey key, long offset, int limit) {
                    return launcher.output(key, offset, limit);
                }

                @Override
                public Reading read(Command command) {
                    return launcher.read(command);
                }
            };
        }
    }

    @TestConfiguration
    @ComponentScan({"org.liftlock.launcher", "org.liftlock.channel"})
    @Import({
        EffectJournal.class,
        StepJournal.class,
        EngineTasks.class,
        Launching.class,
        StepRunner.class,
        Answering.class,
        StepHandlers.class,
        RunOrders.class,
        Effects.class,
        Stopping.class,
        NodeLease.class,
        StepPlanning.class,
        Following.class,
        BootWatch.class,
        TakeOver.class
    })
    static class Parts {

        @Bean
        AccessBook thisMachineAlone() {
            return target -> Optional.empty();
        }

        @Bean
        Stalls stalls() {
            return new Stalls();
        }

        @Bean
        ApplyLedger applyLedger() {
            return new ApplyLedger();
        }

        @Bean
        LaunchGate gate() {
            return (upgradeKey, unitId, kind) -> new LaunchGate.Answer.Open();
        }

        @Bean
        Journal journal() {
            return new SilentJournal();
        }

        @Bean
        SecretStore secrets() {
            return new SecretStore(Optional.empty(), Map.of());
        }

        @Bean
        @Primary
        Sent sent(@Qualifier("targetLaunchers") Launchers local) {
            return new Sent(local);
        }
    }
}
