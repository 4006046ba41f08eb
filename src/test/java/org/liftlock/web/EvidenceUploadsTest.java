package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.naming.Digest;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Files that people add to an upgrade. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = {"a-database-of-its-own=true", "liftlock.evidence.largest=1KB"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceUploadsTest {

    private static final String OPEN = "/upgrades/" + SeededUpgrades.RUNNING;
    private static final byte[] PAGE = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    JdbcClient jdbc;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
    }

    @BeforeEach
    void noFiles() {
        jdbc.sql("delete from evidence_bytes").update();
        jdbc.sql("delete from evidence_file").update();
    }

    @Test
    void aFileStandsOnThePageAndInTheRecordWithItsDigest() throws Exception {
        String digest = Digest.of(PAGE).hex();

        send("/", OPEN, "C:\\shots\\till.html", PAGE, "erik")
                .andExpect(redirectedUrl(OPEN))
                .andExpect(flash().attribute("done", "\"till.html\" is kept with the record."));

        mvc.perform(get(OPEN).with(loggedIn("erik")))
                .andExpect(content().string(allOf(containsString(">till.html</a>"), containsString(digest))));
        mvc.perform(get("/api" + OPEN + "/evidence").with(loggedIn("otto")))
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].addedBy").value("erik"))
                .andExpect(jsonPath("$[0].sha256").value(digest));
        mvc.perform(get("/api" + OPEN + "/record").with(loggedIn("otto")))
                .andExpect(jsonPath("$.evidence_file[0].digest").value(digest));
        assertThat(jdbc.sql("select sentence from record_entry where kind = 'evidence-added' order by seq desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("Added \"till.html\", " + PAGE.length + " bytes, SHA-256 " + digest);
    }

    @Test
    void whateverItHoldsABrowserSavesItAndOpensNothing() throws Exception {
        send("/api", OPEN, "till.html", PAGE, "erik").andExpect(status().isCreated());
        String file = OPEN + "/evidence/" + id();

        mvc.perform(get(file).with(loggedIn("otto")))
                .andExpect(content().bytes(PAGE))
                .andExpect(content().contentType("application/octet-stream"))
                .andExpect(header().string("Content-Disposition", containsString("attachment;")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", containsString("sandbox")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"otto", "admin"})
    void whoTakesNoPartReadsOnly(String person) throws Exception {
        send("/", OPEN, "till.png", PAGE, person).andExpect(status().isForbidden());
        send("/api", OPEN, "till.png", PAGE, person).andExpect(status().isForbidden());
        mvc.perform(get(OPEN).with(loggedIn(person))).andExpect(content().string(not(containsString("Add a file"))));
    }

    @Test
    void aSealedRecordTakesNoMore() throws Exception {
        String closed = "/upgrades/" + SeededUpgrades.BACK;

        send("/api", closed, "till.png", PAGE, "erik")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("its record sealed")));
        send("/", closed, "till.png", PAGE, "erik").andExpect(flash().attribute("done", containsString("Not added.")));
    }

    @Test
    void whatCannotBeKeptIsRefusedWithTheLimit() throws Exception {
        send("/api", OPEN, "empty.txt", new byte[0], "erik").andExpect(status().isBadRequest());
        send("/api", OPEN, "large.txt", new byte[2000], "erik")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("has 2000 bytes")));
        send("/api", OPEN, "..\\", PAGE, "erik")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("needs a name")));
    }

    @Test
    void whatWasErasedSaysSoAndWhatWasChangedIsNotGivenOut() throws Exception {
        send("/api", OPEN, "till.png", PAGE, "erik");
        String file = OPEN + "/evidence/" + id();

        jdbc.sql("update evidence_bytes set content = ?").param(new byte[] {1}).update();
        mvc.perform(get(file).with(loggedIn("erik"))).andExpect(status().is5xxServerError());
        jdbc.sql("delete from evidence_bytes").update();
        mvc.perform(get(file).with(loggedIn("erik"))).andExpect(status().isNotFound());
        mvc.perform(get(OPEN).with(loggedIn("erik")))
                .andExpect(content().string(allOf(containsString("erased</span>"), not(containsString(file)))));
    }

    private ResultActions send(String door, String upgrade, String name, byte[] content, String person)
            throws Exception {
        return mvc.perform(multipart((door.equals("/") ? "" : door) + upgrade + "/evidence")
                .file(new MockMultipartFile("file", name, "image/png", content))
                .with(loggedIn(person))
                .with(csrf()));
    }

    private long id() {
        return jdbc.sql("select max(file_id) from evidence_file")
                .query(Long.class)
                .single();
    }
}
