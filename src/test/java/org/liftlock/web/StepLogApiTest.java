package org.liftlock.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.live.PrintingTarget;
import org.liftlock.naming.Digest;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What a step prints, asked for by programs. */
@WebTest
@ActiveProfiles("sample")
@TestPropertySource(properties = "liftlock.live.every=PT0.2S")
@Import(SeededUpgrades.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepLogApiTest {

    private static final String STEPS = "/api/upgrades/" + SeededUpgrades.RUNNING + "/steps/";
    private static final String ENDED = STEPS + "s-5/log";
    private static final String RUNNING = STEPS + "s-7/log";
    private static final String PRINTED = "größe of orders: 412 rows\n";
    private static final int LENGTH = PRINTED.getBytes(UTF_8).length;

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    PrintingTarget target;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
        effect("s-5", "shop2.example.com/orders", PRINTED);
        effect("s-7", "shop2.example.com/orders", null);
        effect("s-3", "shop3.example.com/orders", "third\n");
        effect("s-3", "shop4.example.com/orders", "fourth\n");
        target.prints(run("s-7", "shop2.example.com/orders"), PRINTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDED, RUNNING})
    void withoutMoreTheAnswerIsAllThereIs(String log) throws Exception {
        String state = log.equals(ENDED) ? "ended" : "running";
        ask(log).andExpect(status().isOk())
                .andExpect(content().contentType("text/plain;charset=UTF-8"))
                .andExpect(content().bytes(PRINTED.getBytes(UTF_8)))
                .andExpect(header().string("Accept-Ranges", "bytes"))
                .andExpect(header().string("Liftlock-Step", state))
                .andExpect(header().string("Liftlock-Log-Length", Integer.toString(LENGTH)))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3, 0, 3", "bytes=2-3, 2, 3", "bytes=10-, 10, 27", "bytes=-5, 23, 27", "bytes=20-999, 20, 27"})
    void aRangeIsAnsweredWithItsBytes(String range, int first, int last) throws Exception {
        byte[] all = PRINTED.getBytes(UTF_8);
        assertThat(all).hasSize(28);
        for (String log : List.of(ENDED, RUNNING)) {
            mvc.perform(get(log).with(loggedIn("uma")).header("Range", range))
                    .andExpect(status().isPartialContent())
                    .andExpect(header().string("Content-Range", "bytes " + first + "-" + last + "/28"))
                    .andExpect(content().bytes(Arrays.copyOfRange(all, first, last + 1)));
        }
    }

    @Test
    void behindTheEndNothingIsThereYetOrEver() throws Exception {
        mvc.perform(get(RUNNING).with(loggedIn("uma")).header("Range", "bytes=28-"))
                .andExpect(status().isRequestedRangeNotSatisfiable())
                .andExpect(header().string("Content-Range", "bytes */28"))
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value(containsString("until now")));
        mvc.perform(get(ENDED).with(loggedIn("uma")).header("Range", "bytes=28-"))
                .andExpect(status().isRequestedRangeNotSatisfiable())
                .andExpect(jsonPath("$.detail").value(containsString("will not be more")));
    }

    @Test
    void aVersionThatIsKnownIsNotSentAgainAndAnotherOneIsSentWhole() throws Exception {
        String version = ask(ENDED).andReturn().getResponse().getHeader("ETag");

        mvc.perform(get(ENDED).with(loggedIn("uma")).header("If-None-Match", version))
                .andExpect(status().isNotModified());
        mvc.perform(get(ENDED).with(loggedIn("uma")).header("Range", "bytes=5-").header("If-Range", version))
                .andExpect(status().isPartialContent());
        mvc.perform(get(ENDED).with(loggedIn("uma")).header("Range", "bytes=5-").header("If-Range", "\"another\""))
                .andExpect(status().isOk())
                .andExpect(content().bytes(PRINTED.getBytes(UTF_8)));
    }

    @Test
    void severalTargetsHaveToBeToldApart() throws Exception {
        ask(STEPS + "s-3/log")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail")
                        .value(containsString("shop3.example.com/orders, shop4.example.com/orders")));
        ask(STEPS + "s-3/log?target=shop4.example.com/orders")
                .andExpect(status().isOk())
                .andExpect(content().string("fourth\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/upgrades/UPG-2026-0099/steps/s-5/log, has no step s-5",
        "/api/upgrades/UPG-2026-0003/steps/s-99/log, has no step s-99",
        "/api/upgrades/UPG-2026-0002/steps/s-5/log, has no step s-5",
        "/api/upgrades/UPG-2026-0003/steps/s-5/log?target=shop9.example.com/orders, does not touch shop9",
        "/api/upgrades/UPG-2026-0003/steps/s-6/log, ran no command"
    })
    void whatIsNotThereIsNamed(String log, String says) throws Exception {
        for (MediaType accepted : List.of(MediaType.ALL, MediaType.TEXT_PLAIN, MediaType.TEXT_EVENT_STREAM)) {
            mvc.perform(get(URI.create(log)).with(loggedIn("uma")).accept(accepted))
                    .andExpect(status().isNotFound())
                    .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                    .andExpect(jsonPath("$.detail").value(containsString(says)));
        }
    }

    @Test
    void aStrangerReadsNothingAndNobodyWrites() throws Exception {
        mvc.perform(get(ENDED)).andExpect(status().isUnauthorized());
        mvc.perform(get(ENDED).accept(MediaType.TEXT_EVENT_STREAM)).andExpect(status().isUnauthorized());
        mvc.perform(post(ENDED).with(loggedIn("erik"))).andExpect(status().isForbidden());
    }

    @Test
    void aTargetThatCannotBeReadIsNamedAndMayBeAskedAgain() throws Exception {
        effect("s-4", "shop5.example.com/orders", null);
        target.goesAway(true);
        try {
            ask(STEPS + "s-4/log")
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(header().exists("Retry-After"))
                    .andExpect(jsonPath("$.detail").value(containsString("shop5.example.com/orders")));
        } finally {
            target.goesAway(false);
        }
    }

    @Test
    void anEndedStepIsFollowedToItsEndFromWhereTheReaderWas() throws Exception {
        HttpResponse<Stream<String>> events = follow(ENDED, "18");

        assertThat(events.statusCode()).isEqualTo(200);
        assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(events.headers().firstValue("Cache-Control")).hasValue("no-store");
        String all = String.join("\n", events.body().toList());
        assertThat(all).contains("event:output\nid:28\ndata:{\"text\":\" 412 rows\\n\"");
        assertThat(all)
                .contains("event:state", "\"state\":\"ENDED\"", "\"outcome\":\"SUCCEEDED\"", "\"elapsedSeconds\":33.0");
    }

    @Test
    void aRunningStepIsFollowedWhileItPrints() throws Exception {
        effect("s-1", "shop6.example.com/orders", null);
        open("s-1");
        String run = run("s-1", "shop6.example.com/orders");
        target.prints(run, "one\nliftlock-progress: 1 of 4 tables\n");
        Iterator<String> events = follow(STEPS + "s-1/log", null).body().iterator();
        assertThat(until(events, "\"text\":\"one\\n")).contains("id:37");
        assertThat(until(events, "\"percent\":25.0")).contains("event:state").contains("RUNNING");

        target.prints(run, "two\n");

        assertThat(until(events, "\"text\":\"two\\n\"")).contains("id:41");
        String key = SeededUpgrades.RUNNING;
        ask("/api/upgrades/" + key)
                .andExpect(jsonPath("$.steps[1].id").value("s-1"))
                .andExpect(jsonPath("$.steps[1].progress.percent").value(25.0))
                .andExpect(jsonPath("$.steps[1].progress.says").value("1 of 4 tables"));
        mvc.perform(get("/upgrades/" + key).with(loggedIn("uma")))
                .andExpect(content().string(containsString("1 of 4 tables")))
                .andExpect(content().string(containsString("data-follow=\"Capture inventory on shop6")));

        jdbc.sql("update step set status = 'SETTLED', outcome = 'SUCCEEDED', settled_at = started_at where step_id = ?")
                .param("s-1")
                .update();
        jdbc.sql("update effect set status = 'SETTLED', outcome = 'SUCCEEDED', active_target = null where step_id = ?")
                .param("s-1")
                .update();

        assertThat(until(events, "\"ENDED\"")).contains("event:state");
        while (events.hasNext()) {
            events.next();
        }
    }

    @Test
    void theDescriptionOfTheApiNamesIt() throws Exception {
        mvc.perform(get("/v3/api-docs").with(loggedIn("uma")))
                .andExpect(jsonPath("$.paths['/api/upgrades/{key}/steps/{id}/log'].get.responses['206']")
                        .exists())
                .andExpect(content().string(containsString("Last-Event-ID")))
                .andExpect(content().string(not(containsString("HttpServletResponse"))));
    }

    private static String until(Iterator<String> lines, String wanted) {
        StringBuilder seen = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            seen.append(line).append('\n');
            if (line.contains(wanted)) {
                return seen.toString();
            }
        }
        throw new AssertionError("The events ended without " + wanted + ":\n" + seen);
    }

    private ResultActions ask(String path) throws Exception {
        return mvc.perform(get(URI.create(path)).with(loggedIn("uma")));
    }

    private HttpResponse<Stream<String>> follow(String path, String lastEvent) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("uma:liftlock".getBytes(UTF_8)));
        if (lastEvent != null) {
            request.header("Last-Event-ID", lastEvent);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
    }

    private void open(String step) {
        jdbc.sql("update step set status = 'OPEN', outcome = null, settled_at = null where step_id = ?")
                .param(step)
                .update();
    }

    private static String run(String step, String target) {
        return step + "." + target.replace('/', '-');
    }

    /** @param log what was kept; null for one that runs */
    private void effect(String step, String target, String log) {
        Timestamp now = Timestamp.from(clock.instant());
        if (log != null) {
            keep(log, clock.instant());
        }
        jdbc.sql("insert into target (target, highest_token) select ?, 1 from clock_offset where not exists"
                        + " (select 1 from target where target = ?)")
                .params(target, target)
                .update();
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, outcome, active_target, planned_at, started_at,
                            settled_at, log_digest)
                        values (?, ?, ?, ?, 'BACK_UP', ?, '[]', 'd', 1, 1, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        step + target,
                        step,
                        SeededUpgrades.RUNNING,
                        target,
                        run(step, target),
                        log == null ? "STARTED" : "SETTLED",
                        log == null ? null : "SUCCEEDED",
                        log == null ? target : null,
                        now,
                        now,
                        log == null ? null : now,
                        log == null ? null : Digest.of(log).hex())
                .update();
    }

    private void keep(String log, Instant at) {
        jdbc.sql("insert into evidence (digest, content, kept_at) values (?, ?, ?)")
                .params(Digest.of(log).hex(), log, Timestamp.from(at))
                .update();
    }
}
