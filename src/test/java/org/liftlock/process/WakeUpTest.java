package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class WakeUpTest {

    @Autowired
    WakeUp wakeUp;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ExternalTaskService externalTasks;

    @Test
    void aListenerIsCalledAfterTheCommitOfANewExternalTask() throws InterruptedException {
        repository
                .createDeployment()
                .addModelInstance(
                        "back-up.bpmn",
                        Bpmn.createExecutableProcess("backing-up")
                                .startEvent()
                                .serviceTask("back-up")
                                .camundaExternalTask("back-up")
                                .endEvent()
                                .done())
                .deploy();
        CountDownLatch called = new CountDownLatch(1);
        AtomicReference<Long> seen = new AtomicReference<>();
        wakeUp.addListener(own -> {
            seen.compareAndSet(
                    null, externalTasks.createExternalTaskQuery().notLocked().count());
            called.countDown();
        });

        runtime.startProcessInstanceByKey("backing-up");

        assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasValue(1L);
    }
}
