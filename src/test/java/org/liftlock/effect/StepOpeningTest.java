package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
@Import({StepJournal.class, EngineTasks.class})
class StepOpeningTest {

    private static final String KEY = "UPG-2026-0001";
    private static final String TOPIC = "back-up";
    private static final String NODE = "node-a/1";

    @Autowired
    StepJournal steps;

    @Autowired
    EngineTasks engine;

    @Autowired
    ExternalTaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private StepOpening opening;

    @BeforeEach
    void anUpgradeAndAModelOfOneStep() {
        for (String table : List.of(
                "step", "proof_item", "proof", "verification", "backup", "unit_item", "unit_of_change", "upgrade")) {
            jdbc.sql("delete from " + table).update();
        }
        Proofs.upgradeWithProvenUnit(jdbc, KEY, KEY + ".u1");
        if (repository.createProcessDefinitionQuery().count() == 0) {
            repository
                    .createDeployment()
                    .addModelInstance(
                            "one-step.bpmn",
                            Bpmn.createExecutableProcess("one-step")
                                    .startEvent()
                                    .serviceTask(TOPIC)
                                    .camundaExternalTask(TOPIC)
                                    .camundaAsyncAfter()
                                    .endEvent()
                                    .done())
                    .deploy();
        }
        runtime.createProcessInstanceQuery()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "left"));
        opening = opening(steps);
    }

    private StepOpening opening(StepJournal journal) {
        return new StepOpening(engine, journal, new StepHandlers(List.of(new BackUp())), transaction);
    }

    @Test
    void aTaskIsLockedWithItsStepOrNotAtAll() {
        // given
        runtime.startProcessInstanceByKey("one-step", KEY);

        // when: the node dies between the two
        StepJournal dying = new StepJournal(jdbc, Clock.systemUTC(), new ObjectMapper()) {
            @Override
            Row open(LockedExternalTask task, String node) {
                throw new Error("killed");
            }
        };
        assertThatThrownBy(() -> opening(dying).fetch(NODE, 5)).hasMessage("killed");

        // then: another one need not wait for anything
        assertThat(opening.fetch("node-b/1", 5))
                .singleElement()
                .satisfies(step -> assertThat(step.node()).isEqualTo("node-b/1"));
    }

    @Test
    void aTaskThatCannotBeOpenedHoldsUpNoOther() {
        // given: one belongs to no upgrade
        runtime.startProcessInstanceByKey("one-step", "UPG-2026-9999");
        runtime.startProcessInstanceByKey("one-step", KEY);

        // when
        List<StepJournal.Row> opened = opening.fetch(NODE, 5);

        // then: people hear of it when it has failed often enough
        assertThat(opened)
                .singleElement()
                .satisfies(step -> assertThat(step.upgradeKey()).isEqualTo(KEY));
        assertThat(tasks.createExternalTaskQuery().list())
                .filteredOn(task -> task.getErrorMessage() != null)
                .extracting(ExternalTask::getRetries)
                .containsExactly(4);
    }

    private static final class BackUp implements StepHandler {

        @Override
        public StepWork prepare(Step step) {
            return new StepWork.Known(StepAnswer.succeeded("Nothing to do"));
        }
    }
}
