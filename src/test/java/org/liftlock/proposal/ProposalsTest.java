package org.liftlock.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liftlock.EngineTest;
import org.liftlock.naming.Digest;
import org.liftlock.process.ModelDeployments;
import org.liftlock.process.ModelGate.Model;
import org.liftlock.process.ModelKept;
import org.liftlock.process.ModelRefused;
import org.liftlock.process.ModelSet;
import org.liftlock.process.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a deployment that is kept, to the one that another person has approved. */
@EngineTest
@Import(ProposalsTest.Rooms.class)
class ProposalsTest {

    private static final Model ORDERS = process("orders", "engineers");
    private static final Model CHANGED = process("orders", "approvers");
    private static final Model FORM = new Model("forms/plan.form", """
            {"id": "plan", "type": "default", "components": []}""");

    @Autowired
    ProcessEngine engine;

    @Autowired
    ModelDeployments deployments;

    @Autowired
    Proposals proposals;

    @Autowired
    JdbcClient jdbc;

    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan(
            basePackages = {"org.liftlock.proposal", "org.liftlock.record"},
            excludeFilters = @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = TestConfiguration.class))
    static class Rooms {}

    /** They may deploy, and see nothing of what is deployed. */
    @BeforeEach
    void processOwnersMayDeploy() {
        Authorization right = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId("process-owners");
        right.setResource(Resources.DEPLOYMENT);
        right.setResourceId(Authorization.ANY);
        right.addPermission(Permissions.CREATE);
        engine.getAuthorizationService().saveAuthorization(right);
    }

    @BeforeEach
    void theFirstInstallation() {
        deployments.deploy(List.of(ORDERS, FORM), ModelSet.RELEASE);
    }

    @Test
    void modelsThatTakeNoOthersPlaceAreActiveAtOnceAndTold() {
        engine.getIdentityService().setAuthentication("paula", List.of("process-owners"));
        try {
            Model returns = process("returns", "engineers");
            engine.getRepositoryService()
                    .createDeployment()
                    .name("returns")
                    .addString(
                            returns.resource(),
                            returns.content().replace("camunda:formRef=\"plan\"", "camunda:formRef=\"sort\""))
                    .addString("forms/sort.form", FORM.content().replace("plan", "sort"))
                    .deploy();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }

        assertThat(jdbc.sql("select actor || ': ' || sentence from record_entry where kind = 'model-deployed'"
                                + " order by seq desc fetch first 1 row only")
                        .query(String.class)
                        .single())
                .startsWith("paula: New models, which take no other's place, are active: ")
                .contains("processes/returns.bpmn", "forms/sort.form", "; digest ");
    }

    @AfterEach
    void forget() {
        engine.getAuthorizationService().createAuthorizationQuery().list().stream()
                .map(Authorization::getId)
                .forEach(engine.getAuthorizationService()::deleteAuthorization);
        engine.getRepositoryService().createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .forEach(id -> engine.getRepositoryService().deleteDeployment(id, true));
        jdbc.sql("delete from model_proposal_file").update();
        jdbc.sql("delete from model_proposal").update();
    }

    @Test
    void theFirstModelsAreActiveAtOnce() {
        assertThat(active()).isEqualTo(ORDERS.content());
    }

    @Test
    void aChangedModelIsKeptInsteadOfBecomingActive() {
        assertThatThrownBy(() -> deploy("paula", builder -> builder.addString("orders.bpmn", CHANGED.content())))
                .isInstanceOf(ModelKept.class)
                .hasMessageContaining("Not active: processes/orders.bpmn")
                .hasMessageContaining("kept as proposal")
                .hasMessageContaining("/models/proposals/" + kept().id());

        assertThat(active()).isEqualTo(ORDERS.content());
        assertThat(kept().proposedBy()).contains("paula");
        assertThat(proposals.find(kept().id()).orElseThrow().files()).containsExactly(CHANGED);
        assertThat(told()).last().asString().contains("it is not active");
    }

    static Stream<Arguments> waysRound() {
        return Stream.of(
                way("again", builder -> builder.addString("orders.bpmn", CHANGED.content())),
                way("another name", builder -> builder.addString("harmless.bpmn", CHANGED.content())),
                way(
                        "beside a new one",
                        builder -> builder.addString("orders.bpmn", CHANGED.content())
                                .addString(
                                        "other.bpmn",
                                        process("other", "engineers").content())),
                way("for a tenant", builder -> builder.tenantId("harbour").addString("orders.bpmn", CHANGED.content())),
                way(
                        "as our deployer",
                        builder -> builder.name("liftlock")
                                .source(ModelSet.RELEASE)
                                .addString("processes/orders.bpmn", CHANGED.content())
                                .addString("forms/plan.form", FORM.content())),
                way(
                        "as approved",
                        builder -> builder.name("liftlock")
                                .source(ModelSet.APPROVED)
                                .addString("processes/orders.bpmn", CHANGED.content())
                                .addString("forms/plan.form", FORM.content())),
                way(
                        "a form alone",
                        builder -> builder.addString(
                                "plan.form",
                                FORM.content().replace("[]", "[{\"type\": \"text\", \"text\": \"Hello\"}]"))));
    }

    private static Arguments way(String name, Consumer<DeploymentBuilder> way) {
        return Arguments.of(name, way);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysRound")
    void noOtherDeploymentMakesAChangeActive(String name, Consumer<DeploymentBuilder> way) {
        keep("paula", CHANGED);

        assertThatThrownBy(() -> deploy("paula", way)).isInstanceOf(ModelKept.class);
        assertThatThrownBy(() -> deploy("mia", way)).isInstanceOf(ModelKept.class);

        assertThat(active()).isEqualTo(ORDERS.content());
        assertThat(engine.getRepositoryService().createDeploymentQuery().count())
                .isEqualTo(1);
    }

    @Test
    void whatUpgradesRunOnIsNotDeletedToMakeRoomForAChange() {
        for (Resources what : List.of(Resources.DEPLOYMENT, Resources.PROCESS_DEFINITION)) {
            Authorization right =
                    engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            right.setGroupId("camunda-admin");
            right.setResource(what);
            right.setResourceId(Authorization.ANY);
            right.addPermission(Permissions.ALL);
            engine.getAuthorizationService().saveAuthorization(right);
        }
        String deployment = newest().getDeploymentId();
        engine.getIdentityService().setAuthentication("admin", List.of("camunda-admin"));
        try {
            assertThatThrownBy(() -> engine.getRepositoryService().deleteDeployment(deployment, true))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("it is not deleted");
            assertThatThrownBy(() -> engine.getRepositoryService()
                            .deleteProcessDefinitions()
                            .byKey("orders")
                            .cascade()
                            .delete())
                    .isInstanceOf(Refusal.class);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        assertThat(active()).isEqualTo(ORDERS.content());
    }

    @Test
    void theSameChangeIsKeptOnce() {
        keep("paula", CHANGED);
        keep("paula", CHANGED);

        assertThat(proposals.newest()).hasSize(1);
    }

    @Test
    void whatIsDeployedAlreadyIsRefusedAsThat() {
        assertThatThrownBy(() -> deploy("paula", builder -> builder.addString("orders.bpmn", ORDERS.content())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("are what is deployed already");
    }

    @Test
    void aModelThatIsNewBecomesActiveAtOnce() {
        deploy(
                "paula",
                builder -> builder.addString(
                        "other.bpmn",
                        process("other", "engineers")
                                .content()
                                .replace("camunda:formRef=\"plan\" camunda:formRefBinding=\"deployment\"", "")));

        assertThat(engine.getRepositoryService().createProcessDefinitionQuery().count())
                .isEqualTo(2);
    }

    @Test
    void whatTheGatesRefuseIsNotEvenKept() {
        Model script =
                new Model("orders.bpmn", ORDERS.content().replace("<userTask", "<scriptTask id=\"s\"/><userTask"));

        assertThatThrownBy(() -> deploy("paula", builder -> builder.addString("orders.bpmn", script.content())))
                .isInstanceOf(ModelRefused.class);
        assertThat(proposals.newest()).isEmpty();
    }

    @Test
    void anotherPersonsApprovalDeploysExactlyTheContentWithTheRestOfItsSet() {
        keep("paula", CHANGED);

        approve("mia");

        assertThat(active()).isEqualTo(CHANGED.content());
        assertThat(engine.getRepositoryService().getDeploymentResourceNames(newest().getDeploymentId()))
                .containsExactlyInAnyOrder("processes/orders.bpmn", "forms/plan.form");
        assertThat(kept().state()).isEqualTo(Proposal.State.APPROVED);
        assertThat(kept().decidedBy()).contains("mia");
        assertThat(told()).last().asString().contains("mia approved proposal").contains("of paula");
    }

    @Test
    void theProposerDoesNotApproveAndTheSchemaKeepsThatToo() {
        keep("paula", CHANGED);

        assertThatThrownBy(() -> approve("paula"))
                .isInstanceOf(ProposalRefused.class)
                .hasMessageContaining("another person approves it");
        assertThatThrownBy(() -> jdbc.sql("""
                                update model_proposal set state = 'APPROVED', decided_by = 'paula',
                                decided_at = current_timestamp""").update()).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(active()).isEqualTo(ORDERS.content());
    }

    @Test
    void anApprovalOfADifferenceThatIsNoLongerTrueIsRefused() {
        keep("paula", CHANGED);
        Proposal first = kept();
        Digest seen = proposals.change(first).baseDigest();
        keep("paula", process("orders", "auditors"));
        approve("mia");

        assertThatThrownBy(() -> proposals.approve(first.id(), "mia", seen, ""))
                .isInstanceOf(ProposalRefused.class)
                .hasMessageContaining("has changed since");
        assertThat(active()).contains("auditors");

        proposals.approve(first.id(), "mia", proposals.change(first(first)).baseDigest(), "");
        assertThat(active()).isEqualTo(CHANGED.content());
    }

    @Test
    void anOlderVersionIsAChangeLikeAnyOther() {
        keep("paula", CHANGED);
        approve("mia");

        assertThatThrownBy(() -> deploy("paula", builder -> builder.addString("orders.bpmn", ORDERS.content())))
                .isInstanceOf(ModelKept.class);
        assertThat(active()).isEqualTo(CHANGED.content());
    }

    @Test
    void anApprovalServesOnce() {
        keep("paula", CHANGED);
        approve("mia");
        keep("paula", ORDERS);
        approve("mia");

        assertThatThrownBy(() -> deploy("paula", builder -> builder.addString("orders.bpmn", CHANGED.content())))
                .isInstanceOf(ModelKept.class);
        assertThatThrownBy(() -> deployments.deploy(List.of(CHANGED, FORM), ModelSet.APPROVED))
                .isInstanceOf(Refusal.class);
        assertThat(active()).isEqualTo(ORDERS.content());
    }

    @Test
    void filesFoundInAFolderNeedSomebodyWhoStandsForThem() {
        assertThatThrownBy(() -> deployments.deploy(List.of(CHANGED, FORM), ModelSet.FOLDER))
                .isInstanceOf(ModelKept.class);
        assertThat(kept().proposedBy()).isEmpty();
        assertThatThrownBy(() -> approve("mia")).hasMessageContaining("Nobody stands for");

        proposals.standFor(kept().id(), "mia");

        assertThatThrownBy(() -> approve("mia")).hasMessageContaining("another person");
        approve("paula");
        assertThat(active()).isEqualTo(CHANGED.content());
    }

    @Test
    void filesOfAFolderThatWereRefusedAreNotProposedAgainAtTheNextStart() {
        assertThatThrownBy(() -> deployments.deploy(List.of(CHANGED, FORM), ModelSet.FOLDER))
                .isInstanceOf(ModelKept.class);
        proposals.refuse(kept().id(), "mia", "Approvers have enough to do");

        assertThatThrownBy(() -> deployments.deploy(List.of(CHANGED, FORM), ModelSet.FOLDER))
                .hasMessageContaining("was refused by mia");
        assertThat(proposals.newest()).hasSize(1);
    }

    @Test
    void aReleaseReplacesWhatAReleaseBroughtAtOnceAndWritesItDown() {
        deployments.deploy(List.of(CHANGED, FORM), ModelSet.RELEASE);

        assertThat(active()).isEqualTo(CHANGED.content());
        assertThat(told()).last().asString().contains("came with Liftlock take the place");
    }

    @Test
    void aReleaseDoesNotReplaceWhatPeopleHaveApproved() {
        keep("paula", CHANGED);
        approve("mia");

        assertThatThrownBy(() -> deployments.deploy(List.of(process("orders", "auditors"), FORM), ModelSet.RELEASE))
                .isInstanceOf(ModelKept.class);
        assertThat(active()).isEqualTo(CHANGED.content());

        approve("paula");
        assertThat(active()).contains("auditors");
    }

    @Test
    void aDecidedProposalIsNotDecidedAgain() {
        keep("paula", CHANGED);
        assertThatThrownBy(() -> proposals.refuse(kept().id(), "mia", " ")).hasMessageContaining("why");
        proposals.refuse(kept().id(), "mia", "Approvers have enough to do");

        assertThatThrownBy(() -> approve("mia")).hasMessageContaining("refused by mia");
        assertThatCode(() -> keep("paula", CHANGED)).doesNotThrowAnyException();
        assertThat(proposals.newest()).hasSize(2);
    }

    private void keep(String person, Model model) {
        assertThatThrownBy(() -> deploy(person, builder -> builder.addString("orders.bpmn", model.content())))
                .isInstanceOf(ModelKept.class);
    }

    private void approve(String person) {
        Proposal proposal = first(kept());
        proposals.approve(proposal.id(), person, proposals.change(proposal).baseDigest(), "");
    }

    private Proposal first(Proposal proposal) {
        return proposals.find(proposal.id()).orElseThrow();
    }

    private Proposal kept() {
        return proposals.newest().get(0);
    }

    private void deploy(String person, Consumer<DeploymentBuilder> what) {
        DeploymentBuilder builder = engine.getRepositoryService().createDeployment();
        what.accept(builder);
        engine.getIdentityService().setAuthentication(person, List.of("process-owners"));
        try {
            builder.deploy();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private String active() {
        return new String(
                engine.getRepositoryService().getDeploymentResources(newest().getDeploymentId()).stream()
                        .filter(resource -> resource.getName().equals(newest().getResourceName()))
                        .findFirst()
                        .orElseThrow()
                        .getBytes(),
                StandardCharsets.UTF_8);
    }

    private ProcessDefinition newest() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey("orders")
                .latestVersion()
                .singleResult();
    }

    private List<String> told() {
        return jdbc.sql("select sentence from record_entry order by seq")
                .query(String.class)
                .list();
    }

    private static Model process(String id, String group) {
        return new Model("processes/" + id + ".bpmn", """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <process id="%s" isExecutable="true">
                    <startEvent id="start"/>
                    <userTask id="plan-%1$s" camunda:formRef="plan" camunda:formRefBinding="deployment"
                        camunda:candidateGroups="%s"/>
                  </process>
                </definitions>""".formatted(id, group));
    }
}
