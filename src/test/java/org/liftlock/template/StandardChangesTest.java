package org.liftlock.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.EngineTest;
import org.liftlock.ShippedModels;
import org.liftlock.approval.Approvals;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Layer;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.RequestDesk;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shipped model with its own delegates, from the request to the sealed plan; the worker alone is stood in for. */
@EngineTest
@Import(StandardChangesTest.Rooms.class)
class StandardChangesTest {

    private static final String SYSTEM = """
            system: %s
            name: Order service
            kind: command
            owner: erik
            environments:
              staging: {stands_for: production, targets: {orders-stg.example.com: {}}}
              production: {targets: {orders.example.com: {}}}
            stores: none
            config: [/etc/orders]
            checks: [{id: works, core: true, run: [works]}]
            methods:
              replace: {reversible: always, apply: {run: [raise]}, rollback: {run: [lower]}}
            people: {decider: mia, deputy: carl, engineer: erik, sign_off: [uma]}
            """;
    private static final String TEMPLATE = """
            standard_change: %1$s-patch
            system: %1$s
            covers: {version: same-minor, environments: [production]}
            varies: [tickets, window]
            valid: {until: 2099-12-31, uses: 2, void_if: [rolled-back, system-changed]}
            """;
    private static int last;

    @Autowired
    private DescriptionStore store;

    @Autowired
    private RequestDesk desk;

    @Autowired
    private Upgrades upgrades;

    @Autowired
    private Approvals approvals;

    @Autowired
    private ApprovedTemplates templates;

    @Autowired
    private Findings findings;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    private String system;

    @BeforeEach
    void anApproverHasApprovedPatchesOfASystem() throws IOException {
        if (engine.getRepositoryService().createDeploymentQuery().count() == 0) {
            deploy();
        }
        system = "orders-" + ++last;
        store.put(Layer.SITE, "site: shop\ntime_zone: Europe/Berlin\n", "paula");
        store.put(Layer.SYSTEM, SYSTEM.formatted(system), "erik");
        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system), "ana");
    }

    @Test
    void whoHasWrittenTheSystemDoesNotApproveItsTemplateAsWell() {
        store.put(Layer.SYSTEM, SYSTEM.formatted(system).replace("[raise]", "[raise, quietly]"), "ana");
        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace("uses: 2", "uses: 3"), "ana");

        assertThatThrownBy(() -> request("1.0.1", ""))
                .hasMessageContaining("was approved by ana, who has written system " + system + ", revision 2")
                .hasMessageContaining("another person has to approve the template");
    }

    @AfterEach
    void nobodyIsLoggedIn() {
        engine.getIdentityService().clearAuthentication();
    }

    @Test
    void nobodyIsAskedAfterTheRequestAndTheDigestStillDecides() {
        String key = request("1.0.1", "");
        assess(key, "1.0");

        assertThat(upgrades.find(key).controlLevel()).contains(ControlLevel.LOW);
        assertThat(humanTasksOf(key)).isZero();
        assertThat(engine.getExternalTaskService()
                        .createExternalTaskQuery()
                        .topicName("announce-upgrade")
                        .processInstanceId(processOf(key))
                        .count())
                .as("the plan is sealed and waits for its window")
                .isOne();
        assertThat(engine.getRuntimeService().getVariable(processOf(key), "signOffsNeeded"))
                .isEqualTo(0);
        assertThat(approvals.missing(key)).isEmpty();

        store.put(Layer.SYSTEM, SYSTEM.formatted(system).replace("[raise]", "[raise, more]"), "erik");
        assertThat(approvals.missing(key))
                .hasValueSatisfying(missing -> assertThat(missing).contains("has changed since"));
    }

    @Test
    void theRevisionThatWasUsedIsPinnedToTheUpgrade() {
        String key = request("1.0.1", "");

        assertThat(jdbc.sql("select revision from template_use where upgrade_key = ? and digest = ?")
                        .param(key)
                        .param(store.current(Layer.TEMPLATE, system + "-patch")
                                .orElseThrow()
                                .digest()
                                .hex())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace("uses: 2", "uses: 9"), "ana");
        assertThat(templates.withdrawn(key))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("revision 1 approved this upgrade, revision 2 did not"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ana   | 1.0.1 |                        | cannot be the only one to use it",
                "paula | 1.0.1 | no_answer: go-on       | fixes no_answer; a request may set only tickets, window",
                "paula | 1.0.1 | vars: {a: b}           | fixes vars",
                "paula | 1.0.1 | environment: staging   | does not cover the environment staging",
                "paula | 1.0.1 | emergency: it is slow  | fixes emergency"
            })
    void aRequestThatDoesNotFitIsRefusedWithTheRemedy(String by, String to, String more, String why) {
        assertThatThrownBy(() -> request(by, to, more == null ? "" : more + "\n"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("R28: Template " + system + "-patch ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("Leave the template out, and people approve the request instead");
        assertThat(upgradesOfTheSystem()).isZero();
    }

    @Test
    void aStepOverTheVersionsItCoversIsRefusedWhenTheRequestSaysWhatRuns() {
        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace("[tickets", "[from, tickets"), "ana");

        assertThatThrownBy(() -> request("1.1", "from: \"1.0.4\"\n")).hasMessageContaining("within the same minor");
        assertThatCode(() -> request("1.0.5", "from: \"1.0.4\"\n")).doesNotThrowAnyException();
    }

    @Test
    void aStepOverTheVersionsFoundOutByTheInventoryTakesTheUsualPath() {
        String key = request("1.1", "");
        assess(key, "1.0.4");

        assertThat(upgrades.find(key).controlLevel()).contains(ControlLevel.NORMAL);
        assertThat(findings.open(key))
                .filteredOn(finding -> finding.subject().equals("template"))
                .extracting(Finding::rule)
                .containsExactly(RuleId.R28);
        assertThat(openTask(key)).isEqualTo("plan-upgrade");
    }

    @Test
    void itsUsesAreCountedAndOneThatTouchedNothingIsGivenBack() {
        request("1.0.1", "");
        String second = request("1.0.2", "");

        assertThatThrownBy(() -> request("1.0.3", "")).hasMessageContaining("approved for 2 upgrades");
        upgrades.outcome(second, Outcome.CANCELLED);
        assertThatCode(() -> request("1.0.3", "")).doesNotThrowAnyException();
    }

    @Test
    void anUpgradeThatWasRolledBackVoidsItUntilANewRevisionIsApproved() {
        String key = request("1.0.1", "");
        upgrades.outcome(key, Outcome.BACK_AS_BEFORE);

        assertThatThrownBy(() -> request("1.0.2", "")).hasMessageContaining("is void since " + key);
        assertThat(templates.withdrawn(key)).as("its own end").isEmpty();

        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace("uses: 2", "uses: 3"), "ana");
        assertThatCode(() -> request("1.0.2", "")).doesNotThrowAnyException();
    }

    @Test
    void aSystemChangedAfterwardsVoidsIt() {
        store.put(Layer.SYSTEM, SYSTEM.formatted(system).replace("owner: erik", "owner: paula"), "erik");

        assertThatThrownBy(() -> request("1.0.1", "")).hasMessageContaining("system " + system + " was changed");
    }

    @Test
    void itEndsWithItsLastDay() {
        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace("2099-12-31", "2001-01-31"), "ana");

        assertThatThrownBy(() -> request("1.0.1", "")).hasMessageContaining("held until 2001-01-31");
    }

    @Test
    void stagingIsRaisedFirstWhenItSaysSo() {
        store.put(
                Layer.TEMPLATE,
                TEMPLATE.formatted(system) + "needs: {staging_first: true}\nsign_off: by-people\n",
                "ana");

        assertThatThrownBy(() -> request("1.0.1", "")).hasMessageContaining("wants staging raised to 1.0.1 first");

        String staging = ask("paula", "upgrade: %s\nenvironment: staging\nto: \"1.0.1\"\n".formatted(system));
        upgrades.outcome(staging, Outcome.RAISED);
        upgrades.close(staging);
        String key = request("1.0.1", "");
        assess(key, "1.0");
        assertThat(engine.getRuntimeService().getVariable(processOf(key), "signOffsNeeded"))
                .as("by people, as the template wants")
                .isEqualTo(1);
    }

    @Test
    void aTemplateThatIsVoidByTheTimeThePlanIsCheckedBringsAPerson() {
        String key = request("1.0.1", "");
        assess(key, "1.0");
        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace("uses: 2", "uses: 9"), "ana");

        assertThat(approvals.missing(key))
                .hasValueSatisfying(missing ->
                        assertThat(missing).startsWith("R28: Template").contains("was changed since"));
    }

    @Test
    void aPlannerWhoChoosesAnotherMethodLeavesWhatTheTemplateApproves() {
        // given
        store.put(
                Layer.SYSTEM,
                SYSTEM.formatted(system)
                        .replace(
                                "methods:",
                                "method: replace\nmethods:\n  move: {reversible: never, apply: {run: [move]}}"),
                "erik");
        store.put(Layer.TEMPLATE, TEMPLATE.formatted(system).replace(", system-changed", ""), "ana");
        String key = request("1.0.1", "");
        assertThat(templates.withdrawn(key)).isEmpty();

        // when
        upgrades.make(key, "move", "erik");

        // then
        assertThat(templates.withdrawn(key))
                .hasValueSatisfying(
                        why -> assertThat(why).endsWith("fixes method; a request may set only tickets, window"));
    }

    @Test
    void aTemplateNamesWhatIsThere() {
        assertThatThrownBy(() -> store.put(
                        Layer.TEMPLATE,
                        TEMPLATE.formatted(system).replace("[production]", "[harbour]") + "method: hope\n",
                        "ana"))
                .isInstanceOfSatisfying(
                        InvalidDescription.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting("path")
                                .containsExactly("covers.environments", "method"));
    }

    private String request(String to, String more) {
        return request("paula", to, more);
    }

    private String request(String by, String to, String more) {
        return ask(by, "upgrade: %1$s\ntemplate: %1$s-patch\nto: \"%2$s\"\n%3$s".formatted(system, to, more));
    }

    private String ask(String by, String document) {
        engine.getIdentityService().setAuthentication(by, List.of());
        try {
            return desk.request(document + "reason: {category: serious-bug, text: \"orders are rounded down\"}\n", by);
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** What the worker does in the stage: the inventory reads the version that runs. */
    private void assess(String key, String runs) {
        engine.getExternalTaskService().fetchAndLock(100, "worker").topic("capture-inventory", 1000L).execute().stream()
                .filter(task -> task.getBusinessKey().equals(key)
                        || task.getProcessInstanceId().equals(processOf(key)))
                .forEach(task -> {
                    upgrades.runs(key, runs);
                    engine.getExternalTaskService()
                            .complete(task.getId(), "worker", null, Map.of("outcome", "SUCCEEDED"));
                });
        engine.getManagementService()
                .createJobQuery()
                .processInstanceId(processOf(key))
                .messages()
                .list()
                .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    }

    private String processOf(String key) {
        return jdbc.sql("select engine_instance from upgrade where upgrade_key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    private String openTask(String key) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(processOf(key))
                .singleResult()
                .getTaskDefinitionKey();
    }

    private long humanTasksOf(String key) {
        return engine.getHistoryService()
                .createHistoricTaskInstanceQuery()
                .processInstanceId(processOf(key))
                .count();
    }

    private int upgradesOfTheSystem() {
        return jdbc.sql("select count(*) from upgrade where system_id = ?")
                .param(system)
                .query(Integer.class)
                .single();
    }

    private void deploy() {
        ShippedModels.deployTo(engine);
        mayStart(Resources.PROCESS_DEFINITION, Permissions.CREATE_INSTANCE);
        mayStart(Resources.PROCESS_INSTANCE, Permissions.CREATE);
    }

    private void mayStart(Resources resource, Permissions permission) {
        Authorization everybody =
                engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
        everybody.setResource(resource);
        everybody.setResourceId(Authorization.ANY);
        everybody.addPermission(permission);
        engine.getAuthorizationService().saveAuthorization(everybody);
    }

    @ComponentScan({"org.liftlock.tasks", "org.liftlock.compatibility"})
    @ComponentScan(
            basePackages = "org.liftlock.assessment",
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(FindDependants|WeighReason)"))
    @ComponentScan(
            basePackages = "org.liftlock.inventory",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(Dependants|Peers)"))
    static class Rooms {

        /** Models are refused when they name a bean that is not there; of later stages only the names are needed. */
        @Bean
        static BeanDefinitionRegistryPostProcessor laterStages() {
            return registry -> Stream.of(org.liftlock.process.Bean.values())
                    .map(org.liftlock.process.Bean::beanName)
                    .filter(name -> !registry.containsBeanDefinition(name))
                    .forEach(name -> registry.registerBeanDefinition(
                            name, new RootBeanDefinition(JavaDelegate.class, () -> execution -> {})));
        }
    }
}
