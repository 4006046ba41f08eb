package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.liftlock.erasure.Traces;
import org.liftlock.ledger.LedgerVerifier;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The engine forgets when its time has come; the record does not. */
@EngineTest
@TestPropertySource(properties = "liftlock.history.clean-up=01:00-05:00")
@Import(HistoryCleanUpTest.Record.class)
class HistoryCleanUpTest {

    @TestConfiguration
    @ComponentScan("org.liftlock.record")
    static class Record {}

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService management;

    @Autowired
    DomainTime time;

    @Autowired
    Journal journal;

    @Autowired
    Traces traces;

    @Autowired
    JdbcClient jdbc;

    private final String key = "UPG-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void aProcessThatHasEndedAndWasTold() {
        repository
                .createDeployment()
                .addModelInstance(
                        "telling.bpmn",
                        Bpmn.createExecutableProcess("telling")
                                .camundaHistoryTimeToLiveString("P3650D")
                                .startEvent()
                                .endEvent()
                                .done())
                .deploy();
        runtime.startProcessInstanceByKey("telling", key, Map.of("remark", "go ahead"));
        journal.tell(
                Optional.of(key),
                "mia",
                "told",
                Optional.empty(),
                "It went well",
                Optional.of(journal.keep("output of " + key)));
    }

    @Test
    void nothingIsRemovedBeforeItsTime() {
        time.shiftBy(Duration.ofDays(3600));

        cleanUp();

        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void afterTenYearsTheEngineHasForgottenAndTheRecordIsThereAndIntact() {
        time.shiftBy(Duration.ofDays(3660));

        cleanUp();

        assertThat(remembered()).isZero();
        assertThat(history.createHistoricVariableInstanceQuery()
                        .variableValueEquals("remark", "go ahead")
                        .count())
                .isZero();
        assertThat(jdbc.sql("select sentence from record_entry where upgrade_key = ?")
                        .param(key)
                        .query(String.class)
                        .single())
                .isEqualTo("It went well");
        assertThat(new LedgerVerifier(jdbc).verify(List.of(), List.of()).flaws())
                .isEmpty();
    }

    @Test
    void whatTheEngineRemembersOfAnErasedUpgradeGoesWithTheNextCleanUp() {
        traces.end(key);
        for (int round = 0; round < 5; round++) {
            management.createJobQuery().messages().list().stream()
                    .map(Job::getId)
                    .filter(job -> history.findHistoryCleanupJobs().stream()
                            .noneMatch(cleaning -> cleaning.getId().equals(job)))
                    .forEach(management::executeJob);
        }
        time.shiftBy(Duration.ofDays(1));

        cleanUp();

        assertThat(remembered()).isZero();
    }

    @Test
    void aWindowThatCannotBeReadIsRefusedWithAnExample() {
        assertThatThrownBy(() -> CleanUpWindow.of("at night")).hasMessageContaining("such as 01:00-05:00, or off");
        assertThat(CleanUpWindow.of("off")).isEmpty();
    }

    /** As the engine does it in its window. */
    private void cleanUp() {
        assertThat(history.findHistoryCleanupJobs()).as("set up by itself").isNotEmpty();
        history.cleanUpHistoryAsync(true);
        history.findHistoryCleanupJobs().forEach(job -> management.executeJob(job.getId()));
    }

    private long remembered() {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .count();
    }
}
