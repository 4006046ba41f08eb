package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.intervention.Intervention;
import org.liftlock.intervention.InterventionRefused;
import org.liftlock.intervention.Interventions;
import org.liftlock.intervention.Prospect;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Stepping in by page and by program: who may, what is told first, and what a refusal says. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterventionPagesTest {

    private static final String UPGRADE = "/upgrades/" + SeededUpgrades.RUNNING;
    private static final String NEXT = "Steps that run now are stopped";

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    IdentityService identity;

    @MockitoBean
    Interventions interventions;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
    }

    @BeforeEach
    void everythingWouldHaveAnEffect() {
        given(site.address("production")).willReturn(URI.create("http://localhost:1/"));
        given(interventions.prospect(anyString(), any())).willReturn(new Prospect.Open(NEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "erik,  true,  false, true",
        "paula, true,  false, false",
        "ana,   false, true,  false",
        "mia,   true,  true,  true",
        "uma,   false, false, true",
        "otto,  false, false, false"
    })
    void everybodySeesAndReachesOnlyWhatTheyMayDo(String person, boolean cancel, boolean revoke, boolean report)
            throws Exception {
        String page = mvc.perform(get(UPGRADE).with(loggedIn(person)))
                .andReturn()
                .getResponse()
                .getContentAsString();

        for (StepIn stepIn : StepIn.values()) {
            boolean allowed = switch (stepIn) {
                case CANCEL -> cancel;
                case REVOKE_APPROVAL -> revoke;
                case REPORT_TROUBLE -> report;
            };
            String path = UPGRADE + "/" + stepIn.getWord();
            assertThat(page.contains(path)).as(path).isEqualTo(allowed);
            mvc.perform(get(path).with(loggedIn(person))).andExpect(status().is(allowed ? 200 : 403));
            mvc.perform(said(post(path), NEXT).with(loggedIn(person))).andExpect(status().is(allowed ? 302 : 403));
            mvc.perform(post("/api" + path)
                            .with(loggedIn(person))
                            .with(csrf())
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"reason\": \"Wrong version\"}"))
                    .andExpect(status().is(allowed ? 204 : 403));
        }
    }

    @Test
    void whatWouldHaveNoEffectIsNotOffered() throws Exception {
        given(interventions.prospect(SeededUpgrades.RUNNING, Intervention.REPORT_TROUBLE))
                .willReturn(new Prospect.Closed("It is not in use yet"));

        mvc.perform(get(UPGRADE).with(loggedIn("mia")))
                .andExpect(content().string(containsString(UPGRADE + "/cancel")))
                .andExpect(content().string(not(containsString(UPGRADE + "/report-trouble"))));
        mvc.perform(get(UPGRADE + "/report-trouble").with(loggedIn("mia")))
                .andExpect(content().string(containsString("It is not in use yet.")))
                .andExpect(content().string(not(containsString("name=\"reason\""))));
    }

    @Test
    void whatHappensNextIsToldBeforeTheReasonIsAsked() throws Exception {
        String page = mvc.perform(get(UPGRADE + "/cancel").with(loggedIn("mia")))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page).containsSubsequence("What happens next", NEXT, "required", "Leave it as it is");
    }

    @Test
    void itIsDoneInTheNameOfThePersonWithTheReason() throws Exception {
        mvc.perform(said(post(UPGRADE + "/cancel"), NEXT).with(loggedIn("mia"))).andExpect(redirectedUrl(UPGRADE));

        verify(interventions).intervene(SeededUpgrades.RUNNING, Intervention.CANCEL, "mia", "Wrong version");
    }

    @Test
    void whoeverReadWhatIsNoLongerTrueReadsItAnewBeforeAnythingIsDone() throws Exception {
        mvc.perform(said(post(UPGRADE + "/cancel"), "Nothing was touched").with(loggedIn("mia")))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("the upgrade has moved on")))
                .andExpect(content().string(containsString(NEXT)))
                .andExpect(content().string(containsString("Wrong version")));

        verify(interventions, never()).intervene(any(), any(), any(), any());
    }

    @Test
    void aReasonThatIsMissingIsAskedForAgain() throws Exception {
        willThrow(new IllegalArgumentException("Field \"reason\": say why"))
                .given(interventions)
                .intervene(any(), any(), any(), eq(""));

        mvc.perform(post(UPGRADE + "/cancel").param("next", NEXT).with(csrf()).with(loggedIn("mia")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("say why")));
    }

    @Test
    void aProgramLearnsWhatToDoInstead() throws Exception {
        willThrow(new InterventionRefused("It is past its window; report trouble"))
                .given(interventions)
                .intervene(any(), any(), any(), any());

        mvc.perform(said("/api" + UPGRADE + "/cancel").with(loggedIn("mia")))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value("It is past its window; report trouble"));
    }

    @ParameterizedTest
    @CsvSource({"/upgrades/UPG-1999-0001/cancel", "/api/upgrades/UPG-1999-0001/cancel"})
    void anUpgradeThatIsNotThereIsNotFound(String path) throws Exception {
        mvc.perform(said(path).with(loggedIn("mia"))).andExpect(status().isNotFound());

        verify(interventions, never()).intervene(any(), any(), any(), any());
    }

    /** In the engine people hold no right to move its processes on, so that in their name nobody would be woken. */
    @ParameterizedTest
    @CsvSource({"/upgrades/", "/api/upgrades/"})
    void inTheEngineItIsTheProductThatActs(String where) throws Exception {
        AtomicReference<Optional<Authentication>> seen = new AtomicReference<>();
        willAnswer(call -> {
                    seen.set(Optional.ofNullable(identity.getCurrentAuthentication()));
                    return null;
                })
                .given(interventions)
                .intervene(any(), any(), any(), any());

        mvc.perform(said(where + SeededUpgrades.RUNNING + "/cancel").with(loggedIn("erik")));

        assertThat(seen.get()).isEmpty();
    }

    private static MockHttpServletRequestBuilder said(String path) {
        return path.startsWith("/api")
                ? post(path)
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\": \"Wrong version\"}")
                : said(post(path), NEXT);
    }

    private static MockHttpServletRequestBuilder said(MockHttpServletRequestBuilder form, String next) {
        return form.param("reason", "Wrong version").param("next", next).with(csrf());
    }
}
