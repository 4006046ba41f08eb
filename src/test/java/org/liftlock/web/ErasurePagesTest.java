package org.liftlock.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

/** Who may ask for erasures, confirm them, and hold them up. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = "erasures-have-a-database-of-their-own=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasurePagesTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
    }

    @Test
    void theNameOfAPersonIsErasedWhenAnotherAdministratorOfDataConfirms() throws Exception {
        mvc.perform(post("/audit/erasures")
                        .param("what", "NAME")
                        .param("subject", "uma")
                        .param("reason", "request 4711")
                        .with(csrf())
                        .with(loggedIn("admin")))
                .andExpect(status().isFound())
                .andExpect(flash().attribute("done", containsString("Another person has to confirm")));
        mvc.perform(get("/audit/erasures").with(loggedIn("admin")))
                .andExpect(content().string(containsString("name and mail address of uma")))
                .andExpect(content().string(not(containsString("Erase for ever"))));
        mvc.perform(get("/audit/erasures").with(loggedIn("paula")))
                .andExpect(content().string(containsString("Erase for ever")));
        mvc.perform(post("/audit/erasures/1/confirm").with(csrf()).with(loggedIn("paula")))
                .andExpect(flash().attribute("done", containsString("1 text is erased")));
        mvc.perform(get("/api/audit/erasures").with(loggedIn("otto")))
                .andExpect(jsonPath("$[-1].standing").value("DONE"))
                .andExpect(jsonPath("$[-1].decidedBy").value("paula"));
    }

    @Test
    void aHoldStandsOnThePageOfTheUpgradeAndRefusesAnErasureWithASentence() throws Exception {
        mvc.perform(post("/api/audit/holds")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"kind": "UPGRADE", "subject": "UPG-2026-0001", "reason": "dispute", "reference": "case 12/26"}""")
                        .with(csrf())
                        .with(loggedIn("otto")))
                .andExpect(status().isNoContent());

        mvc.perform(get("/upgrades/UPG-2026-0001").with(loggedIn("otto")))
                .andExpect(content().string(containsString("legal hold on UPG-2026-0001 (case 12/26, set by otto)")));
        mvc.perform(post("/api/audit/erasures")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"what": "TEXTS", "subject": "UPG-2026-0001", "reason": "request 4711"}""")
                        .with(csrf())
                        .with(loggedIn("admin")))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("legal hold on UPG-2026-0001")));
    }

    @Test
    void whoIsNotToErasesNothingAndHoldsNothing() throws Exception {
        for (String person : new String[] {"otto", "erik", "ana"}) {
            mvc.perform(post("/audit/erasures")
                            .param("what", "NAME")
                            .param("subject", "uma")
                            .param("reason", "x")
                            .with(csrf())
                            .with(loggedIn(person)))
                    .andExpect(status().isForbidden());
        }
        mvc.perform(post("/api/audit/holds/1/lift")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\": \"x\"}")
                        .with(csrf())
                        .with(loggedIn("paula")))
                .andExpect(status().isForbidden());
        mvc.perform(get("/audit/erasures").with(loggedIn("erik"))).andExpect(status().isForbidden());
    }
}
