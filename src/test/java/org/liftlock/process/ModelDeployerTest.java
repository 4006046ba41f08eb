package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@EngineTest
@ExtendWith(OutputCaptureExtension.class)
@Import({ModelDeployerTest.Vocabulary.class, ModelDeployerTest.Decider.class})
class ModelDeployerTest {

    @Autowired
    RepositoryService repository;

    @Autowired
    ModelGates gates;

    @Autowired
    DeployedModels deployed;

    @TempDir
    Path processes;

    @TempDir
    Path forms;

    @TestConfiguration
    static class Vocabulary {

        @Bean
        JavaDelegate checkPlan() {
            return execution -> {};
        }

        @Bean
        TopicCatalog topics() {
            return () -> Set.of("back-up", "verify-backup");
        }

        @Bean
        Object orderRepository() {
            return new Object();
        }
    }

    /** Has approved everything, until a test says otherwise. */
    static final class Decider implements ModelChanges {

        static boolean keeps;
        static final List<String> kept = new ArrayList<>();

        @Override
        public boolean approved(ModelChange change) {
            return !keeps;
        }

        @Override
        public String keep(ModelChange change, Optional<String> by, String source) {
            kept.add(source);
            return "Kept as proposal 7";
        }

        @Override
        public void added(ModelChange change, Optional<String> by) {}

        @Override
        public void released(ModelChange change) {
            throw new AssertionError("These files come from folders");
        }
    }

    @AfterEach
    void approveEverythingAgain() {
        Decider.keeps = false;
        Decider.kept.clear();
    }

    @BeforeEach
    void oneGoodModelWithItsForm() throws IOException {
        model("upgrade.bpmn", process("upgrade", GOOD));
        form("plan.form", "plan");
    }

    @AfterEach
    void forget() {
        repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .forEach(id -> repository.deleteDeployment(id, true));
    }

    @Test
    void modelsAndFormsAreDeployedTogetherUnderStableNames() {
        start();

        String deployment = repository.createDeploymentQuery().singleResult().getId();
        assertThat(repository.getDeploymentResourceNames(deployment))
                .containsExactlyInAnyOrder("processes/upgrade.bpmn", "forms/plan.form");
    }

    @Test
    void nothingNewIsMadeWhenNothingChanged() {
        start();
        start();

        assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(1);
    }

    @Test
    void aChangedFormMakesANewVersionOfItsModel() throws IOException {
        start();
        Files.writeString(forms.resolve("plan.form"), """
                {"id": "plan", "type": "default", "components": []}""");
        start();

        assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(2);
    }

    @Test
    void filesEditedInAFolderAreKeptAndTheStartGoesOnWithTheDeployedOnesAndSaysSo(CapturedOutput output)
            throws IOException {
        start();
        Decider.keeps = true;
        form("plan.form", "plan\", \"schemaVersion\": \"9");

        start();

        assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(1);
        assertThat(Decider.kept).containsExactly(ModelSet.FOLDER);
        assertThat(output).contains("are NOT active; the deployed ones stay. Kept as proposal 7");
    }

    @Test
    void whatIsDeployedButNoLongerServedIsRefusedAtStart() throws IOException {
        start();
        Decider.keeps = true;
        model("upgrade.bpmn", process("upgrade", GOOD.replace("Plan upgrade", "Plan the upgrade")));
        ModelGates stricter = new ModelGates(
                gatesThatRefuse("processes/upgrade.bpmn"),
                new DefaultListableBeanFactory().getBeanProvider(ModelChanges.class),
                () -> deployed);

        assertThatThrownBy(() -> new ModelDeployer(
                                new ModelFiles(processes.toString(), forms.toString()),
                                stricter,
                                deployed,
                                new ModelDeployments(repository))
                        .start())
                .isInstanceOf(ModelRefused.class);
    }

    private static ObjectProvider<ModelGate> gatesThatRefuse(String resource) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton(
                "refusing", (ModelGate) models -> List.of(new ModelGate.Objection(resource, "", "No longer served.")));
        return beans.getBeanProvider(ModelGate.class);
    }

    @Test
    void theModelsInTheClassPathHaveTheNamesTheyHaveInADirectory() {
        assertThat(new ModelFiles("", "").read())
                .allSatisfy(model -> assertThat(model.resource()).matches("(processes|forms)/[^/].*"));
    }

    /** Templates of the Modeler lie there, and what its plug-ins leave behind. */
    @Test
    void whatLiesInAHiddenFolderIsNoModel() throws IOException {
        Files.createDirectories(processes.resolve(".camunda/element-templates"));
        model(".camunda/element-templates/draft.bpmn", "half a draft");
        model(".upgrade.bpmn", "half a draft");

        start();

        String deployment = repository.createDeploymentQuery().singleResult().getId();
        assertThat(repository.getDeploymentResourceNames(deployment))
                .containsExactlyInAnyOrder("processes/upgrade.bpmn", "forms/plan.form");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws IOException {
        Files.createDirectories(processes.resolve("old"));
        model("old/upgrade.bpmn", process("upgrade-old", GOOD));

        refused("processes/upgrade.bpmn: There is another file of this name, processes/old/upgrade.bpmn");
    }

    @Test
    void twoProcessesOfOneIdAreRefused() throws IOException {
        model("copy.bpmn", process("upgrade", GOOD));

        refused("element upgrade: The process id \"upgrade\" is also used in processes/copy.bpmn");
    }

    @Test
    void aFormThatDoesNotExistIsRefused() throws IOException {
        Files.delete(forms.resolve("plan.form"));

        refused("processes/upgrade.bpmn, element plan-upgrade: There is no form with the id \"plan\"");
    }

    @Test
    void aTopicNobodyServesIsRefused() throws IOException {
        model("upgrade.bpmn", process("upgrade", """
                <serviceTask id="back-up" camunda:type="external" camunda:topic="backup"/>"""));

        refused(
                "processes/upgrade.bpmn, element back-up: No worker serves the topic \"backup\". Did you mean \"back-up\"?");
    }

    @Test
    void aDelegateThatDoesNotExistIsRefused() throws IOException {
        model("upgrade.bpmn", process("upgrade", """
                <serviceTask id="seal-plan" camunda:delegateExpression="${sealPlan}"/>"""));

        refused("element seal-plan: The delegate expression ${sealPlan} names no delegate of this product."
                + " Delegates are: checkPlan");
    }

    @Test
    void aBeanThatIsNoDelegateIsOutOfReach() throws IOException {
        model("upgrade.bpmn", process("upgrade", """
                <serviceTask id="seal-plan" camunda:delegateExpression="${orderRepository}"/>"""));

        refused("${orderRepository} names no delegate");
    }

    @Test
    void waysToRunCodeAreRefused() throws IOException {
        model("upgrade.bpmn", process("upgrade", """
                <scriptTask id="a-script" scriptFormat="groovy"><script>1</script></scriptTask>
                <serviceTask id="a-class" camunda:class="java.lang.Object"/>
                <serviceTask id="a-shell" camunda:type="shell"/>
                <serviceTask id="a-connector" camunda:type="external" camunda:topic="back-up">
                  <extensionElements><camunda:connector/></extensionElements></serviceTask>
                <serviceTask id="an-expression" camunda:expression="${checkPlan}"/>
                <serviceTask id="a-field" camunda:delegateExpression="${checkPlan}">
                  <extensionElements><camunda:field name="x" stringValue="y"/></extensionElements></serviceTask>
                <userTask id="a-listener">
                  <extensionElements><camunda:taskListener event="create" class="java.lang.Object"/></extensionElements>
                </userTask>
                <userTask id="a-script-listener"><extensionElements><camunda:taskListener event="create">
                  <camunda:script scriptFormat="groovy">1</camunda:script></camunda:taskListener></extensionElements>
                </userTask>
                <userTask id="a-bean-in-a-variable"><extensionElements><camunda:inputOutput>
                  <camunda:inputParameter name="x">${checkPlan}</camunda:inputParameter></camunda:inputOutput>
                </extensionElements></userTask>
                <userTask id="a-name" name="Decide on ${execution.id}"/>"""));

        assertThatThrownBy(this::start)
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("element a-script: A script task is not allowed")
                .hasMessageContaining("element a-class: The attribute camunda:class is not allowed")
                .hasMessageContaining("element a-shell: camunda:type=\"shell\" is not allowed")
                .hasMessageContaining("element a-connector: <camunda:connector> is not allowed")
                .hasMessageContaining("element an-expression: The attribute camunda:expression is not allowed")
                .hasMessageContaining("element a-field: <camunda:field> is not allowed")
                .hasMessageContaining("element a-listener: The attribute camunda:class is not allowed")
                .hasMessageContaining("element a-script-listener: <camunda:script> is not allowed")
                .hasMessageContaining("element a-bean-in-a-variable: The bean ${checkPlan} can only be used as")
                .hasMessageContaining("element a-name: The expression Decide on ${execution.id} is refused");
    }

    @Test
    void whatTheEngineCannotReadIsRefusedWithItsElement() throws IOException {
        model("upgrade.bpmn", process("upgrade", """
                <userTask id="plan-upgrade"/><sequenceFlow id="to-nowhere" sourceRef="plan-upgrade" targetRef="nowhere"/>"""));

        refused("processes/upgrade.bpmn");
    }

    @Test
    void whatIsNotXmlIsRefused() throws IOException {
        model("upgrade.bpmn", "name: upgrade");

        refused("processes/upgrade.bpmn: This is not XML");
    }

    @Test
    void aFileThatIsRefusedLaterDoesNotKeepTheDeployedOnesFromStarting() throws IOException {
        start();
        model("second.bpmn", process("second", """
                <serviceTask id="back-up" camunda:type="external" camunda:topic="backup"/>"""));

        assertThatCode(this::start).doesNotThrowAnyException();
        assertThat(repository.createProcessDefinitionQuery().list())
                .extracting(ProcessDefinition::getKey)
                .containsExactly("upgrade");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(1);
    }

    @Test
    void aDeploymentFromOutsidePassesTheSameGates() {
        String shell = process("from-outside", "<serviceTask id=\"a-shell\" camunda:type=\"shell\"/>");

        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("from-outside.bpmn", shell)
                        .deploy())
                .isInstanceOf(ModelRefused.class);
        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("a.cmmn", "<x/>")
                        .deploy())
                .hasMessageContaining("Only .bpmn, .dmn and .form files are deployed");
    }

    @Test
    void aModelThatWasAcceptedStaysReadable() {
        start();
        ModelDeployer again = deployer();

        assertThatCode(again::start).doesNotThrowAnyException();
    }

    private static final String GOOD = """
            <serviceTask id="check-plan" camunda:delegateExpression="${checkPlan}"/>
            <serviceTask id="back-up" camunda:type="external" camunda:topic="back-up" camunda:asyncAfter="true"/>
            <userTask id="plan-upgrade" name="Plan upgrade" camunda:formRef="plan" camunda:formRefBinding="deployment"
                camunda:candidateGroups="engineers"/>""";

    private void refused(String why) {
        assertThatThrownBy(this::start).isInstanceOf(ModelRefused.class).hasMessageContaining(why);
    }

    private void start() {
        deployer().start();
    }

    private ModelDeployer deployer() {
        return new ModelDeployer(
                new ModelFiles(processes.toString(), forms.toString()),
                gates,
                deployed,
                new ModelDeployments(repository));
    }

    private void model(String file, String content) throws IOException {
        Files.writeString(processes.resolve(file), content);
    }

    private void form(String file, String id) throws IOException {
        Files.writeString(forms.resolve(file), "{\"id\": \"" + id + "\", \"type\": \"default\"}");
    }

    private static String process(String id, String elements) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <process id="%s" isExecutable="true">
                    <startEvent id="start"/>
                    %s
                  </process>
                </definitions>""".formatted(id, elements);
    }
}
