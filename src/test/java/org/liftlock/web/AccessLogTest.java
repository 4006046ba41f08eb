package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.naming.Digest;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who reads records is written down before anything is read, and auditors can see it. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = "a-database-of-its-own=for-readings")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessLogTest {

    private static final String KEY = SeededUpgrades.RUNNING;

    /** What of the audit tells figures of the whole, and nothing of an upgrade, a system or a person. */
    private static final Set<String> NOTHING_OF_A_RECORD = Set.of(
            "/audit",
            "/api/audit/population",
            "/api/audit/ledger",
            "/audit/systems",
            "/audit/people",
            "/audit/standards");

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
    }

    @BeforeEach
    void forget() {
        jdbc.sql("delete from access_log").update();
    }

    @ParameterizedTest
    @CsvSource({
        "/upgrades/%s/record, RECORD PAGE READ",
        "/upgrades/%s/record.pdf, RECORD PAGE READ",
        "/upgrades/%s/record.json, RECORD PAGE READ",
        "/api/upgrades/%s/record, RECORD API READ",
        "/upgrades/UPG-2020-0001/record.pdf, RECORD PAGE NOT_FOUND",
        "/audit/systems/order-service, SYSTEM_HISTORY PAGE READ",
        "/api/audit/systems/orders-db/versions?on=2026-03-03, SYSTEM_HISTORY API READ",
        "/audit/people/ana, PERSON_HISTORY PAGE READ",
        "/api/audit/people/ana/approvals, PERSON_HISTORY API READ",
        "/api/upgrades/%s/steps/none/log, STEP_LOG API NOT_FOUND",
        "/audit/access, ACCESS_LOG PAGE READ",
    })
    void everyReadingIsALine(String path, String line) throws Exception {
        String asked = path.formatted(KEY);

        mvc.perform(get(asked).with(loggedIn("otto")));

        assertThat(lines()).containsExactly("otto " + line + " " + asked);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/audit/upgrades.csv?person=ana, EXPORT",
        "/api/audit/upgrades.json, EXPORT",
        "/api/audit/sample.zip?seed=7&size=2, SAMPLE",
        "/api/audit/access.csv, ACCESS_LOG"
    })
    void whatIsLongIsTwoLinesAndTheSecondSaysWhatWasTaken(String path, String what) throws Exception {
        byte[] file = mvc.perform(get(path).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        assertThat(lines())
                .containsExactly("otto " + what + " API BEGUN " + path, "otto " + what + " API READ " + path);
        assertThat(jdbc.sql("select digest from access_log where outcome = 'READ'")
                        .query(String.class)
                        .single())
                .isEqualTo(Digest.of(file).hex());
        assertThat(jdbc.sql("select row_count from access_log where outcome = 'READ'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void theDigestIsThatOfTheFileTheReaderHas() throws Exception {
        byte[] file = mvc.perform(get("/upgrades/" + KEY + "/record.json").with(loggedIn("erik")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        assertThat(jdbc.sql("select digest from access_log").query(String.class).single())
                .isEqualTo(Digest.of(file).hex());
        assertThat(jdbc.sql("select upgrade_key from access_log")
                        .query(String.class)
                        .single())
                .isEqualTo(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "uma, /audit/systems/orders-db, SYSTEM_HISTORY PAGE REFUSED",
        "uma, '/api/audit/systems/orders-db/versions?on=2026-03-03', SYSTEM_HISTORY API REFUSED",
        "admin, /audit/access, ACCESS_LOG PAGE REFUSED"
    })
    void aRefusedReadingIsALineToo(String person, String path, String line) throws Exception {
        mvc.perform(get(path).with(loggedIn(person))).andExpect(status().isForbidden());

        assertThat(lines()).containsExactly(person + " " + line + " " + path);
    }

    @Test
    void anExportThatIsRefusedSaysSoInItsSecondLine() throws Exception {
        mvc.perform(get("/api/audit/access.csv").with(loggedIn("paula"))).andExpect(status().isForbidden());

        assertThat(lines())
                .containsExactly(
                        "paula ACCESS_LOG API BEGUN /api/audit/access.csv",
                        "paula ACCESS_LOG API REFUSED /api/audit/access.csv");
    }

    @Test
    void aStrangerReadsNothingAndLeavesNoLine() throws Exception {
        mvc.perform(get("/audit/access").accept(MediaType.TEXT_HTML)).andExpect(redirectedUrlPattern("**/login"));

        assertThat(lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/upgrades/%s/record", "/upgrades/%s/record.pdf", "/api/audit/upgrades.csv", "/audit/people/ana"})
    void whatCannotBeWrittenDownIsNotRead(String path) throws Exception {
        jdbc.sql("alter table access_log rename to access_log_away").update();
        try {
            mvc.perform(get(path.formatted(KEY)).with(loggedIn("otto")))
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(content().string(""));
        } finally {
            jdbc.sql("alter table access_log_away rename to access_log").update();
        }
    }

    @Test
    void auditorsFindReadingsByPersonAndUpgrade() throws Exception {
        mvc.perform(get("/upgrades/" + KEY + "/record").with(loggedIn("erik")));
        mvc.perform(get("/audit/people/ana").with(loggedIn("mia")));

        mvc.perform(get("/audit/access?upgrade=" + KEY).with(loggedIn("otto")))
                .andExpect(content().string(containsString("erik")))
                .andExpect(content().string(not(containsString("/audit/people/ana"))));
        mvc.perform(get("/audit/access?person=mia").with(loggedIn("otto")))
                .andExpect(content().string(containsString("/audit/people/ana")))
                .andExpect(content().string(not(containsString("/record"))));
        mvc.perform(get("/api/audit/access.csv?person=mia").with(loggedIn("otto")))
                .andExpect(content().string(containsString("\"mia\",\"PERSON_HISTORY\"")))
                .andExpect(content().string(containsString("# count: 1")))
                .andExpect(content().string(not(containsString("erik"))));
    }

    @Test
    void olderLinesAreOnTheNextPage() throws Exception {
        for (int reading = 0; reading < 51; reading++) {
            mvc.perform(
                    get("/api/audit/people/reader-" + reading + "/approvals").with(loggedIn("otto")));
        }
        String page = mvc.perform(get("/audit/access").with(loggedIn("otto")))
                .andExpect(content().string(not(containsString("reader-0/"))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String older =
                page.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1").replace("&amp;", "&");

        mvc.perform(get(older).with(loggedIn("otto"))).andExpect(content().string(containsString("reader-0/")));
    }

    @Test
    void everyPageOfTheAuditIsLoggedOrTellsNothingOfARecord() {
        Set<String> paths = mappings.getHandlerMethods().keySet().stream()
                .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> path.startsWith("/audit") || path.startsWith("/api/audit") || path.contains("/record"))
                .collect(Collectors.toSet());

        assertThat(paths)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(LoggedReads.names(path) || NOTHING_OF_A_RECORD.contains(path))
                        .as("%s is in LoggedReads, or tells nothing of a record", path)
                        .isTrue());
    }

    private List<String> lines() {
        return jdbc.sql("select person, what, way, outcome, asked from access_log order by access_id")
                .query((row, number) -> String.join(
                        " ", row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .list();
    }
}
