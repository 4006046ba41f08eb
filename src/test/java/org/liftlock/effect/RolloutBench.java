package org.liftlock.effect;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.EngineTest;
import org.liftlock.channel.AccessBook;
import org.liftlock.channel.TestSshd;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Three steps that do nothing on each of 200 targets behind one sshd, each target with a connection of its own; with engine,
 * journal, fencing and a detached run for each step. Beside it the same three commands by {@code ansible-playbook}, where it
 * is installed: pipelining on, 20 forks, connections kept. The first round of both connects. Ours goes some rounds before
 * that one is counted, since a node is started for weeks, and ansible-playbook for each rollout.
 */
class RolloutBench {

    private static final int TARGETS = 200;
    private static final int ROUNDS = 4;
    private static final int WARM_UP = 3;
    private static final int AT_ONCE = 50;
    private static final String MODEL = "raise-target";
    private static final Map<String, EffectKind> STEPS = new java.util.TreeMap<>(
            Map.of("a-quiesce", EffectKind.QUIESCE, "b-apply", EffectKind.APPLY, "c-resume", EffectKind.RESUME));

    @TempDir
    private static Path directory;

    @Test
    void beside() throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        boolean ansible = isInstalled("ansible-playbook");
        try (EmbeddedPostgres postgres = DurablePostgres.start();
                TestSshd sshd = TestSshd.start()) {
            Parts.sshd = sshd;
            if (ansible) {
                inventory(sshd);
            }
            try (ConfigurableApplicationContext node = node(postgres.getJdbcUrl("postgres", "postgres"))) {
                ProvenUnits.make(node.getBean(JdbcClient.class), TARGETS * (WARM_UP + ROUNDS));
                deploy(node);
                for (int round = 0; round < WARM_UP; round++) {
                    System.out.println(String.format(
                            Locale.ROOT, "warming up: %.1f targets/s", TARGETS / roundOf(node, ROUNDS + round)));
                }
                for (int round = 0; round < ROUNDS; round++) {
                    JdbcClient jdbc = node.getBean(JdbcClient.class);
                    // As a server does by itself, when it is not told to leave a comparison alone.
                    jdbc.sql("vacuum analyze").update();
                    DurablePostgres.Usage before = DurablePostgres.usage(jdbc);
                    long cpu = EffectCostBench.cpuNanos();
                    ours[round] = TARGETS / roundOf(node, round);
                    System.out.println(String.format(
                            Locale.ROOT,
                            "CPU a target: this node %.0f ms, its database %.0f ms; all else is the machine that is raised",
                            (EffectCostBench.cpuNanos() - cpu) / 1e6 / TARGETS,
                            DurablePostgres.usage(jdbc)
                                            .since(before)
                                            .databaseCpu()
                                            .toNanos()
                                    / 1e6
                                    / TARGETS));
                    theirs[round] = ansible ? TARGETS / playbook() : Double.NaN;
                    System.out.println(String.format(
                            Locale.ROOT,
                            "round %d: %.1f targets/s, ansible-playbook %.1f targets/s, ratio %.1f",
                            round,
                            ours[round],
                            theirs[round],
                            ours[round] / theirs[round]));
                }
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "Targets per second, median of rounds with connections kept: %.1f; ansible-playbook %s; ratio %s, aim 5",
                median(ours),
                ansible ? String.format(Locale.ROOT, "%.1f", median(theirs)) : "is not installed",
                ansible ? String.format(Locale.ROOT, "%.1f", median(ours) / median(theirs)) : "-"));
    }

    private static double median(double[] rounds) {
        double[] kept = java.util.Arrays.copyOfRange(rounds, 1, rounds.length);
        java.util.Arrays.sort(kept);
        return kept[kept.length / 2];
    }

    private static double roundOf(ConfigurableApplicationContext node, int round) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        node.getBean(Parts.Done.class).last = room::release;
        RuntimeService runtime = node.getBean(RuntimeService.class);
        long begin = System.nanoTime();
        for (int number = round * TARGETS + 1; number <= (round + 1) * TARGETS; number++) {
            room.acquire();
            Map<String, Object> variables = new HashMap<>(Map.of("unitId", ProvenUnits.unit(number)));
            runtime.startProcessInstanceByKey(MODEL, ProvenUnits.key(number), variables);
        }
        // Without asking the engine, which has other work, until all have come to their last step.
        room.acquire(AT_ONCE);
        while (runtime.createProcessInstanceQuery().count() > 0) {
            Thread.sleep(20);
        }
        return seconds(begin);
    }

    private static double seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    }

    private static void deploy(ConfigurableApplicationContext node) {
        var end = Bpmn.createExecutableProcess(MODEL)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("a-quiesce")
                .camundaExternalTask("a-quiesce")
                .camundaAsyncAfter()
                .serviceTask("b-apply")
                .camundaExternalTask("b-apply")
                .camundaAsyncAfter()
                .serviceTask("c-resume")
                .camundaExternalTask("c-resume")
                .camundaAsyncAfter();
        node.getBean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(MODEL + ".bpmn", end.endEvent().done())
                .deploy();
    }

    private static ConfigurableApplicationContext node(String url) {
        return new SpringApplicationBuilder(EngineTest.Engine.class, Parts.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--liftlock.database.url=" + url,
                        "--liftlock.models.deploy=false",
                        "--liftlock.data=" + directory,
                        "--spring.main.register-shutdown-hook=false");
    }

    // ---- the other side

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static void inventory(TestSshd sshd) throws IOException {
        Path key = directory.resolve("key");
        Files.writeString(key, sshd.privateKey());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("known_hosts"), "[127.0.0.1]:" + sshd.port() + " " + sshd.hostKey() + "\n");
        StringBuilder hosts = new StringBuilder();
        IntStream.rangeClosed(1, TARGETS)
                .forEach(number -> hosts.append("t%d ansible_host=127.0.0.1 ansible_control_path=%s/t%d.s\n"
                        .formatted(number, directory, number)));
        Files.writeString(
                directory.resolve("hosts"), hosts + """
                [all:vars]
                ansible_port=%d
                ansible_user=%s
                ansible_ssh_private_key_file=%s
                ansible_python_interpreter=/usr/bin/python3
                """.formatted(sshd.port(), System.getProperty("user.name"), key));
        Files.writeString(directory.resolve("ansible.cfg"), """
                [defaults]
                forks = 20
                [ssh_connection]
                pipelining = True
                ssh_args = -o ControlMaster=auto -o ControlPersist=600s -o UserKnownHostsFile=%s
                """.formatted(directory.resolve("known_hosts")));
        Files.writeString(directory.resolve("play.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - command: "true"
                    - command: "true"
                    - command: "true"
                """);
    }

    private static double playbook() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        ProcessBuilder play = new ProcessBuilder("ansible-playbook", "-i", "hosts", "play.yml")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("play.log").toFile());
        play.environment()
                .put("ANSIBLE_CONFIG", directory.resolve("ansible.cfg").toString());
        Process playing = play.start();
        if (!playing.waitFor(10, TimeUnit.MINUTES) || playing.exitValue() != 0) {
            throw new IllegalStateException("ansible-playbook: " + Files.readString(directory.resolve("play.log")));
        }
        return seconds(begin);
    }

    private record NoOp(String topic, Parts.Done done) implements StepHandler {

        @Override
        public StepWork prepare(Step step) {
            EffectKind kind = STEPS.get(topic);
            int target = (Integer.parseInt(step.upgradeKey().substring(9)) - 1) % TARGETS + 1;
            return new StepWork.Effects(
                    kind,
                    List.of(new StepWork.Order(
                            TargetId.parse("t" + target + ".example.com"),
                            List.of(Command.of("true")),
                            kind.needsProof()
                                    ? Optional.of(new StepWork.Proof(
                                            "proof-" + step.upgradeKey(), step.unit(), step.upgradeKey(), 1))
                                    : Optional.empty())));
        }

        @Override
        public StepAnswer conclude(Step step, List<EffectResult> results) {
            if (results.stream().anyMatch(result -> !(result.outcome() instanceof EffectOutcome.Succeeded))) {
                throw new IllegalStateException(topic + ": " + results);
            }
            if (done != null) {
                done.effects.release(step.unit());
                done.last.run();
            }
            return StepAnswer.succeeded("Done");
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = "org.liftlock.record",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org.liftlock.record.ChainedJournal"))
    @ComponentScan({"org.liftlock.launcher", "org.liftlock.channel"})
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

        private static TestSshd sshd;

        /** Called when a target has come to its last step. */
        static final class Done {
            private final EffectJournal effects;
            private volatile Runnable last = () -> {};

            Done(EffectJournal effects) {
                this.effects = effects;
            }
        }

        @Bean
        Done done(EffectJournal effects) {
            return new Done(effects);
        }

        @Bean
        SecretStore secrets() {
            return sshd.secrets(Map.of());
        }

        @Bean
        AccessBook accessBook() {
            return target -> Optional.of(sshd.access(target.host(), directory.resolve(target.host())));
        }

        @Bean
        LaunchGate gate() {
            return (upgradeKey, unitId, kind) -> new LaunchGate.Answer.Open();
        }

        @Bean
        StepHandler quiesce() {
            return new NoOp("a-quiesce", null);
        }

        @Bean
        StepHandler apply() {
            return new NoOp("b-apply", null);
        }

        @Bean
        StepHandler resume(Done done) {
            return new NoOp("c-resume", done);
        }
    }
}
