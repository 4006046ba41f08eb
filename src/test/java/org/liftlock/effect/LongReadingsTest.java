package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A node with one thread for steps and one for readings. */
@EngineTest
@Import({SmallNode.Parts.class, LongReadingsTest.Reading.class})
@TestPropertySource(properties = {"liftlock.worker.threads=1", "liftlock.worker.readings=1"})
@DirtiesContext
class LongReadingsTest {

    private static final int READINGS = 3;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SmallNode.NoteStart noteStart;

    @Autowired
    RestoreOnTrial restoreOnTrial;

    @TestConfiguration(proxyBeanMethods = false)
    static class Reading {

        @Bean
        RestoreOnTrial restoreOnTrial() {
            return new RestoreOnTrial();
        }
    }

    /** Reads until it is let go. */
    static final class RestoreOnTrial implements StepHandler {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public StepWork prepare(Step step) {
            return new StepWork.Reading(() -> {
                begun.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                return StepAnswer.succeeded("Restored");
            });
        }

        @Override
        public boolean readsForLong() {
            return true;
        }
    }

    @BeforeEach
    void twoModels() {
        Proofs.upgradeWithProvenUnit(jdbc, SmallNode.KEY, SmallNode.KEY + ".u1");
        deploy("restore-on-trial");
        deploy("note-start");
    }

    private void deploy(String topic) {
        repository
                .createDeployment()
                .addModelInstance(
                        topic + ".bpmn",
                        Bpmn.createExecutableProcess("one-" + topic)
                                .startEvent()
                                .serviceTask(topic)
                                .camundaExternalTask(topic)
                                .camundaAsyncAfter()
                                .endEvent()
                                .done())
                .deploy();
    }

    @AfterEach
    void letGo() {
        restoreOnTrial.goOn.countDown();
    }

    @Test
    void moreReadingsThanThereAreThreadsHoldUpNoOtherStep() throws InterruptedException {
        // given
        for (int reading = 0; reading < READINGS; reading++) {
            runtime.startProcessInstanceByKey("one-restore-on-trial", SmallNode.KEY);
        }
        assertThat(restoreOnTrial.begun.await(20, TimeUnit.SECONDS)).isTrue();

        // when
        runtime.startProcessInstanceByKey("one-note-start", SmallNode.KEY);

        // then
        assertThat(noteStart.started.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
}
