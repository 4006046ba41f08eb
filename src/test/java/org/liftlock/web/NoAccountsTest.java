package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.liftlock.security.SampleAccounts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Outside the sample. */
@WebTest
class NoAccountsTest {

    @Autowired
    IdentityService identity;

    @Autowired
    ObjectProvider<SampleAccounts> sample;

    @Autowired
    MockMvc mvc;

    @Test
    void thereIsNoAccount() {
        assertThat(identity.createUserQuery().count()).isZero();
        assertThat(sample.getIfAvailable()).isNull();
    }

    @Test
    void nobodyBecomesSomebodyElse() throws Exception {
        mvc.perform(post("/act-as")
                        .with(TestPeople.loggedIn("erik"))
                        .with(csrf())
                        .param("person", "ana"))
                .andExpect(status().isNotFound());
    }

    @Test
    void theClockAndTheStoriesAreOutOfReach() throws Exception {
        mvc.perform(post("/clock/forward").with(TestPeople.loggedIn("erik")).with(csrf()))
                .andExpect(status().isNotFound());
        mvc.perform(post("/stories/raise-to-2.0")
                        .with(TestPeople.loggedIn("erik"))
                        .with(csrf()))
                .andExpect(status().isNotFound());
    }
}
