package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.document.RecordRenderer;
import org.liftlock.naming.Digest;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

/** The record of an upgrade as page, PDF and JSON, and who may read it. */
@WebTest
@ActiveProfiles("sample")
class RecordPagesTest {

    private static final String KEY = "UPG-2025-0900";
    private static final String PAGE = "/upgrades/" + KEY + "/record";

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    RecordRenderer renderer;

    @MockitoBean
    SampleSite site;

    @BeforeEach
    void anUpgrade() {
        jdbc.sql("delete from upgrade where upgrade_key = ?").param(KEY).update();
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                        values (?, 'order-service', 'production', '1.9', '1.10', 'replace', 'FEATURE',
                            'Prices of <b>everything</b>',
                            '{"upgrade": "order-service", "to": "1.10", "reason": {"category": "feature", "text": "Prices of everything"}}',
                            '[]', ?, 'erik', ?, 'ASSESSMENT')
                        """)
                .params(KEY, Digest.of("").hex(), Timestamp.from(clock.instant()))
                .update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".pdf", ".json"})
    void aStrangerIsSentToTheLogin(String form) throws Exception {
        mvc.perform(get(PAGE + form).accept(MediaType.TEXT_HTML))
                .andExpect(status().isFound())
                .andExpect(redirectedUrlPattern("**/login"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"otto", "uma", "erik"})
    void whoMayReadTheJsonRecordMayReadThePage(String person) throws Exception {
        mvc.perform(get("/api" + PAGE).with(loggedIn(person))).andExpect(status().isOk());
        mvc.perform(get(PAGE).with(loggedIn(person)))
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/html;charset=UTF-8"))
                .andExpect(header().string("Content-Disposition", "inline; filename=\"" + KEY + "-record.html\""))
                .andExpect(header().string("Content-Security-Policy", renderer.contentPolicy()))
                .andExpect(content().string(containsString("order-service: 1.9 to 1.10")))
                .andExpect(content().string(containsString("Prices of &lt;b&gt;everything&lt;/b&gt;")));
    }

    @Test
    void thePdfIsOne() throws Exception {
        byte[] pdf = mvc.perform(get(PAGE + ".pdf").with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(content().contentType(MediaType.APPLICATION_PDF))
                .andExpect(header().string("Content-Disposition", "inline; filename=\"" + KEY + "-record.pdf\""))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF-1.");
    }

    @Test
    void theJsonIsTheOneThePageIsMadeOf() throws Exception {
        byte[] json = mvc.perform(get(PAGE + ".json").with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(content().contentType(MediaType.APPLICATION_JSON))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"" + KEY + "-record.json\""))
                .andExpect(jsonPath("$.upgrade[0].upgrade_key").value(KEY))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        mvc.perform(get(PAGE).with(loggedIn("otto")))
                .andExpect(content().string(containsString(Digest.of(json).hex())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".pdf", ".json"})
    void anUpgradeThatIsNotThereHasNoRecord(String form) throws Exception {
        mvc.perform(get("/upgrades/UPG-2025-0999/record" + form).with(loggedIn("otto")))
                .andExpect(status().isNotFound());
    }

    @Test
    void thePageOfTheUpgradeLeadsToItsRecord() throws Exception {
        mvc.perform(get("/upgrades/" + KEY).with(loggedIn("otto")))
                .andExpect(content().string(containsString("href=\"" + PAGE + "\"")))
                .andExpect(content().string(containsString("href=\"" + PAGE + ".pdf\"")));
    }
}
