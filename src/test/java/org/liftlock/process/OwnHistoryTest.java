package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;

/** What of the engine's own history is kept, and what would only say that nothing happened. */
@EngineTest
class OwnHistoryTest {

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ExternalTaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    HistoryService history;

    private final String key = UUID.randomUUID().toString();
    private String instance;

    @BeforeEach
    void aProcessThatBacksUp() {
        repository
                .createDeployment()
                .addModelInstance(
                        "backing-up.bpmn",
                        Bpmn.createExecutableProcess("backing-up")
                                .startEvent()
                                .serviceTask("back-up")
                                .camundaExternalTask("back-up")
                                .camundaAsyncAfter()
                                .endEvent()
                                .done())
                .deploy();
        instance = runtime.startProcessInstanceByKey("backing-up", key, Map.of("attempt", 1))
                .getId();
    }

    @Test
    void aStepThatWentWellLeavesItsActivityAndItsValuesAndNoBookkeeping() {
        // when
        tasks.complete(locked(), "worker", Map.of("outcome", "SUCCEEDED"));
        management.executeJob(management
                .createJobQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId());

        // then
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(instance)
                        .activityId("back-up")
                        .finished()
                        .count())
                .isEqualTo(1);
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(instance)
                        .variableName("outcome")
                        .singleResult()
                        .getValue())
                .isEqualTo("SUCCEEDED");
        assertThat(history.createHistoricExternalTaskLogQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
        assertThat(history.createHistoricJobLogQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
    }

    @Test
    void aFaultOfAnExternalTaskIsKeptWithItsMessage() {
        // when
        tasks.handleFailure(locked(), "worker", "The backup folder cannot be read", 3, 0);

        // then
        assertThat(history.createHistoricExternalTaskLogQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getErrorMessage())
                .isEqualTo("The backup folder cannot be read");
    }

    @Test
    void everyChangeOfAValueByAPersonIsKeptWithWhatItWasSetTo() {
        // given
        allowed("erik");

        // when
        identity.setAuthenticatedUserId("erik");
        try {
            runtime.setVariable(instance, "attempt", 2);
            runtime.setVariable(instance, "attempt", 3);
        } finally {
            identity.clearAuthentication();
        }
        runtime.setVariable(instance, "attempt", 4);

        // then
        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(instance)
                        .list())
                .as("two by a person, none by the product itself")
                .hasSize(2)
                .allSatisfy(detail -> assertThat(detail.getUserOperationId()).isNotNull());
        assertThat(history.createUserOperationLogQuery()
                        .processInstanceId(instance)
                        .userId("erik")
                        .count())
                .isEqualTo(2);
    }

    private String locked() {
        return tasks.fetchAndLock(1, "worker")
                .topic("back-up", 60_000)
                .businessKey(key)
                .execute()
                .get(0)
                .getId();
    }

    private void allowed(String person) {
        Authorization all = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        all.setUserId(person);
        all.setResource(Resources.PROCESS_DEFINITION);
        all.setResourceId(Authorization.ANY);
        all.addPermission(Permissions.ALL);
        authorizations.saveAuthorization(all);
    }
}
