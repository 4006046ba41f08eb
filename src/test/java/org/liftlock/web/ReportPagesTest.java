package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.audit.Standards;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;

/** The reports of auditors as pages and as files, and who is shown them. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = "reports-have-a-database-of-their-own=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPagesTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    Standards standards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEventPublisher events;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/independence",
                "/audit/independence?from=2020-01-01&to=2020-02-01&page=7",
                "/audit/rights",
                "/audit/controls",
                "/audit/controls?figure=requested",
                "/audit/controls?figure=emergencies&from=2026-01-01",
                "/audit/standards"
            })
    void everyReportRendersForAnAuditorAndSaysNothingToAnEngineer(String page) throws Exception {
        mvc.perform(get(page).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("</html>"), containsString("Log out"))));
        mvc.perform(get(page).with(loggedIn("erik")))
                .andExpect(page.endsWith("standards") ? status().isOk() : status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"independence", "rights", "controls"})
    void everyReportIsAFileWithCountAndDigestAndTheRecordTellsWhoTookIt(String report) throws Exception {
        String csv = mvc.perform(get("/api/audit/" + report + ".csv").with(loggedIn("otto")))
                .andExpect(content().contentType("text/csv;charset=UTF-8"))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + report + ".csv\""))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);

        assertThat(csv)
                .contains("# search: /audit/" + report, "# exported_by: otto\r\n")
                .containsPattern("# count: [1-9][0-9]*\r\n# sha256: [0-9a-f]{64}\r\n$");
        String digest = csv.substring(csv.lastIndexOf(' ') + 1).strip();
        assertThat(told())
                .anyMatch(entry ->
                        entry.startsWith("otto: Exported /audit/" + report) && entry.endsWith("sha256 " + digest));
        mvc.perform(get("/api/audit/" + report + ".json").with(loggedIn("otto")))
                .andExpect(jsonPath("$.format").value("liftlock-" + report + "-1"))
                .andExpect(jsonPath("$.rows").isNotEmpty())
                .andExpect(jsonPath("$.sha256").isNotEmpty());
        mvc.perform(get("/api/audit/" + report + ".csv").with(loggedIn("erik"))).andExpect(status().isForbidden());
        mvc.perform(get("/api/audit/" + report + ".csv")).andExpect(status().isUnauthorized());
    }

    @Test
    void independenceNamesWhoDidWhat() throws Exception {
        mvc.perform(get("/audit/independence").with(loggedIn("otto")))
                .andExpect(shows("4 upgrades, "))
                .andExpect(shows(SeededUpgrades.RUNNING));
        mvc.perform(get("/audit/independence?from=2020-01-01&to=2020-02-01").with(loggedIn("otto")))
                .andExpect(shows("0 upgrades, none with a coincidence"))
                .andExpect(shows("No upgrade was asked for in this period"));
    }

    @Test
    void aPeriodThatCannotBeReadIsRefusedInWords() throws Exception {
        mvc.perform(get("/audit/controls?from=yesterday").with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(shows("is no day"));
        mvc.perform(get("/api/audit/controls.csv?from=yesterday").with(loggedIn("otto")))
                .andExpect(status().isBadRequest());
    }

    @Test
    void eachNumberLeadsToTheUpgradesBehindIt() throws Exception {
        mvc.perform(get("/audit/controls").with(loggedIn("otto"))).andExpect(shows("figure=requested&amp;from="));
        mvc.perform(get("/audit/controls?figure=requested").with(loggedIn("otto")))
                .andExpect(shows("4 upgrades of those asked for"))
                .andExpect(shows(SeededUpgrades.BACK));
        mvc.perform(get("/audit/controls?figure=cancelled").with(loggedIn("otto")))
                .andExpect(content().string(not(containsString(SeededUpgrades.BACK))));
        mvc.perform(get("/audit/controls?figure=luck").with(loggedIn("otto")))
                .andExpect(shows("no figure &quot;luck&quot;"));
    }

    @Test
    void rightsTellWhatGroupsAllowAndWhenAnAccountWasUsed() throws Exception {
        mvc.perform(get("/api/audit/rights.json").with(loggedIn("otto")))
                .andExpect(jsonPath("$.rows[?(@.person == 'ana')].groups", hasItem("approvers")))
                .andExpect(jsonPath("$.rows[?(@.person == 'ana')].may", hasItem(containsString("approve upgrades"))))
                .andExpect(jsonPath("$.rows[?(@.person == 'uma')].idle", hasItem("no action for 90 days")))
                .andExpect(jsonPath("$.rows[?(@.person == 'uma')].may", hasItem(not(containsString("approve")))));

        events.publishEvent(new AuthenticationSuccessEvent(
                UsernamePasswordAuthenticationToken.authenticated("uma", null, List.of())));

        mvc.perform(get("/api/audit/rights.json").with(loggedIn("otto")))
                .andExpect(jsonPath("$.rows[?(@.person == 'uma')].last_login").isNotEmpty());
    }

    @Test
    void everyPageTheStandardsNameAsEvidenceIsThere() throws Exception {
        for (Standards.Standard standard : standards.all()) {
            for (Standards.Requirement requirement : standard.requirements()) {
                for (Standards.Evidence evidence : requirement.evidence()) {
                    mvc.perform(get(evidence.page().replaceAll("#.*", "")).with(loggedIn("otto")))
                            .andExpect(status().isOk());
                }
            }
        }
    }

    @Test
    void standardsShowWhatStaysTheOrganisationsDuty() throws Exception {
        mvc.perform(get("/audit/standards").with(loggedIn("otto")))
                .andExpect(shows("Art. 17(1)(b) Independence of approval"))
                .andExpect(shows("A.8.32 Change management: authorised"))
                .andExpect(shows("lines of reporting are not known to Liftlock"))
                .andExpect(shows("Approvals of a person"));
    }

    private List<String> told() {
        return jdbc.sql("select actor, sentence from record_entry where kind = 'report-exported'")
                .query((row, number) -> row.getString(1) + ": " + row.getString(2))
                .list();
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }
}
