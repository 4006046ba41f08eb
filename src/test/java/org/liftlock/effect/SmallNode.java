package org.liftlock.effect;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.liftlock.EngineTest;
import org.liftlock.process.TestJvm;
import org.liftlock.record.Journal;
import org.liftlock.record.SilentJournal;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A node with the engine, the effect protocol and one step; as a program of its own it commits a task on each line it reads. */
final class SmallNode {

    static final String KEY = "UPG-2026-0001";
    private static final String MODEL = "one-step";

    private SmallNode() {}

    static ConfigurableApplicationContext start(String url, String... settings) {
        SpringApplicationBuilder node =
                new SpringApplicationBuilder(EngineTest.Engine.class, Parts.class).web(WebApplicationType.NONE);
        String[] arguments = new String[settings.length + 3];
        arguments[0] = "--liftlock.database.url=" + url;
        arguments[1] = "--liftlock.models.deploy=false";
        arguments[2] = "--spring.main.register-shutdown-hook=false";
        System.arraycopy(settings, 0, arguments, 3, settings.length);
        return node.run(arguments);
    }

    /** A node whose worker is off. */
    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext node = start(arguments[0], "--liftlock.worker.enabled=false")) {
            node.getBean(RepositoryService.class)
                    .createDeployment()
                    .addModelInstance(
                            MODEL + ".bpmn",
                            Bpmn.createExecutableProcess(MODEL)
                                    .startEvent()
                                    .serviceTask("note-start")
                                    .camundaExternalTask("note-start")
                                    .camundaAsyncAfter()
                                    .endEvent()
                                    .done())
                    .deploy();
            TestJvm.say("ready");
            new java.util.Scanner(System.in).forEachRemaining(word -> {
                node.getBean(RuntimeService.class).startProcessInstanceByKey(MODEL, KEY);
                TestJvm.say("committed " + node.getBean(Clock.class).instant());
            });
        }
    }

    /** Notes when its step starts. */
    static final class NoteStart implements StepHandler {

        final BlockingQueue<Instant> started = new LinkedBlockingQueue<>();
        private final Clock clock;

        NoteStart(Clock clock) {
            this.clock = clock;
        }

        @Override
        public StepWork prepare(Step step) {
            started.add(clock.instant());
            return new StepWork.Known(StepAnswer.succeeded("Noted"));
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
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
        Watch.class,
        StepsInHand.class,
        StepHandlers.class,
        StepOpening.class,
        RunOrders.class,
        NodeLease.class,
        TakeOver.class,
        NoKillPoints.class,
        Worker.class
    })
    static class Parts {

        @Bean
        NoteStart noteStart(Clock clock) {
            return new NoteStart(clock);
        }

        @Bean
        FakeTarget target() {
            return new FakeTarget();
        }

        @Bean
        LaunchGate gate() {
            return (upgradeKey, unitId, kind) -> new LaunchGate.Answer.Open();
        }

        @Bean
        Journal journal() {
            return new SilentJournal();
        }
    }
}
