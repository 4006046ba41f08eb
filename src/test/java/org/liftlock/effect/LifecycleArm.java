package org.liftlock.effect;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.externaltask.ExternalTaskQueryBuilder;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.liftlock.EngineTest;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One side of a comparison: an engine, and somebody who does its external tasks. */
final class LifecycleArm implements AutoCloseable {

    private static final String MODEL = "change-unit";
    private static final String LAST = "close-brackets";
    private static final Map<String, Optional<EffectKind>> STEPS = steps();

    private final ProcessEngine engine;
    private final Runnable close;
    private final Semaphore room = new Semaphore(0);
    private final StandIn target;
    private Client client;

    private LifecycleArm(ProcessEngine engine, StandIn target, Runnable close) {
        this.engine = engine;
        this.target = target;
        this.close = close;
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(MODEL + ".bpmn", model())
                .deploy();
    }

    private static Map<String, Optional<EffectKind>> steps() {
        Map<String, Optional<EffectKind>> steps = new java.util.LinkedHashMap<>();
        steps.put("take-baseline", Optional.empty());
        steps.put("open-brackets", Optional.empty());
        steps.put("quiesce-system", Optional.of(EffectKind.QUIESCE));
        steps.put("back-up", Optional.of(EffectKind.BACK_UP));
        steps.put("verify-backup", Optional.empty());
        steps.put("apply-upgrade", Optional.of(EffectKind.APPLY));
        steps.put("run-acceptance-checks", Optional.empty());
        steps.put("resume-system", Optional.of(EffectKind.RESUME));
        steps.put(LAST, Optional.empty());
        return steps;
    }

    private static BpmnModelInstance model() {
        AbstractFlowNodeBuilder<?, ?> end = Bpmn.createExecutableProcess(MODEL)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent("unit-named");
        for (String step : STEPS.keySet()) {
            end = end.serviceTask(step)
                    .camundaExternalTask(step)
                    .camundaAsyncAfter()
                    .camundaOutputParameter("outcomeOf" + step.replace("-", ""), "${outcome}");
        }
        return end.endEvent("unit-raised").done();
    }

    static LifecycleArm stock(String url) {
        StandaloneProcessEngineConfiguration stock = new StandaloneProcessEngineConfiguration();
        stock.setProcessEngineName("stock");
        stock.setJdbcUrl(url);
        stock.setJdbcDriver("org.postgresql.Driver");
        stock.setJdbcUsername("postgres");
        stock.setJdbcMaxActiveConnections(20);
        stock.setDatabaseSchemaUpdate("true");
        stock.setJobExecutorActivate(true);
        // As it comes with Spring Boot and with Camunda Run.
        stock.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        ProcessEngine engine = stock.buildProcessEngine();
        LifecycleArm arm = new LifecycleArm(engine, new StandIn(true), engine::close);
        arm.client = new Client(engine, arm.room::release);
        return arm;
    }

    static LifecycleArm plain(String url) {
        ConfigurableApplicationContext node = context(url, EngineTest.Engine.class);
        ProcessEngine engine = node.getBean(ProcessEngine.class);
        LifecycleArm arm = new LifecycleArm(engine, new StandIn(true), node::close);
        arm.client = new Client(engine, arm.room::release);
        return arm;
    }

    static LifecycleArm full(String url, int upgrades) {
        return worker(url, upgrades, true);
    }

    /** As many effects as wanted, which run on. */
    static LifecycleArm waiting(String url, int effects) {
        LifecycleArm arm = worker(url, effects, false);
        for (int i = 1; i <= effects; i++) {
            arm.start(i);
        }
        return arm;
    }

    private static LifecycleArm worker(String url, int upgrades, boolean ending) {
        ConfigurableApplicationContext node =
                context(url, EngineTest.Engine.class, Parts.class, "--bench.ending=" + ending);
        StandIn target = node.getBean(StandIn.class);
        LifecycleArm arm = new LifecycleArm(node.getBean(ProcessEngine.class), target, node::close);
        node.getBean(Parts.Done.class).last = arm.room::release;
        JdbcClient jdbc = node.getBean(JdbcClient.class);
        ProvenUnits.make(jdbc, upgrades);
        // A target is known from its last upgrade.
        jdbc.sql("insert into target (target, highest_token) select 'localhost/' || lower(upgrade_key), 0 from upgrade")
                .update();
        return arm;
    }

    private static ConfigurableApplicationContext context(String url, Class<?> engine, Object... more) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(engine).web(WebApplicationType.NONE);
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--liftlock.database.url=" + url,
                "--liftlock.models.deploy=false",
                "--spring.main.register-shutdown-hook=false"));
        for (Object one : more) {
            if (one instanceof Class<?> parts) {
                builder.sources(parts);
            } else {
                arguments.add(one.toString());
            }
        }
        return builder.run(arguments.toArray(String[]::new));
    }

    void run(int first, int count, int inFlight) throws InterruptedException {
        room.drainPermits();
        room.release(inFlight);
        for (int i = first; i < first + count; i++) {
            room.acquire();
            start(i);
        }
        while (engine.getRuntimeService().createProcessInstanceQuery().count() > 0) {
            Thread.sleep(50);
        }
    }

    private void start(int number) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("unitId", ProvenUnits.unit(number));
        for (int i = 1; i < 15; i++) {
            variables.put("fact" + i, i % 3 == 0 ? (Object) i : "a short text " + number);
        }
        engine.getRuntimeService().startProcessInstanceByKey(MODEL, ProvenUnits.key(number), variables);
    }

    void awaitRunning(int count) throws InterruptedException {
        while (target.runs.size() < count) {
            Thread.sleep(100);
        }
    }

    long questions() {
        return target.questions.get();
    }

    @Override
    public void close() throws Exception {
        if (client != null) {
            client.close();
        }
        close.run();
    }

    /** Completes external tasks, woken by commits as the worker is, and with as many threads. */
    private static final class Client implements AutoCloseable {

        private static final int THREADS = 8;
        private final ProcessEngine engine;
        private final Runnable last;
        private final Semaphore free = new Semaphore(THREADS);
        private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        private final Thread fetching = new Thread(this::fetch, "plain-client");
        private volatile boolean running = true;

        Client(ProcessEngine engine, Runnable last) {
            this.engine = engine;
            this.last = last;
            fetching.start();
        }

        private void fetch() {
            SingleConsumerCondition newTask = new SingleConsumerCondition(Thread.currentThread());
            ProcessEngineImpl.EXT_TASK_CONDITIONS.addConsumer(newTask);
            while (running) {
                int now = Math.max(1, free.availablePermits());
                free.acquireUninterruptibly(now);
                List<LockedExternalTask> tasks = query(now).execute();
                free.release(now - tasks.size());
                tasks.forEach(task -> pool.execute(() -> complete(task)));
                if (tasks.isEmpty() && running) {
                    newTask.await(500);
                }
            }
            ProcessEngineImpl.EXT_TASK_CONDITIONS.removeConsumer(newTask);
        }

        private ExternalTaskQueryBuilder query(int limit) {
            ExternalTaskQueryBuilder query = engine.getExternalTaskService().fetchAndLock(limit, "plain");
            for (String topic : STEPS.keySet()) {
                query = query.topic(topic, 600_000);
            }
            return query;
        }

        private void complete(LockedExternalTask task) {
            try {
                engine.getExternalTaskService().complete(task.getId(), "plain", null, Map.of("outcome", "SUCCEEDED"));
                if (task.getTopicName().equals(LAST)) {
                    last.run();
                }
            } finally {
                free.release();
            }
        }

        @Override
        public void close() throws InterruptedException {
            running = false;
            fetching.join();
            pool.shutdown();
        }
    }

    /** A target on which every command ends at once, or none does. */
    static final class StandIn implements Launchers, Launcher {

        final Set<RunKey> runs = ConcurrentHashMap.newKeySet();
        final AtomicLong questions = new AtomicLong();
        private final boolean ending;

        StandIn(boolean ending) {
            this.ending = ending;
        }

        @Override
        public Launcher of(TargetId target) {
            return this;
        }

        @Override
        public Map<RunKey, RunState> observe(Map<TargetId, ? extends Collection<RunKey>> keys) {
            questions.incrementAndGet();
            return Launchers.super.observe(keys);
        }

        @Override
        public LaunchReply launch(RunOrder order) {
            return runs.add(order.key())
                    ? new LaunchReply.Started()
                    : new LaunchReply.AlreadyHere(new RunState.Running(0));
        }

        @Override
        public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
            Map<RunKey, RunState> states = new HashMap<>();
            keys.forEach(key -> states.put(
                    key,
                    !runs.contains(key)
                            ? new RunState.NeverStarted()
                            : ending ? new RunState.Succeeded() : new RunState.Running(0)));
            return states;
        }

        @Override
        public RunState stop(RunKey key, long token) {
            return new RunState.NeverStarted();
        }

        @Override
        public Output output(RunKey key, long offset, int limit) {
            String text = "begun\nended: " + key + "\n";
            return new Output(text, text.length(), text.length());
        }

        @Override
        public Reading read(Command command) {
            return new Reading(0, "", "");
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = "org.liftlock.record",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org.liftlock.record.ChainedJournal"))
    @Import({
        EffectJournal.class,
        StepJournal.class,
        EngineTasks.class,
        Launching.class,
        Following.class,
        BootWatch.class,
        StepPlanning.class,
        StepRunner.class,
        Answering.class,
        Stopping.class,
        StepHandlers.class,
        StepOpening.class,
        RunOrders.class,
        Watch.class,
        StepsInHand.class,
        NodeLease.class,
        TakeOver.class,
        NoKillPoints.class,
        Worker.class
    })
    static class Parts {

        /** Called when a lifecycle has come to its last step. */
        static final class Done {
            volatile Runnable last = () -> {};
        }

        @Bean
        Done done() {
            return new Done();
        }

        @Bean
        StandIn target(@Value("${bench.ending}") boolean ending) {
            return new StandIn(ending);
        }

        @Bean
        LaunchGate gate() {
            return (upgradeKey, unitId, kind) -> new LaunchGate.Answer.Open();
        }

        @Bean
        StepHandler takeBaseline() {
            return new NoOp("take-baseline", null);
        }

        @Bean
        StepHandler openBrackets() {
            return new NoOp("open-brackets", null);
        }

        @Bean
        StepHandler quiesceSystem() {
            return new NoOp("quiesce-system", null);
        }

        @Bean
        StepHandler backUp() {
            return new NoOp("back-up", null);
        }

        @Bean
        StepHandler verifyBackup() {
            return new NoOp("verify-backup", null);
        }

        @Bean
        StepHandler applyUpgrade() {
            return new NoOp("apply-upgrade", null);
        }

        @Bean
        StepHandler runAcceptanceChecks() {
            return new NoOp("run-acceptance-checks", null);
        }

        @Bean
        StepHandler resumeSystem() {
            return new NoOp("resume-system", null);
        }

        @Bean
        StepHandler closeBrackets(Done done) {
            return new NoOp(LAST, done);
        }
    }

    private record NoOp(String topic, Parts.Done done) implements StepHandler {

        private static final AtomicInteger BEGUN = new AtomicInteger();

        @Override
        public StepWork prepare(Step step) {
            BEGUN.incrementAndGet();
            if (done != null) {
                done.last.run();
            }
            return STEPS.get(topic)
                    .<StepWork>map(kind -> new StepWork.Effects(
                            kind,
                            List.of(new StepWork.Order(
                                    TargetId.parse(
                                            "localhost/" + step.upgradeKey().toLowerCase()),
                                    List.of(Command.of("true")),
                                    kind.needsProof()
                                            ? Optional.of(new StepWork.Proof(
                                                    "proof-" + step.upgradeKey(), step.unit(), step.upgradeKey(), 1))
                                            : Optional.empty()))))
                    .orElseGet(() -> new StepWork.Known(StepAnswer.succeeded("Nothing to do")));
        }
    }
}
