package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.liftlock.effect.EffectProtocolTest.Parts;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.liftlock.process.DomainTime;
import org.liftlock.record.SilentJournal;
import org.liftlock.security.SecretUse;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
@Import({
    Parts.class,
    NoKillPoints.class,
    EffectJournal.class,
    StepJournal.class,
    EngineTasks.class,
    Launching.class,
    Following.class,
    BootWatch.class,
    StepPlanning.class,
    StepRunner.class,
    Answering.class,
    StepHandlers.class,
    RunOrders.class,
    Effects.class,
    Stopping.class,
    NoKillPoints.class
})
class EffectProtocolTest {

    private static final String KEY = "UPG-2026-0001";
    private static final String UNIT = KEY + ".u1";
    private static final TargetId TARGET = TargetId.parse("localhost/order-production");
    private static final String NODE = "node-a/1";

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    FakeTarget target;

    @Autowired
    Gate gate;

    @Autowired
    ApplyOrders handler;

    @Autowired
    StepRunner runner;

    @Autowired
    StepJournal steps;

    @Autowired
    BootWatch boots;

    @Autowired
    Launching launching;

    @Autowired
    Told journal;

    @Autowired
    KillPoints killPoints;

    @Autowired
    EffectJournal effects;

    @Autowired
    Effects orders;

    @Autowired
    EngineTasks engine;

    @Autowired
    ExternalTaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DomainTime time;

    @Autowired
    Clock clock;

    @BeforeEach
    void anUpgradeWithAProvenBackup() {
        target.clear();
        gate.answer = new LaunchGate.Answer.Open();
        handler.kind = EffectKind.APPLY;
        handler.reading = Optional.empty();
        handler.orders = List.of();
        handler.concluding = () -> {};
        journal.told.clear();
        jdbc.sql("update effect set undoes = null").update();
        for (String table : List.of(
                "closed_by_hand",
                "effect",
                "step",
                "target_claim",
                "target",
                "proof_item",
                "proof",
                "verification",
                "backup",
                "unit_item",
                "unit_of_change",
                "upgrade")) {
            jdbc.sql("delete from " + table).update();
        }
        Proofs.upgradeWithProvenUnit(jdbc, KEY, UNIT);
        if (repository.createProcessDefinitionQuery().count() == 0) {
            repository
                    .createDeployment()
                    .addModelInstance(
                            "one-step.bpmn",
                            Bpmn.createExecutableProcess("one-step")
                                    .camundaHistoryTimeToLiveString("P1D")
                                    .startEvent()
                                    .serviceTask("apply-orders")
                                    .name("Apply orders")
                                    .camundaExternalTask("apply-orders")
                                    .camundaAsyncAfter()
                                    .endEvent()
                                    .done())
                    .deploy();
        }
        runtime.createProcessInstanceQuery()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "left"));
        history.createHistoricProcessInstanceQuery()
                .list()
                .forEach(old -> history.deleteHistoricProcessInstance(old.getId()));
    }

    @Test
    void aCommandIsLaunchedOnceAndItsOutcomeIsDelivered() {
        // given
        String step = openStep();

        // when
        Optional<Waiting> running = advance(step, NODE);
        target.end(new RunState.Succeeded());
        Optional<Waiting> ended = advance(step, NODE);

        // then
        assertThat(running).isPresent();
        assertThat(ended).isEmpty();
        assertThat(target.begun).containsExactly("release use 2.0");
        assertThat(outcome()).isEqualTo("SUCCEEDED");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void theSecretsOfAnEffectAreUsedForItHoweverOftenItIsLaunched() {
        // given
        String step = openStep();
        target.loseOrders = true;
        advance(step, NODE);
        target.loseOrders = false;

        // when
        advance(step, NODE);

        // then
        String effect = effects.ofStep(step).get(0).effectId();
        assertThat(target.uses).hasSize(2);
        assertThat(Set.copyOf(target.uses))
                .containsExactly(SecretUse.ofUpgrade(KEY, "worker", "effect " + effect + " (apply) on " + TARGET));
    }

    @Test
    void theSecretsOfAReadingAreUsedForItsStep() {
        // given
        String step = openStep();
        List<SecretUse> uses = new ArrayList<>();
        handler.reading = Optional.of(() -> {
            uses.add(SecretUse.current());
            return StepAnswer.succeeded("3 versions read");
        });

        // when
        advance(step, NODE);

        // then
        assertThat(uses).containsExactly(SecretUse.ofUpgrade(KEY, "worker", "step " + step + " (Apply orders)"));
    }

    @Test
    void anAnswerThatTheEngineDoesNotTakeIsKeptAndDeliveredLater() {
        // given
        String step = openStep();
        String task = steps.find(step).orElseThrow().externalTask();
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        engine.relock(task, "somebody");

        // when
        assertThatThrownBy(() -> advance(step, NODE)).isInstanceOf(RuntimeException.class);
        boolean kept = steps.find(step).orElseThrow().settled();
        String outcome = outcome();
        engine.relock(task, NODE);
        advance(step, NODE);

        // then
        assertThat(kept).isTrue();
        assertThat(outcome).isEqualTo("SUCCEEDED");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void anotherNodeReattachesToTheRunningCommandAndStartsNothingAgain() {
        // given
        String step = openStep();
        advance(step, NODE);

        // when: the node is gone, another one adopts the step
        assertThat(steps.adopt(step, NODE, "node-b/1")).isTrue();
        engine.relock(steps.find(step).orElseThrow().externalTask(), "node-b/1");
        advance(step, "node-b/1");
        target.end(new RunState.Succeeded());
        advance(step, "node-b/1");

        // then
        assertThat(target.begun).hasSize(1);
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatTheNodeBeforeHasPlannedMeanwhileIsGoneOnWith() {
        // given: it stood still over its plan, and comes to it while the next node prepares the same step
        String step = openStep();
        handler.meanwhile = () -> advance(step, NODE);

        // when
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        advance(step, NODE);

        // then
        assertThat(target.begun).containsExactly("release use 2.0");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void nothingIsPlannedForAStepThatAnotherNodeHasTakenOverMeanwhile() {
        // given
        String step = openStep();
        handler.meanwhile = () -> steps.adopt(step, NODE, "node-b/1");

        // when
        assertThatThrownBy(() -> advance(step, NODE)).hasMessageContaining("is not this node's any more");

        // then
        assertThat(effects.ofStep(step)).isEmpty();
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void aNodeThatWakesUpAfterItsStepWasTakenOverDoesNothing() {
        // given: another node has adopted the step before anything was planned
        String step = openStep();
        steps.adopt(step, NODE, "node-b/1");
        engine.relock(steps.find(step).orElseThrow().externalTask(), "node-b/1");

        // when
        Optional<Waiting> again = advance(step, NODE);

        // then
        assertThat(again).isEmpty();
        assertThat(target.begun).isEmpty();
        assertThat(effects.ofStep(step)).isEmpty();
    }

    @Test
    void aTargetThatHasForgottenARunItKnewIsNotTrustedToHaveNeverStartedIt() {
        // given
        String step = openStep();
        advance(step, NODE);
        advance(step, NODE);
        target.runs.clear();

        // when
        advance(step, NODE);
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);

        // then
        assertThat(target.begun).hasSize(1);
        assertThat(outcome()).isEqualTo("UNKNOWN");
    }

    @Test
    void aTargetThatForgetsARunAsSoonAsItHasAcknowledgedItIsNotTrustedEither() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.runs.clear();

        // when
        advance(step, NODE);
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);

        // then
        assertThat(target.begun).hasSize(1);
        assertThat(outcome()).isEqualTo("UNKNOWN");
        assertThat(onlyEffect().seen()).isTrue();
    }

    @Test
    void whatWentWellIsWrittenInOneCommitWithItsAnswer() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        List<Boolean> settledBefore = new ArrayList<>();
        handler.concluding = () -> settledBefore.add(onlyEffect().settled());

        // when
        advance(step, NODE);

        // then
        assertThat(settledBefore).containsExactly(false);
        assertThat(onlyEffect().seen()).isTrue();
        assertThat(onlyEffect().log()).isPresent();
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void whatFailedIsCommittedBeforeAnythingIsConcludedFromIt() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Failed(0, 1));
        List<Boolean> settledBefore = new ArrayList<>();
        handler.concluding = () -> settledBefore.add(onlyEffect().settled());

        // when
        advance(step, NODE);

        // then
        assertThat(settledBefore).containsExactly(true);
        assertThat(deliveredOutcome()).isEqualTo("FAILED");
    }

    @Test
    void aStopBetweenAnEndAndItsCommitIsToldTheEndOnce() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        List<List<String>> unsure = new ArrayList<>();
        handler.concluding = () -> unsure.add(orders.stop(KEY, UNIT, List.of(TARGET)));

        // when
        advance(step, NODE);

        // then
        assertThat(unsure.get(0)).isEmpty();
        assertThat(outcome()).isEqualTo("SUCCEEDED");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
        assertThat(journal.told)
                .filteredOn(told -> told.contains("step-settled"))
                .hasSize(1);
    }

    @Test
    void whatTheJournalWasToldMeanwhileIsWhatIsAnswered() {
        // given: a node that stood still and held the step before has told it
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        handler.concluding = () -> effects.settle(
                onlyEffect(), new EffectOutcome.Unknown(RunState.Doubt.NO_ANSWER, "silent"), Optional.empty());

        // when
        advance(step, NODE);

        // then
        assertThat(outcome()).isEqualTo("UNKNOWN");
        assertThat(deliveredOutcome()).isEqualTo("UNKNOWN");
    }

    @Test
    void anOutcomeOutlivesAConclusionThatBreaksOff() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        handler.concluding = () -> {
            throw new IllegalStateException("the receipt cannot be read just now");
        };

        // when
        assertThatThrownBy(() -> advance(step, NODE)).hasMessageContaining("just now");
        String outcome = outcome();
        handler.concluding = () -> {};
        advance(step, NODE);

        // then
        assertThat(outcome).isEqualTo("SUCCEEDED");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aConfirmedStopFreesATargetThatAnUnknownOutcomeHeld() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.reachable = false;
        advance(step, NODE);
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);
        target.reachable = true;

        // when
        orders.stop(KEY, UNIT, List.of(TARGET));

        // then
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void anOrderThatNeverArrivedIsSentAgainUnderTheSameKeyAndAFreshToken() {
        // given: the node wrote STARTED, then the line was cut
        String step = openStep();
        target.loseOrders = true;
        advance(step, NODE);
        long first = onlyEffect().token();

        // when
        target.loseOrders = false;
        advance(step, NODE);

        // then
        assertThat(target.begun).hasSize(1);
        assertThat(onlyEffect().token()).isGreaterThan(first);
        assertThat(onlyEffect().runKey().value()).startsWith(KEY);
    }

    @Test
    void anOrderThatIsNeverHeardEndsWithAPerson() {
        // given
        String step = openStep();
        target.loseOrders = true;

        // when
        Optional<Waiting> again = Optional.of(Waiting.of(Duration.ZERO));
        for (int tries = 0; again.isPresent() && tries < 20; tries++) {
            again = advance(step, NODE);
        }

        // then
        assertThat(again).isEmpty();
        assertThat(outcome()).isEqualTo("NEVER_STARTED");
        assertThat(deliveredOutcome()).isEqualTo("REFUSED");
        assertThat(target.begun).isEmpty();
    }

    @Test
    void nothingIsLaunchedThroughAClosedGate() {
        // given
        gate.answer = new LaunchGate.Answer.Closed("R31: no window is open");
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).isEmpty();
        assertThat(outcome()).isEqualTo("REFUSED");
        assertThat(deliveredOutcome()).isEqualTo("REFUSED");
    }

    @Test
    void aProtectiveStepPassesAClosedGate() {
        // given
        gate.answer = new LaunchGate.Answer.Closed("R31: no window is open");
        handler.kind = EffectKind.ROLL_BACK;
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).hasSize(1);
    }

    @Test
    void aTargetThatDoesNotAnswerIsAskedAboutOnlyAfterAWhileAndThenHeldUntilItIsDecided() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.reachable = false;

        // when
        advance(step, NODE);
        boolean early = onlyEffect().settled();
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);

        // then
        assertThat(early).isFalse();
        assertThat(outcome()).isEqualTo("UNKNOWN");
        assertThat(effects.activeOn(TARGET)).isPresent();
        orders.decided(UNIT);
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void whoIsAskedIsToldSinceWhenTheTargetIsSilentAndThatItHadKnownTheRun() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.reachable = false;

        // when
        Instant silent = clock.instant();
        advance(step, NODE);
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);

        // then
        assertThat(orders.unknown(UNIT)).singleElement().satisfies(unknown -> {
            assertThat(unknown.doubt()).isEqualTo(RunState.Doubt.NO_ANSWER);
            assertThat(unknown.seen()).isTrue();
            assertThat(unknown.silentSince().orElseThrow()).isCloseTo(silent, within(20, ChronoUnit.SECONDS));
            assertThat(unknown.askedAt()).isAfter(silent.plus(Duration.ofMinutes(2)));
            assertThat(unknown.log()).as("nothing could be read").isEmpty();
        });
    }

    @Test
    void aTargetThatAnswersAgainIsGivenAllItsTimeAgain() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.reachable = false;
        Waiting waiting = advance(step, NODE).orElseThrow();
        time.shiftBy(Duration.ofMinutes(1));

        // when
        target.reachable = true;
        advance(step, NODE);
        target.reachable = false;
        time.shiftBy(Duration.ofSeconds(90));
        advance(step, NODE);

        // then
        assertThat(waiting.isNews(Map.of(onlyEffect().runKey(), new RunState.Running(0))))
                .as("that it runs again is noted")
                .isTrue();
        assertThat(onlyEffect().settled()).isFalse();
    }

    @Test
    void aNodeThatTakesOverASilentStepDoesNotWaitFromTheBeginning() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.reachable = false;
        advance(step, NODE);

        // when: another node, which has never seen it silent
        time.shiftBy(Duration.ofMinutes(3));
        steps.adopt(step, NODE, "node-b/1");
        engine.relock(steps.find(step).orElseThrow().externalTask(), "node-b/1");
        Following other = new Following(
                effects, launching, target, boots, journal, transaction, killPoints, clock, Duration.ofMinutes(2));
        Optional<Following.Ending> ending = other.follow(
                        steps.find(step).orElseThrow(),
                        onlyEffect(),
                        Optional.of(new RunState.Unknown("the target does not answer")),
                        "node-b/1")
                .ending();

        // then
        assertThat(ending).map(Following.Ending::outcome).containsInstanceOf(EffectOutcome.Unknown.class);
    }

    @Test
    void aRebootIsToldFromSilence() {
        // given
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Unknown(RunState.Doubt.REBOOTED, "this machine was rebooted while command 1 ran"));

        // when
        advance(step, NODE);
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);

        // then
        assertThat(orders.unknown(UNIT)).singleElement().satisfies(unknown -> {
            assertThat(unknown.doubt()).isEqualTo(RunState.Doubt.REBOOTED);
            assertThat(unknown.log()).isPresent();
        });
    }

    @Test
    void aStopEndsWhatRunsAndALateLaunchIsRefusedByTheTarget() {
        // given
        String step = openStep();
        advance(step, NODE);

        // when
        List<String> unsure = orders.stop(KEY, UNIT, List.of(TARGET));

        // then
        assertThat(unsure).isEmpty();
        assertThat(outcome()).isEqualTo("STOPPED");
        assertThat(target.highestToken).isGreaterThan(1);
        assertThat(target.runs.values()).containsOnly(new RunState.Stopped());
    }

    @Test
    void aStopAlsoFencesATargetOnWhichTheJournalShowsNothing() {
        // when
        List<String> unsure = orders.stop(KEY, UNIT, List.of(TARGET));

        // then
        assertThat(unsure).isEmpty();
        assertThat(target.highestToken).isPositive();
    }

    @Test
    void anInterruptedStepIsNotLaunched() {
        // given: the engine has left the step between fetching and launching
        String step = openStep();
        runtime.deleteProcessInstance(steps.find(step).orElseThrow().processInstance(), "stop ordered");

        // then
        assertThatThrownBy(() -> advance(step, NODE)).isInstanceOf(RuntimeException.class);
        assertThat(target.begun).isEmpty();
    }

    @Test
    void applyIsRefusedOnceTheProofIsSpent() {
        // given: users were let in again after the backup was proven
        jdbc.sql("update proof set spent_at = ?")
                .param(Timestamp.from(clock.instant()))
                .update();
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).isEmpty();
        assertThat(outcome()).isEqualTo("REFUSED");
    }

    @Test
    void aResumeSpendsTheProof() {
        // given
        handler.kind = EffectKind.RESUME;
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(effects.spent("proof-1")).isTrue();
    }

    @Test
    void theDatabaseItselfRefusesAnApplyWithoutAProof() {
        // given
        String step = openStep();
        handler.kind = EffectKind.ROLL_BACK;
        advance(step, NODE);

        // then
        assertThatThrownBy(() -> jdbc.sql("update effect set kind = 'APPLY', proof_id = null")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aBusyTargetRefusesASecondUnit() {
        // given
        effects.know(TARGET);
        Proofs.upgradeWithProvenUnit(jdbc, "UPG-2026-0002", "UPG-2026-0002.u1");
        effects.claim(TARGET, "UPG-2026-0002", "UPG-2026-0002.u1");
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).isEmpty();
        assertThat(steps.find(step).orElseThrow().answer().orElseThrow().summary())
                .contains("UPG-2026-0002");
    }

    @Test
    void aFetchLeavesItsTargetToWhoeverComesNext() {
        // given
        handler.kind = EffectKind.FETCH;
        String step = openStep();
        advance(step, NODE);

        // when
        target.end(new RunState.Succeeded());
        advance(step, NODE);

        // then
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
        assertThat(effects.heldByOther(TARGET, "UPG-2026-0002.u1")).isEmpty();
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void nothingIsFetchedToATargetThatAnotherUnitHolds() {
        // given
        effects.know(TARGET);
        Proofs.upgradeWithProvenUnit(jdbc, "UPG-2026-0002", "UPG-2026-0002.u1");
        effects.claim(TARGET, "UPG-2026-0002", "UPG-2026-0002.u1");
        handler.kind = EffectKind.FETCH;
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).isEmpty();
        assertThat(deliveredOutcome()).isEqualTo("REFUSED");
    }

    @Test
    void whoeverFindsATargetBeingFetchedToWaitsUntilThatIsOver() {
        // given
        handler.kind = EffectKind.FETCH;
        String fetching = openStep();
        advance(fetching, NODE);
        handler.kind = EffectKind.APPLY;
        String applying = openStep();

        // when
        Optional<Waiting> again = advance(applying, NODE);

        // then: neither refused nor begun
        assertThat(again).isPresent();
        assertThat(target.begun).hasSize(1);
        assertThat(steps.find(applying).orElseThrow().settled()).isFalse();

        // when
        target.end(new RunState.Succeeded());
        advance(fetching, NODE);
        advance(applying, NODE);

        // then
        assertThat(target.begun).hasSize(2);
    }

    @Test
    void aReadingThatTheModelStillWaitsForIsToldInTheRecord() {
        // given
        String step = openStep();
        handler.reading = Optional.of(() -> StepAnswer.succeeded("3 versions read"));

        // when
        advance(step, NODE);

        // then
        assertThat(journal.told).containsExactly("step-settled: Apply orders: 3 versions read");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aReadingThatEndsAfterItsTaskIsGoneIsSettledAndWritesNothingIntoTheRecord() {
        // given: while it reads the upgrade is cancelled, and its record may be sealed
        String step = openStep();
        handler.reading = Optional.of(() -> {
            runtime.createProcessInstanceQuery()
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "cancelled"));
            return StepAnswer.succeeded("3 versions read");
        });

        // when
        Optional<Waiting> waiting = advance(step, NODE);

        // then
        assertThat(waiting).isEmpty();
        assertThat(steps.find(step).orElseThrow().settled()).isTrue();
        assertThat(journal.told).isEmpty();
    }

    @Test
    void whatIsStillFetchedForAnInterruptedStepIsStopped() {
        // given
        handler.kind = EffectKind.FETCH;
        String step = openStep();
        advance(step, NODE);
        runtime.deleteProcessInstance(steps.find(step).orElseThrow().processInstance(), "the approval is void");

        // when
        Optional<Waiting> again = advance(step, NODE);

        // then
        assertThat(again).isEmpty();
        assertThat(outcome()).isEqualTo("STOPPED");
        assertThat(target.runs.values()).containsOnly(new RunState.Stopped());
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void whatWasNotYetFetchedForAnInterruptedStepIsNotBegun() {
        // given
        handler.kind = EffectKind.FETCH;
        String step = openStep();
        runtime.deleteProcessInstance(steps.find(step).orElseThrow().processInstance(), "cancelled");

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).isEmpty();
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void aFetchOfUnknownOutcomeHoldsNoTarget() {
        // given
        handler.kind = EffectKind.FETCH;
        String step = openStep();
        advance(step, NODE);
        target.reachable = false;
        advance(step, NODE);

        // when
        time.shiftBy(Duration.ofMinutes(3));
        advance(step, NODE);

        // then
        assertThat(deliveredOutcome()).isEqualTo("UNKNOWN");
        assertThat(effects.activeOn(TARGET)).isEmpty();
    }

    @Test
    void theOrdersOfATurnBeginWhenThoseOfTheTurnBeforeHaveSucceeded() {
        // given
        drainThenSilence();
        String step = openStep();
        advance(step, NODE);
        List<String> first = List.copyOf(target.begun);

        // when
        target.end(new RunState.Succeeded());
        Optional<Waiting> again = advance(step, NODE);
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        advance(step, NODE);

        // then
        assertThat(first).containsExactly("drain");
        assertThat(again).isPresent();
        assertThat(target.begun).containsExactly("drain", "silence");
        assertThat(deliveredOutcome()).isEqualTo("SUCCEEDED");
    }

    @Test
    void afterAFailureNoFurtherTurnBegins() {
        // given
        drainThenSilence();
        String step = openStep();
        advance(step, NODE);

        // when
        target.end(new RunState.Failed(0, 1));
        Optional<Waiting> ended = advance(step, NODE);

        // then
        assertThat(ended).isEmpty();
        assertThat(target.begun).containsExactly("drain");
        assertThat(deliveredOutcome()).isEqualTo("FAILED");
    }

    @Test
    void takingBackGoesOnAfterAFailure() {
        // given
        drainThenSilence();
        handler.kind = EffectKind.BRACKET_UNDO;
        String step = openStep();
        advance(step, NODE);

        // when
        target.end(new RunState.Failed(0, 1));
        advance(step, NODE);
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        advance(step, NODE);

        // then
        assertThat(target.begun).containsExactly("drain", "silence");
        assertThat(deliveredOutcome()).isEqualTo("FAILED");
    }

    @Test
    void aNodeThatTakesOverGoesOnWithTheTurnThatIsLeft() {
        // given
        drainThenSilence();
        String step = openStep();
        advance(step, NODE);
        handler.orders = List.of();

        // when: the next node finds the journal, and no handler that would say the same again
        steps.adopt(step, NODE, "node-b/1");
        engine.relock(steps.find(step).orElseThrow().externalTask(), "node-b/1");
        target.end(new RunState.Succeeded());
        advance(step, "node-b/1");
        advance(step, "node-b/1");

        // then
        assertThat(target.begun).containsExactly("drain", "silence");
    }

    @Test
    void noTurnBeginsForAStepThatTheModelHasLeft() {
        // given
        drainThenSilence();
        String step = openStep();
        advance(step, NODE);
        target.end(new RunState.Succeeded());
        runtime.deleteProcessInstance(steps.find(step).orElseThrow().processInstance(), "stop ordered");

        // when
        Optional<Waiting> ended = advance(step, NODE);

        // then
        assertThat(ended).isEmpty();
        assertThat(target.begun).containsExactly("drain");
    }

    @Test
    void aBracketWaitsWhileAnotherIsOpenedOnTheSameTarget() {
        // given
        drainThenSilence();
        String first = openStep();
        advance(first, NODE);
        String second = openStep();

        // when
        Optional<Waiting> waiting = advance(second, NODE);

        // then: neither refused nor begun
        assertThat(waiting).isPresent();
        assertThat(target.begun).containsExactly("drain");
    }

    @Test
    void aBracketIsNotOpenedOnATargetThatAnotherUpgradeChanges() {
        // given
        effects.know(TARGET);
        Proofs.upgradeWithProvenUnit(jdbc, "UPG-2026-0002", "UPG-2026-0002.u1");
        effects.claim(TARGET, "UPG-2026-0002", "UPG-2026-0002.u1");
        drainThenSilence();
        String step = openStep();

        // when
        advance(step, NODE);

        // then
        assertThat(target.begun).isEmpty();
        assertThat(summary(step)).contains("is being changed itself, by UPG-2026-0002");
    }

    @Test
    void whatWasOpenedIsKnownUntilItIsTakenBack() {
        // given
        drainThenSilence();
        String opening = openStep();
        advance(opening, NODE);
        List<String> underWay = opened();
        target.end(new RunState.Succeeded());
        advance(opening, NODE);
        advance(opening, NODE);
        target.end(new RunState.Succeeded());
        advance(opening, NODE);
        List<Effects.Opened> open = orders.opened(UNIT);

        // when
        handler.kind = EffectKind.BRACKET_UNDO;
        handler.orders = List.of(new StepWork.Order(TARGET, open.get(0).undo().commands(Map.of("id", "7")))
                .undoing(open.get(0).effectId()));
        String closing = openStep();
        advance(closing, NODE);
        List<String> whileClosing = opened();
        target.end(new RunState.Succeeded());
        advance(closing, NODE);

        // then
        assertThat(underWay).containsExactly("drain");
        assertThat(open).extracting(bracket -> bracket.undo().name()).containsExactly("silence", "drain");
        assertThat(target.begun).last().isEqualTo("unsilence 7");
        assertThat(whileClosing).containsExactly("silence", "drain");
        assertThat(opened()).containsExactly("drain");
    }

    @Test
    void whatNeverBeganIsNotOpen() {
        // given
        drainThenSilence();
        gate.answer = new LaunchGate.Answer.Closed("no window");
        String step = openStep();

        // when
        advance(step, NODE);
        advance(step, NODE);

        // then
        assertThat(opened()).isEmpty();
    }

    @Test
    void aStopEndsWhatTheUnitRunsOnTargetsThatAreNotItsOwn() {
        // given
        drainThenSilence();
        advance(openStep(), NODE);

        // when
        List<String> unsure = orders.stop(KEY, UNIT, List.of());

        // then
        assertThat(unsure).isEmpty();
        assertThat(outcome()).isEqualTo("STOPPED");
    }

    @Test
    void aTargetGetsOneOrderInATurn() {
        // then
        assertThatThrownBy(() ->
                        new StepWork.Effects(EffectKind.BRACKET_DO, List.of(opening("drain"), opening("silence"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one order in a turn");
    }

    private String openStep() {
        runtime.startProcessInstanceByKey("one-step", KEY, Map.of("unitId", UNIT));
        LockedExternalTask task = engine.fetch(NODE, Set.of("apply-orders"), 1).get(0);
        return steps.open(task, NODE).stepId();
    }

    /** As the worker does: first the targets are asked, then the step goes on. */
    private Optional<Waiting> advance(String step, String node) {
        List<RunKey> runs = effects.ofStep(step).stream()
                .filter(EffectRow::underWay)
                .map(EffectRow::runKey)
                .toList();
        return runner.advance(step, node, target.observe(runs));
    }

    private EffectRow onlyEffect() {
        String id = jdbc.sql("select effect_id from effect").query(String.class).single();
        return effects.find(id).orElseThrow();
    }

    /** Two turns on the target. */
    private void drainThenSilence() {
        handler.kind = EffectKind.BRACKET_DO;
        handler.orders = List.of(opening("drain").inTurn(0), opening("silence").inTurn(1));
    }

    private static StepWork.Order opening(String name) {
        return new StepWork.Order(TARGET, List.of(Command.of(name)))
                .undoneBy(new Undo(name, List.of(Command.of("un" + name, "${kept.id}")), Map.of("id", "/id")));
    }

    private List<String> opened() {
        return orders.opened(UNIT).stream().map(open -> open.undo().name()).toList();
    }

    private String summary(String step) {
        return steps.find(step).orElseThrow().answer().orElseThrow().summary();
    }

    private String outcome() {
        return onlyEffect().outcome().map(EffectOutcome::word).orElse("none");
    }

    private Object deliveredOutcome() {
        return history.createHistoricVariableInstanceQuery().variableName("outcome").list().stream()
                .reduce((first, second) -> second)
                .map(variable -> variable.getValue())
                .orElse("none");
    }

    static class Gate implements LaunchGate {
        Answer answer = new Answer.Open();

        @Override
        public Answer mayStart(String upgradeKey, String unitId, EffectKind kind) {
            return answer;
        }
    }

    /** What was told to the record. */
    static class Told extends SilentJournal {
        final List<String> told = new ArrayList<>();

        @Override
        public void tell(
                Optional<String> upgrade,
                String actor,
                String kind,
                Optional<String> rule,
                String sentence,
                Optional<Digest> evidence) {
            told.add(kind + ": " + sentence);
        }
    }

    static class ApplyOrders implements StepHandler {
        EffectKind kind = EffectKind.APPLY;
        Runnable meanwhile = () -> {};
        Optional<Supplier<StepAnswer>> reading = Optional.empty();
        List<StepWork.Order> orders = List.of();
        Runnable concluding = () -> {};

        @Override
        public StepAnswer conclude(Step step, List<EffectResult> results) {
            concluding.run();
            return StepHandler.super.conclude(step, results);
        }

        @Override
        public StepWork prepare(Step step) {
            if (!orders.isEmpty()) {
                return new StepWork.Effects(kind, orders);
            }
            if (reading.isPresent()) {
                return new StepWork.Reading(reading.get());
            }
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
            Optional<StepWork.Proof> proof = Optional.of(new StepWork.Proof("proof-1", UNIT, KEY, 1));
            return new StepWork.Effects(
                    kind,
                    List.of(new StepWork.Order(
                            TARGET,
                            List.of(Command.of("release", "use", "2.0")),
                            kind.needsProof() ? proof : Optional.empty())));
        }
    }

    @TestConfiguration
    static class Parts {

        @Bean
        FakeTarget target() {
            return new FakeTarget();
        }

        @Bean
        Gate gate() {
            return new Gate();
        }

        @Bean
        ApplyOrders applyOrders() {
            return new ApplyOrders();
        }

        @Bean
        Told journal() {
            return new Told();
        }
    }
}
