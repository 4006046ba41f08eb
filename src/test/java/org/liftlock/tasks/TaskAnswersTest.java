package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks of the engine: given to whom the plan names, filled in for them, answered by nobody else. */
@EngineTest
@Import(OrderUpgrade.Rooms.class)
class TaskAnswersTest {

    @Autowired
    private OrderUpgrade order;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private String key;
    private Task task;
    private Map<String, Object> proposed;

    @BeforeEach
    void aPlanIsAskedFor() {
        key = order.planned("replace");
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "upgrade.bpmn",
                        Bpmn.createExecutableProcess("upgrade")
                                .camundaHistoryTimeToLive(30)
                                .startEvent()
                                .userTask("plan-upgrade")
                                .name("Plan upgrade")
                                .camundaCandidateGroups("engineers")
                                .camundaFormRef("plan-upgrade")
                                .camundaFormRefBinding("deployment")
                                .camundaTaskListenerDelegateExpression("create", "${assignPeople}")
                                .camundaTaskListenerDelegateExpression("complete", "${takeAnswer}")
                                .camundaOutputParameter("planAnswer", "${answer}")
                                .userTask("look-at-it")
                                .endEvent()
                                .done())
                .addClasspathResource("forms/plan-upgrade.form")
                .deploy();
        engine.getRuntimeService().startProcessInstanceByKey("upgrade", key, Map.of("upgradeKey", key));
        task = open();
        proposed = engine.getTaskService().getVariablesLocal(task.getId());
    }

    @AfterEach
    void nobodyIsLoggedIn() {
        engine.getIdentityService().clearAuthentication();
        ProcessInstance instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .singleResult();
        engine.getRuntimeService().deleteProcessInstance(instance.getId(), "test is over");
    }

    @Test
    void aTaskIsGivenToWhomThePlanNamesAndFilledIn() {
        assertThat(task.getAssignee()).isEqualTo("erik");
        Map<String, Object> shown = engine.getTaskService().getVariablesLocal(task.getId());
        assertThat((String) shown.get("shownHead"))
                .startsWith("### " + key + ": Order service 1.0 → 2.0")
                .contains("[SHOP-7](https://tickets.example.com/SHOP-7)", "[Upgrade page](/upgrades/" + key + ")");
        assertThat(shown).containsEntry("decider", "mia").containsEntry("applyMinutes", 2L);
        assertThat(shown.get("choices").toString()).contains("\"value\":\"check\"", "\"label\":");
    }

    @Test
    void whatIsTypedStaysInTheTaskAndTheAnswerIsCarriedOn() {
        loggedIn("erik");

        engine.getFormService().submitTaskForm(task.getId(), filledIn(Map.of("answer", "check", "deputy", "ana")));

        String instance = open().getProcessInstanceId();
        assertThat(engine.getRuntimeService().getVariables(instance))
                .containsOnly(Map.entry("upgradeKey", key), Map.entry("planAnswer", "check"));
        assertThat(jdbc.sql("select actor || ' ' || kind || ' ' || (evidence_digest is not null) from record_entry"
                                + " where upgrade_key = ? order by seq desc fetch first 1 rows only")
                        .param(key)
                        .query(String.class)
                        .single())
                .isEqualToIgnoringCase("erik answered true");
    }

    @Test
    void aRefusalIsSaidPlainlyAndNothingIsHalfDone() {
        loggedIn("erik");

        assertThatThrownBy(() -> engine.getFormService()
                        .submitTaskForm(task.getId(), filledIn(Map.of("answer", "check", "decider", " "))))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessage("Field \"Who decides in the window?\" is empty; fill it in");

        assertThat(open().getId()).isEqualTo(task.getId());
        assertThat(engine.getTaskService().getVariable(task.getId(), "decider")).isEqualTo("mia");
    }

    @Test
    void aMethodThatIsNotOfferedIsRefusedWithThoseThatAre() {
        loggedIn("erik");

        assertThatThrownBy(() -> engine.getFormService()
                        .submitTaskForm(task.getId(), filledIn(Map.of("answer", "check", "method", "teleport"))))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessage("Field \"Method\": \"teleport\" is not offered for order-service 1.0 to 2.0; choose one of"
                        + " replace, swap, move");

        assertThat(open().getId()).isEqualTo(task.getId());
    }

    @Test
    void whatIsNotOfferedIsNotTakenEvenWhenAClientOffersIt() {
        loggedIn("erik");
        Map<String, Object> forged =
                filledIn(Map.of("answer", "approved", "choices", List.of(Map.of("value", "approved"))));

        assertThatThrownBy(() -> engine.getFormService().submitTaskForm(task.getId(), forged))
                .hasMessageContaining("\"approved\" is not offered now");
    }

    @Test
    void variablesBesideTheFormAreNotTakenForAnAnswer() {
        loggedIn("erik");

        assertThatThrownBy(() -> engine.getTaskService().complete(task.getId(), Map.of("answer", "defer")))
                .hasMessageContaining("submit the form of the task");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgradeKey", "unitId", "loopCounter", "planAnswer", "approvalOver", "shoeSize"})
    void whatIsNoFieldOfTheFormIsRefusedHoweverItIsHandedIn(String variable) {
        loggedIn("erik");
        Map<String, Object> content = filledIn(Map.of("answer", "check", variable, "forged"));
        String refusal = "\"" + variable + "\": no field of \"Plan upgrade\"";

        assertThatThrownBy(() -> engine.getFormService().submitTaskForm(task.getId(), content))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining(refusal);
        assertThatThrownBy(
                        () -> engine.getFormService().submitTaskFormWithVariablesInReturn(task.getId(), content, false))
                .hasMessageContaining(refusal);
        assertThatThrownBy(() -> engine.getTaskService().complete(task.getId(), Map.of(variable, "forged")))
                .hasMessageContaining(refusal);
        assertThatThrownBy(() -> engine.getTaskService()
                        .completeWithVariablesInReturn(task.getId(), Map.of(variable, "forged"), false))
                .hasMessageContaining(refusal);
        assertThatThrownBy(() -> engine.getTaskService().resolveTask(task.getId(), Map.of(variable, "forged")))
                .hasMessageContaining(refusal);

        assertThat(engine.getRuntimeService().getVariables(open().getProcessInstanceId()))
                .containsOnly(Map.entry("upgradeKey", key));
    }

    @Test
    void aTaskOfAProcessOwnersOwnMayBringNewVariablesButNotChangeOurs() {
        loggedIn("erik");
        engine.getFormService().submitTaskForm(task.getId(), filledIn(Map.of("answer", "check")));
        Task own = open();
        engine.getTaskService().setAssignee(own.getId(), "erik");
        loggedIn("erik");

        for (String ours : List.of("upgradeKey", "planAnswer", "approvalOver")) {
            assertThatThrownBy(() -> engine.getTaskService().complete(own.getId(), Map.of(ours, "forged")))
                    .as(ours)
                    .hasMessageContaining("no field of");
        }
        engine.getFormService().submitTaskForm(own.getId(), Map.of("seatsChecked", 12));

        engine.getIdentityService().clearAuthentication();
        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .variableName("seatsChecked")
                        .count())
                .isOne();
        aPlanIsAskedFor();
    }

    @Test
    void nobodyAnswersForOthersEvenWithAllRightsOverTasks() {
        Authorization all = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        all.setUserId("otto");
        all.setResource(Resources.TASK);
        all.setResourceId("*");
        all.addPermission(Permissions.ALL);
        engine.getAuthorizationService().saveAuthorization(all);
        loggedIn("otto", "user-representatives");

        assertThatThrownBy(
                        () -> engine.getFormService().submitTaskForm(task.getId(), filledIn(Map.of("answer", "check"))))
                .hasMessageContaining("\"Plan upgrade\" is not asked of otto");
    }

    @Test
    void oneOfTheGroupItIsOfferedToMayAnswer() {
        loggedIn("ana", "engineers");

        engine.getFormService().submitTaskForm(task.getId(), filledIn(Map.of("answer", "check")));

        assertThat(open().getTaskDefinitionKey()).isEqualTo("look-at-it");
    }

    @Test
    void withoutALoginNothingIsAnswered() {
        assertThatThrownBy(
                        () -> engine.getFormService().submitTaskForm(task.getId(), filledIn(Map.of("answer", "check"))))
                .hasMessageContaining("Nobody is logged in");
    }

    private void loggedIn(String person, String... groups) {
        engine.getIdentityService().setAuthentication(person, List.of(groups));
    }

    private Task open() {
        engine.getIdentityService().clearAuthentication();
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(key)
                .singleResult();
    }

    /** What the browser sends: every field as proposed, and what a person has changed. */
    private Map<String, Object> filledIn(Map<String, Object> changes) {
        Map<String, Object> content = new HashMap<>(proposed);
        content.keySet().removeIf(name -> name.startsWith("shown") || name.equals("choices") || name.equals("methods"));
        content.putAll(changes);
        return content;
    }
}
