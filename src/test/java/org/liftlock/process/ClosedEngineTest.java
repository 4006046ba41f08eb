package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.rest.dto.task.TaskQueryDto;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;

/** Each way of running code through the engine is first shown to work on an engine as it comes, then refused on ours. */
@EngineTest
class ClosedEngineTest {

    private static ProcessEngine asItComes;
    private static ProcessEngine closedLanguageOnly;

    @Autowired
    ProcessEngine ours;

    @BeforeAll
    static void buildAnEngineAsItComes() {
        asItComes = Intrusion.unguarded("as-it-comes").buildProcessEngine();
        closedLanguageOnly = Intrusion.closedLanguageOnly("decisions-in-closed-language");
    }

    @AfterAll
    static void close() {
        asItComes.close();
        closedLanguageOnly.close();
    }

    @BeforeEach
    void nothingWasRunYet() {
        Intrusion.reset();
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

    /** Every criterion of a task query that takes an expression; a later engine may have more of them. */
    static Stream<Method> criteriaWithExpressions() {
        return Arrays.stream(TaskQuery.class.getMethods())
                .filter(method -> method.getName().endsWith("Expression"))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }

    @ParameterizedTest
    @MethodSource("criteriaWithExpressions")
    void anExpressionInAQueryIsRefusedAsByAnyEngine(Method criterion) throws ReflectiveOperationException {
        TaskQuery query = ours.getTaskService().createTaskQuery();
        criterion.invoke(query, Intrusion.EXPRESSION);
        assertThatThrownBy(query::list).hasMessageContaining("Expressions are forbidden in adhoc queries");
        assertThat(Intrusion.happened()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("criteriaWithExpressions")
    void anExpressionHiddenInAnOrQueryRunsNothing(Method criterion) throws ReflectiveOperationException {
        TaskQuery unguarded = asItComes.getTaskService().createTaskQuery().or();
        criterion.invoke(unguarded, Intrusion.EXPRESSION);
        catchThrowable(unguarded.endOr()::list);
        itWorksWhereNobodyGuards();

        TaskQuery query = ours.getTaskService().createTaskQuery().or();
        criterion.invoke(query, Intrusion.EXPRESSION);
        assertThatThrownBy(query.endOr()::list).hasStackTraceContaining("is refused");
        assertThat(Intrusion.happened()).isFalse();
    }

    /** As it is posted to {@code /engine-rest/task}. */
    @Test
    void anExpressionHiddenInAPostedOrQueryRunsNothing() throws JsonProcessingException {
        posted(asItComes).list();
        itWorksWhereNobodyGuards();

        TaskQuery query = posted(ours);
        assertThatThrownBy(query::list).hasStackTraceContaining("is refused");
        assertThat(Intrusion.happened()).isFalse();
    }

    @Test
    void aFilterWithAnExpressionIsNotStored() {
        asItComes.getFilterService().list(store(asItComes, withExpression(asItComes)));
        itWorksWhereNobodyGuards();

        assertThatThrownBy(() -> store(ours, withExpression(ours)))
                .hasMessageContaining("Expressions are forbidden in stored queries");
    }

    @Test
    void aStoredFilterWithAHiddenExpressionRunsNothing() {
        asItComes.getFilterService().list(store(asItComes, withHiddenExpression(asItComes)));
        itWorksWhereNobodyGuards();

        String stored = store(ours, withHiddenExpression(ours));
        assertThatThrownBy(() -> ours.getFilterService().list(stored)).hasStackTraceContaining("is refused");
        assertThat(Intrusion.happened()).isFalse();
    }

    @Test
    void aFilterExtendedWithAnOrQueryRunsNothing() {
        String stored = store(asItComes, asItComes.getTaskService().createTaskQuery());
        asItComes.getFilterService().list(stored, withHiddenExpression(asItComes));
        itWorksWhereNobodyGuards();

        String storedHere = store(ours, ours.getTaskService().createTaskQuery());
        assertThatThrownBy(() -> ours.getFilterService().list(storedHere, withHiddenExpression(ours)))
                .hasStackTraceContaining("is refused");
        assertThat(Intrusion.happened()).isFalse();
    }

    /** @param inherited the language of the whole file, for whatever names none */
    record Decision(String place, String inherited, String body) {

        String model() {
            return """
                    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n" %s>
                      <decision id="control-level" name="Control level">
                        <variable id="v" name="level"/>%s</decision>
                    </definitions>""".formatted(inherited, body).replace("CODE", Intrusion.EXPRESSION);
        }

        private static Decision table(String place, String input, String test, String output) {
            return new Decision(place, "", """
                    <decisionTable id="table">
                      <input id="in"><inputExpression id="expression" %s</inputExpression></input>
                      <output id="out" name="level" typeRef="string"/>
                      <rule id="rule"><inputEntry id="test" %s</inputEntry><outputEntry id="level" %s</outputEntry></rule>
                    </decisionTable>""".formatted(input, test, output));
        }

        @Override
        public String toString() {
            return place;
        }
    }

    static Stream<Decision> decisions() {
        String juel = "expressionLanguage=\"juel\"><text>CODE</text>";
        String input = "typeRef=\"string\"><text>\"a\"</text>";
        String feel = "><text>\"a\"</text>";
        return Stream.of(
                new Decision("literal", "", "<literalExpression id=\"level\" " + juel + "</literalExpression>"),
                new Decision(
                        "language of the whole file",
                        "expressionLanguage=\"juel\"",
                        "<literalExpression id=\"level\"><text>CODE</text></literalExpression>"),
                Decision.table("input", juel, feel, feel),
                Decision.table("condition", input, juel, feel),
                Decision.table("output", input, feel, juel));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void aDecisionRunsNothing(Decision decision) {
        catchThrowable(() -> decide(asItComes, decision));
        itWorksWhereNobodyGuards();

        assertThatThrownBy(() -> decide(ours, decision))
                .hasMessageContaining("control-level.dmn")
                .hasMessageContaining("The language juel is not allowed: write FEEL.");
        assertThat(Intrusion.happened()).isFalse();
    }

    /** Whatever the gates think of it: the engine itself has no other language for decisions. */
    @ParameterizedTest
    @MethodSource("decisions")
    void theLanguageAloneRunsNothingInADecision(Decision decision) {
        assertThatThrownBy(() -> decide(closedLanguageOnly, decision)).hasStackTraceContaining("is refused");
        assertThat(Intrusion.happened()).isFalse();
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
        return engine.getTaskService().createTaskQuery().taskAssigneeExpression(Intrusion.EXPRESSION);
    }

    private static TaskQuery withHiddenExpression(ProcessEngine engine) {
        return engine.getTaskService()
                .createTaskQuery()
                .or()
                .taskAssigneeExpression(Intrusion.EXPRESSION)
                .endOr();
    }

    private static String store(ProcessEngine engine, TaskQuery query) {
        Filter filter = engine.getFilterService().newTaskFilter("stored").setQuery(query);
        return engine.getFilterService().saveFilter(filter).getId();
    }

    private static void decide(ProcessEngine engine, Decision decision) {
        engine.getRepositoryService()
                .createDeployment()
                .addString("control-level.dmn", decision.model())
                .deploy();
        engine.getDecisionService().evaluateDecisionByKey("control-level").evaluate();
    }

    private static TaskQuery posted(ProcessEngine engine) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String body = json.writeValueAsString(
                Map.of("orQueries", List.of(Map.of("assigneeExpression", Intrusion.EXPRESSION))));
        TaskQueryDto query = json.readValue(body, TaskQueryDto.class);
        query.setObjectMapper(json);
        return query.toQuery(engine);
    }

    private static void itWorksWhereNobodyGuards() {
        assertThat(Intrusion.happened()).isTrue();
        Intrusion.reset();
    }
}
