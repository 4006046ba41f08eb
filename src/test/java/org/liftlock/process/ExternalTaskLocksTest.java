package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class ExternalTaskLocksTest {

    private static final Duration LOCK = Duration.ofMinutes(10);
    private static final String NODE = "node-a/1";

    @Autowired
    ExternalTaskLocks locks;

    @Autowired
    ExternalTaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    DomainTime time;

    @Autowired
    Clock clock;

    @BeforeEach
    void twoLockedTasks() {
        runtime.createProcessInstanceQuery().list().forEach(left -> runtime.deleteProcessInstance(left.getId(), ""));
        if (repository.createProcessDefinitionQuery().count() == 0) {
            repository
                    .createDeployment()
                    .addModelInstance(
                            "backing-up.bpmn",
                            Bpmn.createExecutableProcess("backing-up")
                                    .startEvent()
                                    .serviceTask("back-up")
                                    .camundaExternalTask("back-up")
                                    .endEvent()
                                    .done())
                    .deploy();
        }
        runtime.startProcessInstanceByKey("backing-up");
        runtime.startProcessInstanceByKey("backing-up");
    }

    @Test
    void allLocksOfAWorkerAreExtendedTogether() {
        // given
        List<String> held = fetch();
        time.shiftBy(Duration.ofMinutes(9));

        // when
        int extended = locks.extend(held, NODE, LOCK);
        time.shiftBy(Duration.ofMinutes(9));

        // then
        assertThat(extended).isEqualTo(2);
        assertThat(tasks.createExternalTaskQuery().locked().count()).isEqualTo(2);
    }

    @Test
    void aLockThatHasPassedToAnotherWorkerIsNotTouched() {
        List<String> held = fetch();

        assertThat(locks.extend(held, "node-b/1", LOCK)).isZero();
    }

    @Test
    void aLockThatHasExpiredIsNotRevived() {
        List<String> held = fetch();
        time.shiftBy(Duration.ofMinutes(11));

        assertThat(locks.extend(held, NODE, LOCK)).isZero();
    }

    @Test
    void aTaskThatWaitsAfterAFaultAndIsNotHeldKeepsItsPause() {
        // given
        List<String> held = fetch();
        tasks.handleFailure(held.get(0), NODE, "database was away", 3, 1000);

        // when
        locks.extend(held.subList(1, 2), NODE, LOCK);
        time.shiftBy(Duration.ofSeconds(2));

        // then
        assertThat(fetch()).containsExactly(held.get(0));
    }

    private List<String> fetch() {
        return tasks.fetchAndLock(9, NODE).topic("back-up", LOCK.toMillis()).execute().stream()
                .map(LockedExternalTask::getId)
                .toList();
    }
}
