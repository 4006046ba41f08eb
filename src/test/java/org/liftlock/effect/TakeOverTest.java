package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
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
class TakeOverTest {

    private static final String KEY = "UPG-2026-0001";
    private static final String TOPIC = "back-up";

    @Autowired
    StepJournal steps;

    @Autowired
    EngineTasks engine;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private NodeLease first;
    private NodeLease second;
    private TakeOver takeOver;

    @BeforeEach
    void twoNodesAndAStepToTake() {
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
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .serviceTask(TOPIC)
                                    .name("Back up")
                                    .camundaExternalTask(TOPIC)
                                    .camundaAsyncAfter()
                                    .endEvent()
                                    .done())
                    .deploy();
        }
        runtime.createProcessInstanceQuery()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "left"));
        runtime.startProcessInstanceByKey("one-step", KEY, Map.of("unitId", KEY + ".u1"));
        first = node("node-1");
        second = node("node-2");
        takeOver = new TakeOver(second, steps, engine, transaction);
    }

    @Test
    void aNodeThatGivesSignsOfLifeKeepsItsSteps() {
        LockedExternalTask task = fetch(first);
        steps.open(task, first.worker());

        assertThat(takeOver.steps()).isEmpty();
    }

    @Test
    void theStepsOfANodeThatIsSilentAreTakenOverWithTheirLocks() {
        // given
        LockedExternalTask task = fetch(first);
        steps.open(task, first.worker());

        // when
        isSilent("node-1");
        List<TakeOver.Inherited> inherited = takeOver.steps();

        // then
        assertThat(inherited)
                .singleElement()
                .satisfies(one -> assertThat(one.from()).isEqualTo(first.worker()));
        assertThat(steps.undeliveredOf(second.worker())).hasSize(1);
        assertThatCode(() -> engine.extend(task.getId(), second.worker())).doesNotThrowAnyException();
    }

    @Test
    void aNodeThatStartsAnewTakesUpItsOwnStepsAtOnce() {
        // given
        steps.open(fetch(first), first.worker());

        // when
        NodeLease again = node("node-1");

        // then
        assertThat(new TakeOver(again, steps, engine, transaction).steps()).hasSize(1);
    }

    @Test
    void theStepsOfANodeThatStopsInOrderAreTakenOverAtOnce() {
        // given
        steps.open(fetch(first), first.worker());

        // when
        first.end();

        // then
        assertThat(takeOver.steps()).hasSize(1);
    }

    @Test
    void aStepThatCameWithACommitWhoseReplyWasLostIsFoundByItsOwnNode() {
        // given
        LockedExternalTask task = fetch(second);
        StepJournal.Row step = steps.open(task, second.worker());

        // when, then
        assertThat(takeOver.unknownToTheirOwner()).containsExactly(step);
    }

    @Test
    void aStepThatWaitsForAnotherTryAfterAFaultIsLeftToWait() {
        // given
        LockedExternalTask task = fetch(second);
        steps.open(task, second.worker());
        engine.fault(task.getId(), second.worker(), new IllegalStateException("the disk is full"));

        // when, then
        assertThat(takeOver.unknownToTheirOwner()).isEmpty();
    }

    @Test
    void aTaskThatANodeLockedAndDidNotLiveToOpenIsFree() {
        // given
        fetch(first);

        // when
        takeOver.freeUnopened();
        List<LockedExternalTask> early = engine.fetch(second.worker(), Set.of(TOPIC), 1);
        isSilent("node-1");
        takeOver.freeUnopened();

        // then
        assertThat(early).isEmpty();
        assertThat(engine.fetch(second.worker(), Set.of(TOPIC), 1)).hasSize(1);
    }

    @Test
    void theLockOfAStrangersWorkerIsLeftAlone() {
        // given
        engine.fetch("billing-agent/7", Set.of(TOPIC), 1);

        // when
        takeOver.freeUnopened();

        // then
        assertThat(engine.fetch(second.worker(), Set.of(TOPIC), 1)).isEmpty();
    }

    private NodeLease node(String name) {
        NodeLease lease = new NodeLease(jdbc, transaction, name, "8080", 20);
        lease.begin();
        return lease;
    }

    private LockedExternalTask fetch(NodeLease node) {
        return engine.fetch(node.worker(), Set.of(TOPIC), 1).get(0);
    }

    private void isSilent(String node) {
        jdbc.sql("update node_lease set seen_at = current_timestamp - interval '21' second where node = ?")
                .param(node)
                .update();
    }
}
