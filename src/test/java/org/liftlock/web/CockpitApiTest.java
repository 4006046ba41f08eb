package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.liftlock.sample.SampleSite;
import org.liftlock.security.Member;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

/** From Cockpit to the pages of an upgrade. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = "a-database-of-its-own=cockpit")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CockpitApiTest {

    private static final String ENDED = "UPG-2026-0001";
    private static final String SCRIPTS = "META-INF/resources/webjars/camunda/app/cockpit/scripts/";

    private static final Authentication STRANGER =
            UsernamePasswordAuthenticationToken.authenticated(new Member("dora", "Dora", List.of()), null, List.of());

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient jdbc;

    @MockitoBean
    SampleSite site;

    private HistoricProcessInstance running;
    private String ended;

    @BeforeAll
    void oneUpgradeThatRunsAndOneWhoseInstanceHasEnded() {
        upgrades.plant();
        running = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(SeededUpgrades.RUNNING)
                .singleResult();
        ended = engine.getRuntimeService()
                .startProcessInstanceById(running.getProcessDefinitionId(), ENDED, Map.of("answerBy", new Date()))
                .getId();
        engine.getRuntimeService().deleteProcessInstance(ended, "over");
    }

    @Test
    void aRunningInstanceLeadsToItsUpgrade() throws Exception {
        mvc.perform(get("/api/processes/instances/{id}/upgrade", running.getId())
                        .with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.ended").value(false))
                .andExpect(jsonPath("$.upgrade.key").value(SeededUpgrades.RUNNING));
    }

    @Test
    void anInstanceThatHasEndedDoesToo() throws Exception {
        mvc.perform(get("/api/processes/instances/{id}/upgrade", ended).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.ended").value(true))
                .andExpect(jsonPath("$.upgrade.key").value(ENDED));
    }

    @Test
    void aDefinitionListsItsUpgradesEndedOnesIncluded() throws Exception {
        mvc.perform(get("/api/processes/definitions/{id}/upgrades", running.getProcessDefinitionId())
                        .with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[*].key").value(contains(ENDED, SeededUpgrades.RUNNING)));
        mvc.perform(get("/api/processes/definitions/{id}/upgrades", "upgrade:99:none")
                        .with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$").value(empty()));
    }

    @Test
    void nothingIsShownOfUpgradesThatOneIsNotShownElsewhere() throws Exception {
        mvc.perform(get("/api/processes/instances/{id}/upgrade", running.getId())
                        .with(authentication(STRANGER)))
                .andExpect(status().isForbidden());
        mvc.perform(get("/api/processes/definitions/{id}/upgrades", running.getProcessDefinitionId())
                        .with(authentication(STRANGER)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$").value(empty()));
    }

    @Test
    void whatBelongsToNoUpgradeIsSaidToBeMissing() throws Exception {
        mvc.perform(get("/api/processes/instances/none/upgrade").with(loggedIn("otto")))
                .andExpect(status().isNotFound());
    }

    @Test
    void theRecordKeepsTheModelAndThePathThroughIt() throws Exception {
        mvc.perform(get("/api/upgrades/{key}/record", SeededUpgrades.RUNNING).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.process_model[0].process").value("upgrade"))
                .andExpect(jsonPath("$.process_model[0].drawing").value(containsString("Decide on failure")))
                .andExpect(jsonPath("$.process_instance[0].instance").value(running.getId()))
                .andExpect(jsonPath("$.process_instance[0].path")
                        .value(containsString("\"element\":\"decide-on-failure\"")));
        mvc.perform(get("/upgrades/{key}/record", SeededUpgrades.RUNNING).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("<svg")));
    }

    @Test
    void cockpitLoadsTheTabs() throws Exception {
        String config = new ClassPathResource(SCRIPTS + "config.js").getContentAsString(StandardCharsets.UTF_8);
        assertThat(config).contains("customScripts: ['scripts/upgrades']");
        assertThat(new ClassPathResource(SCRIPTS + "upgrades.js").getContentAsString(StandardCharsets.UTF_8))
                .contains(
                        "cockpit.processInstance.runtime.tab",
                        "cockpit.processDefinition.runtime.tab",
                        "cockpit.dashboard");
    }
}
