package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liftlock.EngineTest;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Every place of a process model that can carry code runs it on an engine as it comes, and is refused by ours. */
@EngineTest
class ClosedModelTest {

    private static ProcessEngine asItComes;
    private static ProcessEngine closedLanguageOnly;

    @Autowired
    ProcessEngine ours;

    @BeforeAll
    static void buildEngines() {
        StandaloneInMemProcessEngineConfiguration plain = Intrusion.unguarded("runs-models");
        plain.setBeans(Map.of(Intrusion.BEAN, new Intrusion.Helper()));
        asItComes = plain.buildProcessEngine();

        closedLanguageOnly = Intrusion.closedLanguageOnly("closed-language-only");
    }

    @AfterAll
    static void close() {
        asItComes.close();
        closedLanguageOnly.close();
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(null);
    }

    @BeforeEach
    void nothingWasRunYet() {
        // The engine tells of everything that fails, and here nearly everything has to.
        ((Logger) LoggerFactory.getLogger("org.camunda")).setLevel(Level.OFF);
        Intrusion.reset();
    }

    static Stream<Route> routes() {
        return Route.all();
    }

    static Stream<Route> routesWithoutClasses() {
        return Route.all().filter(route -> route.kind() != Route.Kind.CLASS);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void codeInAModelIsRefused(Route route) {
        runAsFarAsItGoes(asItComes, route);
        assertThat(Intrusion.happened()).as("it works where nobody guards").isTrue();
        Intrusion.reset();

        assertThatThrownBy(() -> deploy(ours, route))
                .hasMessageContaining("guarded.bpmn")
                .hasMessageFindingMatch("(?s)is refused: .*Put anything else into a delegate"
                        + "|is not allowed|names no delegate of this product. Delegates are: ");
        assertThat(Intrusion.happened()).isFalse();
    }

    /** A model that came past the gates, with a copied database or a later engine, still meets the language. */
    @ParameterizedTest
    @MethodSource("routesWithoutClasses")
    void theLanguageAloneRunsNothing(Route route) {
        catchThrowable(() -> runAsFarAsItGoes(closedLanguageOnly, route));

        assertThat(Intrusion.happened()).isFalse();
    }

    @Test
    void aShellTaskIsRefused() {
        Route shell = new Route("shell", Route.Kind.CLASS, """
                <serviceTask id="step" camunda:type="shell"><extensionElements>
                  <camunda:field name="command" stringValue="true"/>
                  <camunda:field name="errorCodeVariable" stringValue="exit"/></extensionElements></serviceTask>""", "");

        deploy(asItComes, shell);
        String run = asItComes
                .getRuntimeService()
                .startProcessInstanceByKey("guarded")
                .getId();
        assertThat(asItComes
                        .getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(run)
                        .variableName("exit")
                        .singleResult()
                        .getValue())
                .isEqualTo("0");

        assertThatThrownBy(() -> deploy(ours, shell))
                .hasMessageContaining("guarded.bpmn, element step: camunda:type=\"shell\" is not allowed: only"
                        + " \"external\" is.");
    }

    @Test
    void aCaseModelIsRefused() {
        String model = """
                <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="n" id="d"
                    xmlns:camunda="http://camunda.org/schema/1.0/cmmn">
                  <case id="guarded-case" camunda:historyTimeToLive="P1D"><casePlanModel id="plan">
                    <planItem id="item" definitionRef="work"/>
                    <humanTask id="work" camunda:assignee="%s"/></casePlanModel></case></definitions>""".formatted(Intrusion.EXPRESSION);

        asItComes
                .getRepositoryService()
                .createDeployment()
                .addString("guarded.cmmn", model)
                .deploy();
        catchThrowable(() -> asItComes.getCaseService().createCaseInstanceByKey("guarded-case"));
        assertThat(Intrusion.happened()).isTrue();

        assertThatThrownBy(() -> ours.getRepositoryService()
                        .createDeployment()
                        .addString("guarded.cmmn", model)
                        .deploy())
                .hasMessageContaining("guarded.cmmn: Only .bpmn, .dmn and .form files are deployed.");
    }

    private static void deploy(ProcessEngine engine, Route route) {
        engine.getRepositoryService()
                .createDeployment()
                .addString("guarded.bpmn", route.model())
                .deploy();
    }

    /** Looks at every form and completes whatever there is to complete; what the mark says is enough. */
    private static void runAsFarAsItGoes(ProcessEngine engine, Route route) {
        deploy(engine, route);
        tolerating(() -> engine.getRuntimeService().startProcessInstanceByKey("guarded"));
        for (Task task : engine.getTaskService().createTaskQuery().list()) {
            tolerating(() -> engine.getFormService().getTaskFormData(task.getId()));
            tolerating(() -> engine.getTaskService().complete(task.getId()));
        }
        for (LockedExternalTask task : engine.getExternalTaskService()
                .fetchAndLock(1, "worker")
                .topic("back-up", 1000L)
                .execute()) {
            tolerating(() -> engine.getExternalTaskService().complete(task.getId(), "worker"));
        }
        for (Job job : engine.getManagementService().createJobQuery().list()) {
            tolerating(() -> engine.getManagementService().executeJob(job.getId()));
        }
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(open -> engine.getRuntimeService().deleteProcessInstance(open.getId(), "looked at"));
    }

    private static void tolerating(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            // What the code returns often does not fit its place; then it has run already.
        }
    }
}
