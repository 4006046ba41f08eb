package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Standard changes on pages: what is approved, for whom, and until when. */
@WebTest
class TemplatePagesTest {

    private static final String PATCH = """
            standard_change: order-service-patch
            system: order-service
            covers: {version: same-minor}
            varies: [window, tickets]
            valid: {until: 2099-12-31, uses: 12, void_if: [failed, system-changed]}
            """;

    @Autowired
    MockMvc mvc;

    @Autowired
    DescriptionStore store;

    @BeforeEach
    void miaHasApprovedPatchesOfTheOrderService() {
        store.put(Layer.SYSTEM, OrderDesk.ORDER_SERVICE, "erik");
        store.put(Layer.TEMPLATE, PATCH, "mia");
    }

    @Test
    void theListTellsWhatIsApprovedByWhomUntilWhenAndHowOften() throws Exception {
        String digest = store.current(Layer.TEMPLATE, "order-service-patch")
                .orElseThrow()
                .digest()
                .hex();

        assertThat(page("/templates", "otto"))
                .contains("order-service-patch", "same minor version", "version, reason, tickets, window")
                .contains("2099-12-31", "12 of 12", "mia", digest.substring(0, 12))
                .contains("-X PUT", "http://localhost/api/templates/")
                .doesNotContain("/upgrades/new?template=");
    }

    @Test
    void whoMayAskStartsFromATemplateOnTheLandingPage() throws Exception {
        assertThat(page("/", "erik")).contains("From a template: order-service-patch");
        assertThat(page("/", "mia")).as("who approved it").doesNotContain("From a template");
        assertThat(page("/", "ana")).as("who asks for nothing").doesNotContain("From a template");
    }

    @Test
    void theRequestThenKnowsTheSystemAndSaysWhatMayBeSet() throws Exception {
        mvc.perform(get("/upgrades/new?template=order-service-patch").with(loggedIn("erik")))
                .andExpect(content()
                        .string(allOf(
                                containsString("<option value=\"order-service\" selected=\"selected\">"),
                                containsString("<option value=\"order-service-patch\" selected=\"selected\">"),
                                containsString("<span>tickets, window</span>"))));
    }

    @Test
    void aTemplateWhoseSystemWasChangedSaysSoAndIsNotOffered() throws Exception {
        store.put(Layer.SYSTEM, OrderDesk.ORDER_SERVICE.replace("owner: erik", "owner: paula"), "erik");

        assertThat(page("/templates", "erik"))
                .contains("is void since system order-service was changed after it was approved")
                .doesNotContain("/upgrades/new?template=");
        mvc.perform(get("/upgrades/new").with(loggedIn("erik")))
                .andExpect(content().string(not(containsString("order-service-patch"))));
        store.put(Layer.TEMPLATE, PATCH.replace("uses: 12", "uses: 11"), "mia");
        assertThat(page("/templates", "erik")).contains("11 of 11", "/upgrades/new?template=order-service-patch");
    }

    private String page(String path, String person) throws Exception {
        return mvc.perform(get(path).with(loggedIn(person)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
