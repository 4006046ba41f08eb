package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.never;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.sample.SampleSite;
import org.liftlock.web.BulkApproval.Answer;
import org.liftlock.web.BulkApproval.Answered;
import org.liftlock.web.BulkApproval.Chosen;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;

/** What the meeting sees, who may answer, and what is said before anything is approved together. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvisoryPagesTest {

    private static final String ONE = "UPG-2026-0004";
    private static final String OTHER = "UPG-2026-0005";
    private static final String BUTTON = "Look at what I chose";

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    ObjectMapper json;

    @Autowired
    Plans plans;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Clock clock;

    @MockitoBean
    BulkApproval bulk;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void twoUpgradesInConflictWaitForTheirApproval() {
        upgrades.plant();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "approving.bpmn",
                        Bpmn.createExecutableProcess("approving")
                                .camundaHistoryTimeToLive(30)
                                .startEvent()
                                .userTask("approve-upgrade")
                                .name("Approve upgrade")
                                .camundaCandidateGroups("approvers")
                                .endEvent()
                                .done())
                .deploy();
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at,
                            control_level, stage)
                        select ?, system_id, environment, from_version, to_version, method, reason_category, reason_text,
                            request, merged, merged_digest, 'mia', requested_at, 'HIGH', stage
                        from upgrade where upgrade_key = ?
                        """).params(OTHER, ONE).update();
        waits(ONE);
        waits(OTHER);
    }

    private void waits(String key) {
        Instant opens = clock.instant().plus(Duration.ofDays(4));
        Duration part = Duration.ofMinutes(5);
        String document = json(new Plan(
                opens,
                opens.plus(Duration.ofHours(2)),
                "mia",
                "carl",
                "erik",
                NoAnswer.ROLL_BACK,
                "replace",
                new Estimates(part, part, part, part, part, part, part),
                List.of("localhost/order-production"),
                List.of("uma"),
                "Not available.",
                Duration.ofDays(1),
                "d"));
        jdbc.sql("insert into upgrade_plan values (?, 1, ?, ?, 'erik', ?, ?)")
                .params(key, document, Digest.of(key).hex())
                .params(Timestamp.from(clock.instant()), Timestamp.from(clock.instant()))
                .update();
        jdbc.sql("delete from maintenance_window where upgrade_key = ?")
                .param(key)
                .update();
        jdbc.sql("insert into maintenance_window values (?, 1, ?, ?, 'plan', ?)")
                .params(
                        key,
                        Timestamp.from(opens),
                        Timestamp.from(opens.plus(Duration.ofHours(2))),
                        Timestamp.from(clock.instant()))
                .update();
        jdbc.sql("update upgrade set stage = 'PREPARATION', engine_instance = ? where upgrade_key = ?")
                .params(
                        engine.getRuntimeService()
                                .startProcessInstanceByKey("approving", key)
                                .getId(),
                        key)
                .update();
    }

    private String json(Plan plan) {
        try {
            return json.writeValueAsString(plan);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @Test
    void theGreaterRiskComesFirstWithItsThreeLinesAndWhoMayApprove() throws Exception {
        String page = mvc.perform(get("/advisory").with(loggedIn("ana")))
                .andExpect(shows("May approve: <b>one of approvers</b>"))
                .andExpect(shows("Worst case"))
                .andExpect(shows("both change orders-db"))
                .andExpect(shows(BUTTON))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page.indexOf("p-" + OTHER)).isLessThan(page.indexOf("p-" + ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"otto", "erik", "mia", "paula"})
    void whoMayNotApproveSeesNoButtons(String person) throws Exception {
        mvc.perform(get("/advisory").with(loggedIn(person)))
                .andExpect(status().isOk())
                .andExpect(hides(BUTTON))
                .andExpect(hides("Refuse "))
                .andExpect(hides("type=\"checkbox\""));
    }

    @Test
    void whatIsInConflictIsSaidBeforeItIsApprovedTogether() throws Exception {
        mvc.perform(get("/advisory/chosen")
                        .param("choice", choice(ONE), choice(OTHER))
                        .with(loggedIn("ana")))
                .andExpect(shows("In conflict with each other"))
                .andExpect(shows(ONE + " and " + OTHER))
                .andExpect(shows("In spite of the conflict: Approve these 2"));
        mvc.perform(get("/advisory/chosen").param("choice", choice(ONE)).with(loggedIn("ana")))
                .andExpect(hides("In conflict with each other"))
                .andExpect(shows("Approve it"));
    }

    @Test
    void onePlanThatHasChangedIsNamedAndNotOfferedAgain() throws Exception {
        mvc.perform(get("/advisory/chosen")
                        .param("choice", ONE + ":" + "0".repeat(64), choice(OTHER))
                        .with(loggedIn("ana")))
                .andExpect(shows("its plan has changed since it was shown to you"))
                .andExpect(shows("Approve it"))
                .andExpect(hides(ONE + ":"));
    }

    @Test
    void whatWasSeenTogetherIsApprovedAndEachOutcomeIsTold() throws Exception {
        String page = mvc.perform(get("/advisory/chosen")
                        .param("choice", choice(ONE), choice(OTHER))
                        .with(loggedIn("ana")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        List<Answered> outcomes = List.of(
                new Answered(ONE, true, "approved"), new Answered(OTHER, false, "left out: somebody was faster"));
        given(bulk.answer(any(), eq(Answer.APPROVED), eq("as discussed"), any()))
                .willReturn(outcomes);

        mvc.perform(post("/advisory/approve")
                        .param("choice", choice(ONE), choice(OTHER))
                        .param("remark", "as discussed")
                        .param("conflicts", field(page, "conflicts"))
                        .with(loggedIn("ana"))
                        .with(csrf()))
                .andExpect(redirectedUrl("/advisory"))
                .andExpect(flash().attribute("answered", outcomes));
        mvc.perform(get("/advisory").flashAttr("answered", outcomes).with(loggedIn("ana")))
                .andExpect(content()
                        .string(allOf(
                                containsString("left out: somebody was faster"), containsString("What became of it"))));
    }

    @Test
    void aConflictThatWasNotShownIsShownFirstAndNothingIsDone() throws Exception {
        mvc.perform(post("/advisory/approve")
                        .param("choice", choice(ONE), choice(OTHER))
                        .param("conflicts", "not what was shown")
                        .with(loggedIn("ana"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(shows("Nothing was done: what is in conflict has changed since you looked"));

        then(bulk).should(never()).answer(any(), any(), eq(""), any());
    }

    @Test
    void oneIsRefusedWithItsReason() throws Exception {
        given(bulk.answer(List.of(Chosen.parse(choice(ONE))), Answer.REFUSED, "withdrawn", TestPeople.member("ana")))
                .willReturn(List.of(new Answered(ONE, true, "refused")));

        mvc.perform(post("/advisory/refuse")
                        .param("choice", choice(ONE))
                        .param("reason", "withdrawn")
                        .with(loggedIn("ana"))
                        .with(csrf()))
                .andExpect(flash().attribute("answered", List.of(new Answered(ONE, true, "refused"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?choice=nonsense"})
    void aChoiceThatIsNoneIsRefusedInWords(String choice) throws Exception {
        mvc.perform(get("/advisory/chosen" + choice).with(loggedIn("ana")))
                .andExpect(redirectedUrl("/advisory"))
                .andExpect(flash().attributeExists("refused"));
    }

    private String choice(String key) {
        return key + ":" + plans.sealedDigest(key).orElseThrow().hex();
    }

    private static String field(String page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return found.find() ? found.group(1) : "missing";
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }

    private static ResultMatcher hides(String text) {
        return content().string(not(containsString(text)));
    }
}
