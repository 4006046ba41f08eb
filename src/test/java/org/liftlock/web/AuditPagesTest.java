package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.audit.SearchIndex;
import org.liftlock.process.DomainTime;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;

/** What auditors find, take away and ask, and what others see of it. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = "a-database-of-its-own=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditPagesTest {

    private static final String DATABASE = "UPG-2026-0004";

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    SearchIndex index;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ProcessEngine engine;

    @Autowired
    DomainTime time;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
        jdbc.sql("update upgrade set requested_by = 'mia' where upgrade_key = ?")
                .param(DATABASE)
                .update();
        jdbc.sql("update ledger_entry set actor = 'mia' where upgrade_key = ?")
                .param(DATABASE)
                .update();
        index.catchUp();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit",
                "/audit?system=order-service",
                "/audit/systems/order-service",
                "/audit/systems/order-service?on=2026-03-03",
                "/audit/systems/nobody-knows",
                "/audit/people/ana",
                "/upgrades?person=ana&from=2020-01-01&outcome=RAISED&rule=R28"
            })
    void everyPageRendersForAnAuditor(String page) throws Exception {
        mvc.perform(get(page).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("</html>"), containsString("Log out"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit", "/audit/systems/order-service", "/audit/people/ana"})
    void aStrangerIsSentToTheLogin(String page) throws Exception {
        mvc.perform(get(page).accept(MediaType.TEXT_HTML))
                .andExpect(status().isFound())
                .andExpect(redirectedUrlPattern("**/login"));
        mvc.perform(get("/api/audit/upgrades.csv")).andExpect(status().isUnauthorized());
    }

    @Test
    void aSearchShowsWhatFitsAndKeepsWhatWasTyped() throws Exception {
        mvc.perform(get("/upgrades?person=ana").with(loggedIn("otto")))
                .andExpect(shows("One upgrade"))
                .andExpect(shows(SeededUpgrades.RUNNING))
                .andExpect(shows("name=\"person\" value=\"ana\""))
                .andExpect(shows("/api/audit/upgrades.csv?person=ana"))
                .andExpect(content().string(not(containsString(SeededUpgrades.BACK))));
        mvc.perform(get("/upgrades?text=place-order").with(loggedIn("otto"))).andExpect(shows(SeededUpgrades.RUNNING));
        mvc.perform(get("/upgrades?system=nobody-knows").with(loggedIn("otto"))).andExpect(shows("No upgrade fits"));
    }

    @Test
    void aSearchThatCannotBeReadIsRefusedInWordsAndKept() throws Exception {
        mvc.perform(get("/upgrades?until=yesterday").with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(shows("is no day. Write year, month and day"))
                .andExpect(shows("value=\"yesterday\""));
        mvc.perform(get("/api/upgrades?until=yesterday").with(loggedIn("otto"))).andExpect(status().isBadRequest());
        mvc.perform(get("/api/upgrades?before=x").with(loggedIn("otto"))).andExpect(status().isBadRequest());
    }

    @Test
    void theApiFindsTheSame() throws Exception {
        mvc.perform(get("/api/upgrades?system=order-service").with(loggedIn("otto")))
                .andExpect(jsonPath("$", hasSize(3)))
                .andExpect(header().doesNotExist("Link"));
    }

    @Test
    void anEngineerIsShownOwnSystemsAndWhatTheEngineerAskedFor() throws Exception {
        mvc.perform(get("/upgrades").with(loggedIn("erik")))
                .andExpect(shows(SeededUpgrades.RUNNING))
                .andExpect(shows("Of your systems"))
                .andExpect(content().string(not(containsString(DATABASE))));
        mvc.perform(get("/api/upgrades").with(loggedIn("erik"))).andExpect(jsonPath("$", hasSize(3)));
        mvc.perform(get("/api/audit/upgrades.csv").with(loggedIn("erik")))
                .andExpect(content().string(not(containsString(DATABASE))));
        mvc.perform(get("/audit/systems/order-service").with(loggedIn("erik"))).andExpect(status().isOk());
        mvc.perform(get("/audit/systems/orders-db").with(loggedIn("erik"))).andExpect(status().isForbidden());
        mvc.perform(get("/api/audit/systems/orders-db/versions?on=2026-03-03").with(loggedIn("erik")))
                .andExpect(status().isForbidden());
        mvc.perform(get("/upgrades").with(loggedIn("otto"))).andExpect(shows(DATABASE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/upgrades/%s",
                "/upgrades/%s/record",
                "/upgrades/%s/record.pdf",
                "/upgrades/%s/record.json",
                "/upgrades/%s/instances",
                "/upgrades/%s/cancel",
                "/api/upgrades/%s",
                "/api/upgrades/%s/record",
                "/api/upgrades/%s/steps/s-1/log"
            })
    void nothingOfAnUpgradeOfOthersIsShown(String address) throws Exception {
        mvc.perform(get(address.formatted(DATABASE)).with(loggedIn("erik"))).andExpect(status().isForbidden());
        mvc.perform(get(address.formatted(DATABASE)).with(loggedIn("uma"))).andExpect(status().isForbidden());
        mvc.perform(get("/").with(loggedIn("erik"))).andExpect(content().string(not(containsString(DATABASE))));
    }

    @Test
    void whoHasToDoWithAnUpgradeIsShownIt() throws Exception {
        // whoever sees all, asked for it, is named in it, or has acted in it
        mvc.perform(get("/upgrades/" + DATABASE).with(loggedIn("otto"))).andExpect(status().isOk());
        mvc.perform(get("/").with(loggedIn("otto"))).andExpect(shows(DATABASE));
        forOneMoment("requested_by", "erik", "erik");
        forOneMoment("request", """
                {"upgrade": "orders-db", "to": "2.0", "reason": {"category": "feature", "text": "better for everybody"},
                 "people": {"sign_off": ["user-representatives"]}}""", "uma");
        jdbc.sql("""
                        update ledger_entry set actor = 'uma' where seq = (select min(seq) from record_entry
                            where upgrade_key = ?)
                        """).param(SeededUpgrades.RUNNING).update();
        mvc.perform(get("/upgrades/" + SeededUpgrades.RUNNING).with(loggedIn("uma")))
                .andExpect(status().isOk());
        mvc.perform(get("/upgrades/UPG-2026-9999").with(loggedIn("uma"))).andExpect(status().isNotFound());
    }

    private void forOneMoment(String column, String value, String person) throws Exception {
        String before = jdbc.sql("select " + column + " from upgrade where upgrade_key = ?")
                .param(DATABASE)
                .query(String.class)
                .single();
        set(column, value);
        mvc.perform(get("/upgrades/" + DATABASE).with(loggedIn(person))).andExpect(status().isOk());
        mvc.perform(get("/").with(loggedIn(person))).andExpect(shows(DATABASE));
        set(column, before);
        mvc.perform(get("/upgrades/" + DATABASE).with(loggedIn(person))).andExpect(status().isForbidden());
    }

    private void set(String column, String value) {
        jdbc.sql("update upgrade set " + column + " = ? where upgrade_key = ?")
                .params(value, DATABASE)
                .update();
    }

    @Test
    void anExportCarriesSearchCountAndDigest() throws Exception {
        String csv = mvc.perform(
                        get("/api/audit/upgrades.csv?system=order-service").with(loggedIn("otto")))
                .andExpect(content().contentType("text/csv;charset=UTF-8"))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"upgrades.csv\""))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);

        assertThat(csv)
                .contains("# search: /upgrades?system=order-service\r\n", "# exported_by: otto\r\n", "# count: 3\r\n")
                .containsPattern("# sha256: [0-9a-f]{64}\r\n$");
        mvc.perform(get("/api/audit/upgrades.json").with(loggedIn("otto")))
                .andExpect(jsonPath("$.count").value(4))
                .andExpect(jsonPath("$.rows", hasSize(4)))
                .andExpect(jsonPath("$.sha256").isNotEmpty());
    }

    @Test
    void aSampleIsAZipOfRecords() throws Exception {
        byte[] zip = mvc.perform(get("/api/audit/sample.zip?seed=4711&size=2&system=orders-db")
                        .with(loggedIn("otto")))
                .andExpect(content().contentType("application/zip"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(zip))) {
            assertThat(files.getNextEntry().getName()).startsWith(DATABASE);
        }
        mvc.perform(get("/api/audit/sample.zip?seed=4711&size=0").with(loggedIn("otto")))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("1 to 200 records")));
    }

    @Test
    void theHistoryOfASystemShowsVersionsBackupsAndWaysBack() throws Exception {
        mvc.perform(get("/audit/systems/order-service").with(loggedIn("otto")))
                .andExpect(shows("1.10 → 2.0"))
                .andExpect(shows("backed up, and proven by a trial restore"))
                .andExpect(shows("Way back taken on shop2.example.com/orders"));
        mvc.perform(get("/audit/systems/order-service?on=then").with(loggedIn("otto")))
                .andExpect(shows("is no day"));
        mvc.perform(get("/audit/systems?id=order-service&on=2026-03-03").with(loggedIn("otto")))
                .andExpect(redirectedUrl("/audit/systems/order-service?on=2026-03-03"));
    }

    @Test
    void thePageOfAPersonShowsApprovals() throws Exception {
        mvc.perform(get("/audit/people/ana").with(loggedIn("otto")))
                .andExpect(shows("Go ahead; keep the desk informed."))
                .andExpect(shows(SeededUpgrades.RUNNING));
        mvc.perform(get("/api/audit/people/ana/approvals").with(loggedIn("otto")))
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].verdict").value("APPROVED"));
    }

    @Test
    void thePageAuditTellsWhetherTheseAreAllAndHowFarTheLedgerIsSigned() throws Exception {
        jdbc.sql("delete from upgrade_number").update();
        jdbc.sql(
                        "insert into upgrade_number select extract(year from requested_at), 5 from upgrade where upgrade_key = ?")
                .param(DATABASE)
                .update();
        time.shiftBy(Duration.ofMinutes(1));

        mvc.perform(get("/audit").with(loggedIn("otto")))
                .andExpect(shows("5 keys were given, 4 upgrades are there"))
                .andExpect(shows("-0005"))
                .andExpect(shows("Nothing is signed"))
                .andExpect(shows("Not verified yet"));
        mvc.perform(get("/api/audit/population").with(loggedIn("otto")))
                .andExpect(jsonPath("$[0].given").value(5));
        mvc.perform(get("/api/audit/ledger").with(loggedIn("otto")))
                .andExpect(jsonPath("$.entries").isNumber());
    }

    @Test
    void theDiagramOfAFinishedUpgradeShowsTheWayItTookAndWhatFailed() throws Exception {
        ProcessInstance ended = engine.getRuntimeService()
                .startProcessInstanceByKey("upgrade", SeededUpgrades.BACK, Map.of("answerBy", new Date()));
        engine.getTaskService()
                .complete(engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(ended.getId())
                        .singleResult()
                        .getId());
        step(ended, "back-up", 1, "FAILED");
        step(ended, "back-up", 2, "SUCCEEDED");
        step(ended, "run-acceptance-checks", 1, "FAILED");

        mvc.perform(get("/upgrades/" + SeededUpgrades.BACK + "/instances/" + ended.getId() + "/marks")
                        .with(loggedIn("otto")))
                .andExpect(jsonPath("$.visited", hasItem("closed")))
                .andExpect(jsonPath("$.active", hasSize(0)))
                .andExpect(jsonPath("$.failed", contains("run-acceptance-checks")));
    }

    private void step(ProcessInstance instance, String element, int attempt, String outcome) {
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, outcome, started_at, settled_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'SETTLED', ?, current_timestamp, current_timestamp)
                        """)
                .params(
                        element + attempt,
                        SeededUpgrades.BACK,
                        element,
                        element,
                        instance.getId(),
                        element + attempt,
                        attempt,
                        outcome)
                .update();
    }

    @Test
    void nothingIsWrittenThere() throws Exception {
        mvc.perform(post("/audit").with(loggedIn("otto")).with(csrf())).andExpect(status().isMethodNotAllowed());
        mvc.perform(post("/api/audit/ledger").with(loggedIn("otto")).with(csrf()))
                .andExpect(status().isForbidden());
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }
}
