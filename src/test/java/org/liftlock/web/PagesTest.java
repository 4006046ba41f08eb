package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.mockito.BDDMockito.given;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.process.DomainTime;
import org.liftlock.sample.SampleSite;
import org.liftlock.sample.SampleStory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;

/** What pages and API show of upgrades in different states. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final String RUNNING = "/upgrades/" + SeededUpgrades.RUNNING;

    private static final String REQUEST =
            "upgrade: order-service\nto: \"2.0\"\nreason: {category: feature, text: better}";

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    DomainTime time;

    @Autowired
    ProcessEngine engine;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
    }

    @BeforeEach
    void tellStories() {
        given(site.address("production")).willReturn(URI.create("http://localhost:1/"));
        given(site.stories()).willReturn(List.of(new SampleStory("good", "Raise it", "It goes well.", REQUEST)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/upgrades",
                RUNNING,
                "/upgrades/new",
                "/upgrades/new?system=order-service",
                "/systems",
                "/systems/order-service",
                "/systems/new-one",
                "/templates"
            })
    void everyPageRendersForAnEngineer(String page) throws Exception {
        mvc.perform(get(page).with(loggedIn("erik")))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("</html>"), containsString("Log out"))));
    }

    @Test
    void theRequestPageOffersTheMethodsOfTheSystemThatIsChosen() throws Exception {
        mvc.perform(get("/upgrades/new?system=order-service").with(loggedIn("erik")))
                .andExpect(shows("<select name=\"method\"><option value=\"\">the system's usual one</option>"
                        + "<option value=\"switch\">switch</option></select>"));
        mvc.perform(get("/upgrades/new?system=").with(loggedIn("erik"))).andExpect(shows("name=\"method\""));
    }

    @Test
    void aMethodThatTheSystemDoesNotHaveStaysVisibleAsWhatItIs() throws Exception {
        mvc.perform(post("/upgrades")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .param("system", "order-service")
                        .param("method", "teleport")
                        .param("when", "next"))
                .andExpect(shows("<option value=\"teleport\" selected>teleport (not one of this system)"));
    }

    @Test
    void theLandingPageShowsWhatWaitsForMeUntilWhen() throws Exception {
        mvc.perform(get("/").with(loggedIn("mia")))
                .andExpect(shows("Decide on failure"))
                .andExpect(shows("/camunda/app/tasklist/default/#/?task="))
                .andExpect(shows("decision due"));
        mvc.perform(get("/").with(loggedIn("uma"))).andExpect(shows("Nothing waits for you."));
    }

    @Test
    void theLandingPageShowsWhatRunsWhatComesAndWhatIsWrong() throws Exception {
        mvc.perform(get("/").with(loggedIn("otto")))
                .andExpect(shows(SeededUpgrades.RUNNING))
                .andExpect(shows("No answer in time"))
                .andExpect(shows("falls into the freeze &quot;quarter end&quot;"))
                .andExpect(shows("To uma@example.com: Order service: decide until 14:07"))
                .andExpect(shows("R19: The rehearsal was shortened"));
    }

    @Test
    void theUpgradePageShowsProofsChecksAndTheRecord() throws Exception {
        mvc.perform(get(RUNNING).with(loggedIn("otto")))
                .andExpect(shows("restored and compared, 412 rows equal"))
                .andExpect(shows("exit 1: order 413: 404"))
                .andExpect(shows("Approved the plan"))
                .andExpect(shows("1.4 MiB"))
                .andExpect(shows("33.0 s"));
    }

    @Test
    void theDiagramKnowsThePathTaken() throws Exception {
        String instances = mvc.perform(get(RUNNING + "/instances").with(loggedIn("otto")))
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].title").value("Upgrade lifecycle"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String instance = JsonPath.read(instances, "$[0].id");
        String definition = JsonPath.read(instances, "$[0].definition");

        mvc.perform(get(RUNNING + "/instances/" + instance + "/marks").with(loggedIn("otto")))
                .andExpect(jsonPath("$.visited", hasItem("upgrade-requested")))
                .andExpect(jsonPath("$.active", hasItem("decide-on-failure")));
        mvc.perform(get("/upgrades/" + SeededUpgrades.BACK + "/instances/" + instance + "/marks")
                        .with(loggedIn("otto")))
                .andExpect(status().isNotFound());
        mvc.perform(get("/models/" + definition).with(loggedIn("otto")))
                .andExpect(content().string(containsString("decide-on-failure")));
    }

    @Test
    void theStepsOfTheRehearsalStandApartFromThoseOfTheWindow() throws Exception {
        // when
        String page = mvc.perform(get(RUNNING).with(loggedIn("otto")))
                .andReturn()
                .getResponse()
                .getContentAsString();

        // then
        assertThat(page)
                .containsSubsequence(
                        "<h3><span>Rehearsal</span> <span class=\"faint\">staging</span></h3>",
                        "Release 2.0 runs on staging",
                        "<h3><span>Execution inside the window</span> <span class=\"faint\">production</span></h3>",
                        "1 service at 1.10",
                        "Restored and compared, 412 rows equal");
    }

    @Test
    void theApiTellsStageStateTasksTimersFindingsAndSteps() throws Exception {
        mvc.perform(get("/api" + RUNNING).with(loggedIn("otto")))
                .andExpect(jsonPath("$.upgrade.stage").value("EXECUTION"))
                .andExpect(jsonPath("$.upgrade.state").value("Roll back"))
                .andExpect(jsonPath("$.openTasks[0].name").value("Decide on failure"))
                .andExpect(jsonPath("$.openTasks[0].groups", hasSize(2)))
                .andExpect(jsonPath("$.timers[0].name").value("No answer in time"))
                .andExpect(jsonPath("$.findings[0].rule").value("R18"))
                .andExpect(jsonPath("$.steps[5].tookMillis").value(33000))
                .andExpect(jsonPath("$.steps[7].outcome").doesNotExist());
        mvc.perform(get("/api" + RUNNING + "/record").with(loggedIn("otto")))
                .andExpect(jsonPath("$.upgrade[0].upgrade_key").value(SeededUpgrades.RUNNING))
                .andExpect(jsonPath("$.approval[0].approver").value("ana"))
                .andExpect(jsonPath("$.record_entry.length()", greaterThanOrEqualTo(8)))
                .andExpect(jsonPath("$.record_entry[0].kind").value("requested"));
        mvc.perform(get("/api/upgrades").with(loggedIn("otto"))).andExpect(jsonPath("$", hasSize(4)));
    }

    @Test
    void aStepThatStandsStillIsTriedAgainByAnEngineerOnly() throws Exception {
        String job = engine.getManagementService()
                .createJobQuery()
                .timers()
                .singleResult()
                .getId();
        engine.getManagementService().setJobRetries(job, 0);
        String fault =
                engine.getRuntimeService().createIncidentQuery().singleResult().getId();
        String retry = RUNNING + "/faults/" + fault + "/retry";

        mvc.perform(get(RUNNING).with(loggedIn("erik")))
                .andExpect(shows("Stands still"))
                .andExpect(shows(retry));
        mvc.perform(get(RUNNING).with(loggedIn("otto"))).andExpect(shows("An engineer or a change manager may"));
        mvc.perform(post(retry).with(csrf()).with(loggedIn("otto"))).andExpect(status().isForbidden());
        assertThat(retriesOf(job)).isZero();
        mvc.perform(post(retry).with(csrf()).with(loggedIn("erik"))).andExpect(redirectedUrl(RUNNING));

        assertThat(retriesOf(job)).isPositive();
        mvc.perform(get(RUNNING).with(loggedIn("erik")))
                .andExpect(content().string(not(containsString("Stands still"))));
        mvc.perform(get(RUNNING).with(loggedIn("otto"))).andExpect(shows("be tried again; it had stopped"));
    }

    private int retriesOf(String job) {
        return engine.getManagementService()
                .createJobQuery()
                .jobId(job)
                .singleResult()
                .getRetries();
    }

    @Test
    void everybodySeesWhomAnUpgradeWaitsForAndMayBecomeThatPersonInTheSample() throws Exception {
        mvc.perform(get("/").with(loggedIn("uma")))
                .andExpect(shows("Decide on failure"))
                .andExpect(shows("Answer as"));
        mvc.perform(get("/").with(loggedIn("mia"))).andExpect(content().string(not(containsString("Answer as"))));
        mvc.perform(get("/tasks/42").with(loggedIn("mia")))
                .andExpect(redirectedUrl("/camunda/app/tasklist/default/#/?task=42"));
    }

    @Test
    void anUnknownUpgradeIsNotFoundInWordsThatHelp() throws Exception {
        mvc.perform(get("/api/upgrades/UPG-2026-9999").with(loggedIn("otto")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("/upgrades lists")));
        mvc.perform(get("/upgrades/UPG-2026-9999").with(loggedIn("otto"))).andExpect(status().isNotFound());
    }

    @Test
    void aPlanIsToldHowLongThePartsTook() throws Exception {
        mvc.perform(put("/api/systems/order-service")
                .with(loggedIn("erik"))
                .with(csrf())
                .contentType(MediaType.APPLICATION_YAML)
                .content(OrderDesk.ORDER_SERVICE));

        mvc.perform(get("/api/systems/order-service/durations?environment=production")
                        .with(loggedIn("erik")))
                .andExpect(status().isOk())
                .andExpect(
                        content().json("{prepare: 'PT4S', back_up: 'PT30S', apply: 'PT33S'}", JsonCompareMode.STRICT));
        mvc.perform(get("/api/systems/billing/durations").with(loggedIn("erik")))
                .andExpect(status().isNotFound());
    }

    @Test
    void aDocumentWithProblemsIsRefusedWithEachOfThem() throws Exception {
        mvc.perform(put("/api/systems/order-service")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_YAML)
                        .content(OrderDesk.ORDER_SERVICE.replace("owner:", "ovner:")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.problems[?(@.path=='ovner')].expected").isNotEmpty())
                .andExpect(jsonPath("$.problems[?(@.path=='ovner')].remedy").isNotEmpty())
                .andExpect(jsonPath("$.problems[?(@.path=='ovner')].didYouMean", hasItem("owner")));
    }

    @Test
    void aDocumentOfAnotherSystemChangesNothing() throws Exception {
        mvc.perform(put("/api/systems/web-edge")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_YAML)
                        .content(OrderDesk.ORDER_SERVICE.replace("Order service", "Another name")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.problems[0].path").value("system"));
        mvc.perform(get("/api/systems/order-service").with(loggedIn("erik")))
                .andExpect(jsonPath("$.name").value("Order service"))
                .andExpect(jsonPath("$.merged").isNotEmpty());
    }

    @Test
    void theEditorKeepsWhatWasTypedAndShowsItsProblems() throws Exception {
        mvc.perform(post("/systems/order-service")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .param("document", "system: order-service\nkind: fyles"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(shows("kind: fyles"))
                .andExpect(shows("nothing was changed"));
        mvc.perform(post("/systems/order-service")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .param("document", OrderDesk.ORDER_SERVICE))
                .andExpect(redirectedUrl("/systems/order-service"));
    }

    @Test
    void theRequestPageAsksLikeTheApi() throws Exception {
        mvc.perform(post("/upgrades")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .param("system", "order-service")
                        .param("to", "2.0")
                        .param("category", "feature")
                        .param("text", "because")
                        .param("when", "next"))
                .andExpect(redirectedUrl("/upgrades/" + OrderDesk.KEY));
        mvc.perform(post("/upgrades")
                        .with(loggedIn("erik"))
                        .with(csrf())
                        .param("system", "wrong")
                        .param("text", "kept")
                        .param("training", "A page for customers"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(shows("kept"))
                .andExpect(shows("A page for customers"))
                .andExpect(shows("nothing was started"));
    }

    @Test
    void aStoryIsARequestLikeAnyOther() throws Exception {
        mvc.perform(post("/stories/good").with(loggedIn("erik")).with(csrf()))
                .andExpect(redirectedUrl("/upgrades/" + OrderDesk.KEY));
        mvc.perform(post("/stories/good").with(loggedIn("uma")).with(csrf())).andExpect(status().isForbidden());
    }

    @Test
    void anAuditorSeesNoButtonThatChangesSomething() throws Exception {
        mvc.perform(get("/systems/order-service").with(loggedIn("otto")))
                .andExpect(content().string(not(containsString("Check and store"))));
        mvc.perform(get("/upgrades").with(loggedIn("otto")))
                .andExpect(content().string(not(containsString("/upgrades/new"))));
    }

    @Test
    void theSampleClockMovesForward() throws Exception {
        Instant before = time.now();

        mvc.perform(post("/clock/forward").with(loggedIn("erik")).with(csrf()).param("minutes", "1"))
                .andExpect(redirectedUrl("/"));

        assertThat(time.now()).isAfterOrEqualTo(before.plusSeconds(60));
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }
}
