package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Each way of running code through the engine is first shown to work on an engine as it comes, then refused on ours. */
@EngineTest
class ClosedEngineTest {

    private static final String MARK = "liftlock.test.code-was-run";

    private static final String RUNS_CODE = "${''.getClass().forName('java.lang.System')"
            + ".getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, '" + MARK + "', 'yes')}";

    private static ProcessEngine asItComes;

    @Autowired
    ProcessEngine ours;

    @BeforeAll
    static void buildAnEngineAsItComes() {
        StandaloneInMemProcessEngineConfiguration plain = new StandaloneInMemProcessEngineConfiguration();
        plain.setProcessEngineName("as-it-comes");
        plain.setJdbcUrl("jdbc:h2:mem:as-it-comes");
        plain.setHistoryTimeToLive("P1D");
        asItComes = plain.buildProcessEngine();
    }

    @AfterAll
    static void close() {
        asItComes.close();
    }

    @BeforeEach
    void nothingWasRunYet() {
        System.setProperty(MARK, "no");
    }

    @Test
    void aModelWithAMethodCallRunsNothing() {
        run(asItComes, condition(RUNS_CODE.replace("}", " == 'no'}")));
        assertThat(System.setProperty(MARK, "no")).isEqualTo("yes");

        assertThatThrownBy(() -> run(ours, condition(RUNS_CODE.replace("}", " == 'no'}"))))
                .hasMessageContaining("is refused")
                .hasMessageContaining("guarded.bpmn, element ");
        assertThat(System.getProperty(MARK)).isEqualTo("no");
    }

    @Test
    void aModelDoesNotReachTheDataSource() {
        String reaching = "${execution.processEngineServices.processEngineConfiguration.dataSource != null}";

        assertThat(asItComes
                        .getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(run(asItComes, condition(reaching)))
                        .singleResult()
                        .getEndActivityId())
                .isEqualTo("reached");

        assertThatThrownBy(() -> run(ours, condition(reaching))).hasMessageContaining("is refused");
    }

    @Test
    void anExpressionHiddenInAnOrQueryRunsNothing() {
        withHiddenExpression(asItComes).list();
        assertThat(System.setProperty(MARK, "no")).isEqualTo("yes");

        TaskQuery query = withHiddenExpression(ours);
        assertThatThrownBy(query::list).hasStackTraceContaining("is refused");
        assertThat(System.getProperty(MARK)).isEqualTo("no");
    }

    @Test
    void aFilterWithAnExpressionIsNotStored() {
        asItComes.getFilterService().list(store(asItComes, withExpression(asItComes)));
        assertThat(System.setProperty(MARK, "no")).isEqualTo("yes");

        assertThatThrownBy(() -> store(ours, withExpression(ours)))
                .hasMessageContaining("Expressions are forbidden in stored queries");
    }

    @Test
    void aStoredFilterWithAHiddenExpressionRunsNothing() {
        asItComes.getFilterService().list(store(asItComes, withHiddenExpression(asItComes)));
        assertThat(System.setProperty(MARK, "no")).isEqualTo("yes");

        String stored = store(ours, withHiddenExpression(ours));
        assertThatThrownBy(() -> ours.getFilterService().list(stored)).hasStackTraceContaining("is refused");
        assertThat(System.getProperty(MARK)).isEqualTo("no");
    }

    @Test
    void aFilterExtendedWithAnOrQueryRunsNothing() {
        String stored = store(asItComes, asItComes.getTaskService().createTaskQuery());
        asItComes.getFilterService().list(stored, withHiddenExpression(asItComes));
        assertThat(System.setProperty(MARK, "no")).isEqualTo("yes");

        String storedHere = store(ours, ours.getTaskService().createTaskQuery());
        assertThatThrownBy(() -> ours.getFilterService().list(storedHere, withHiddenExpression(ours)))
                .hasStackTraceContaining("is refused");
        assertThat(System.getProperty(MARK)).isEqualTo("no");
    }

    @Test
    void aDecisionRunsNothing() {
        decide(asItComes);
        assertThat(System.setProperty(MARK, "no")).isEqualTo("yes");

        assertThatThrownBy(() -> decide(ours))
                .hasMessageContaining("The language juel is not allowed")
                .hasMessageContaining("control-level.dmn");
        assertThat(System.getProperty(MARK)).isEqualTo("no");
    }

    @Test
    void theTaskListOfAnHonestUserStillWorks() {
        Task task = ours.getTaskService().newTask();
        task.setAssignee("erik");
        ours.getTaskService().saveTask(task);

        long found = ours.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssignee("erik")
                .taskCandidateGroup("engineers")
                .endOr()
                .count();
        ours.getTaskService().deleteTask(task.getId(), true);

        assertThat(found).isEqualTo(1);
    }

    private static String run(ProcessEngine engine, BpmnModelInstance model) {
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("guarded.bpmn", model)
                .deploy();
        return engine.getRuntimeService().startProcessInstanceByKey("guarded").getId();
    }

    private static BpmnModelInstance condition(String expression) {
        return Bpmn.createExecutableProcess("guarded")
                .startEvent()
                .exclusiveGateway("is-it-harmless")
                .condition("harmless", expression)
                .endEvent("reached")
                .moveToNode("is-it-harmless")
                .condition("otherwise", "${true}")
                .endEvent("ended")
                .done();
    }

    private static TaskQuery withExpression(ProcessEngine engine) {
        return engine.getTaskService().createTaskQuery().taskAssigneeExpression(RUNS_CODE);
    }

    private static TaskQuery withHiddenExpression(ProcessEngine engine) {
        return engine.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression(RUNS_CODE)
                .endOr();
    }

    private static String store(ProcessEngine engine, TaskQuery query) {
        Filter filter = engine.getFilterService().newTaskFilter("stored").setQuery(query);
        return engine.getFilterService().saveFilter(filter).getId();
    }

    private static void decide(ProcessEngine engine) {
        String table = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
                  <decision id="control-level" name="Control level">
                    <variable id="v" name="level"/>
                    <literalExpression id="level" expressionLanguage="juel"><text>%s</text></literalExpression>
                  </decision>
                </definitions>""".formatted(RUNS_CODE);
        engine.getRepositoryService()
                .createDeployment()
                .addString("control-level.dmn", table)
                .deploy();
        engine.getDecisionService().evaluateDecisionByKey("control-level").evaluate();
    }
}
