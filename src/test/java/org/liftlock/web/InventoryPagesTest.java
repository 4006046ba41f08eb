package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.naming.Digest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What there is of a system, what was changed outside, and who says what it was. */
@WebTest
class InventoryPagesTest {

    private static final String PAGE = "/systems/shop/inventory";

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DescriptionStore descriptions;

    @Autowired
    Clock clock;

    @BeforeEach
    void twoNodesThatWereLookedAt() {
        for (String table :
                List.of("outside_change", "inventory_state", "inventory_look", "inventory_drift", "inventory_peer")) {
            jdbc.sql("delete from " + table).update();
        }
        descriptions.put(Layer.SYSTEM, """
                system: shop
                name: Web shop
                kind: command
                owner: shop-desk
                stores: none
                environments: {production: {targets: {"shop[1-2].example.com": {}}}}
                versions: {server: {run: [shop, --version]}}
                methods: {replace: {reversible: always, apply: {run: [shop, raise]}, rollback: {run: [shop, back]}}}
                """, "erik");
        for (String host : List.of("shop1", "shop2")) {
            String packages = keep("openssl 3.0.15\nnginx 1.26.3");
            long before = state(
                    host,
                    "VERSION\tserver\t1.0\nSYSTEM\toperating system\tDebian 12\nPACKAGES\tpackages\t" + packages
                            + "\nCERTIFICATE\t/etc/ssl/shop.crt\tCN=shop.example.com, until "
                            + clock.instant()
                                    .plus(Duration.ofDays(12))
                                    .toString()
                                    .substring(0, 10));
            long after = state(
                    host,
                    "VERSION\tserver\t1.1\nPACKAGES\tpackages\t" + packages
                            + "\nCERTIFICATE\t/etc/ssl/shop.crt\tCN=shop.example.com, until "
                            + clock.instant()
                                    .plus(Duration.ofDays(12))
                                    .toString()
                                    .substring(0, 10));
            jdbc.sql("insert into inventory_look values ('shop', 'production', ?, ?, null, null, null)")
                    .params(host + ".example.com/main", now())
                    .update();
            change(host, before, after);
        }
    }

    @Test
    void whatThereIsStandsOnThePageOfTheSystem() throws Exception {
        jdbc.sql("insert into inventory_peer values ('shop', 'production', 'shop1.example.com/main', '10.0.0.7', 443,"
                        + " 'desk7.example.com', ?, ?)")
                .params(now(), now())
                .update();

        mvc.perform(get(PAGE).with(loggedIn("otto")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Version of server"),
                                containsString("openssl"),
                                containsString("CN=shop.example.com"),
                                containsString("<span class=\"tag bad\">12</span>"),
                                containsString("desk7.example.com"),
                                containsString("The version of server: 1.0 → 1.1"))));
    }

    @Test
    void aChangeWaitsForEngineersWhereItsOwnerHasNoAccount() throws Exception {
        mvc.perform(get("/").with(loggedIn("erik")))
                .andExpect(content()
                        .string(allOf(
                                containsString("Explain what changed on shop1.example.com/main"),
                                containsString("Changed outside"),
                                containsString("and 1 more to explain"))));
        mvc.perform(get("/").with(loggedIn("uma")))
                .andExpect(content()
                        .string(allOf(not(containsString("Explain what changed")), containsString("Changed outside"))));
    }

    @Test
    void anExplanationStandsWithTheNameOfWhoGaveItOnThePageAndInTheRecord() throws Exception {
        mvc.perform(explanation("Security fix by hand, ticket 4711").with(loggedIn("erik")))
                .andExpect(redirectedUrl(PAGE));

        mvc.perform(get(PAGE).with(loggedIn("otto")))
                .andExpect(content().string(containsString("Security fix by hand, ticket 4711")));
        assertThat(jdbc.sql("select explained_by from outside_change where explained_at is not null")
                        .query(String.class)
                        .list())
                .containsExactly("erik");
        assertThat(jdbc.sql("select sentence from record_entry where kind = 'outside-change-explained'")
                        .query(String.class)
                        .list())
                .last()
                .asString()
                .contains("Security fix by hand");
    }

    @Test
    void theSameChangeOnOtherTargetsCanBeExplainedWithIt() throws Exception {
        mvc.perform(explanation("Rolled out by hand").param("alike", "true").with(loggedIn("erik")))
                .andExpect(redirectedUrl(PAGE));

        assertThat(open()).isZero();
    }

    @Test
    void anEmptyExplanationIsRefusedAndChangesNothing() throws Exception {
        mvc.perform(explanation(" ").with(loggedIn("erik")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("Say what was done")));

        assertThat(open()).isEqualTo(2);
    }

    @Test
    void whoNeitherOwnsNorDescribesTheSystemExplainsNothing() throws Exception {
        mvc.perform(explanation("It was me").with(loggedIn("uma"))).andExpect(status().isForbidden());

        assertThat(open()).isEqualTo(2);
    }

    @Test
    void driftAndTargetsThatCouldNotBeReadNeedAttention() throws Exception {
        jdbc.sql(
                        "insert into inventory_drift (system_id, environment, severity, subject, sentence, found_at)"
                                + " values ('shop', 'production', 'WARNS', 'server', 'The version of server is not the same', ?)")
                .param(now())
                .update();
        jdbc.sql(
                        "update inventory_look set trouble = 'no answer in time', trouble_since = ? where target like 'shop2%'")
                .param(now())
                .update();

        mvc.perform(get("/").with(loggedIn("uma")))
                .andExpect(content()
                        .string(allOf(
                                containsString("The version of server is not the same"),
                                containsString("no answer in time"))));
        mvc.perform(get(PAGE).with(loggedIn("uma")))
                .andExpect(content()
                        .string(allOf(
                                containsString("Not alike, and should be"),
                                containsString("Not read the last time: no answer in time"))));
    }

    private MockHttpServletRequestBuilder explanation(String text) {
        long first = jdbc.sql("select min(change_id) from outside_change")
                .query(Long.class)
                .single();
        return post("/changes/" + first + "/explanation").with(csrf()).param("text", text);
    }

    private int open() {
        return jdbc.sql("select count(*) from outside_change where explained_at is null")
                .query(Integer.class)
                .single();
    }

    private String keep(String content) {
        String digest = Digest.of(content).hex();
        jdbc.sql("insert into evidence select ?, ?, ? from clock_offset where not exists"
                        + " (select 1 from evidence where digest = ?)")
                .params(digest, content, now(), digest)
                .update();
        return digest;
    }

    private long state(String host, String content) {
        jdbc.sql("""
                        insert into inventory_state (system_id, environment, target, occasion, content_digest, found_at,
                            seen_at) values ('shop', 'production', ?, 'NIGHTLY', ?, ?, ?)
                        """)
                .params(host + ".example.com/main", keep(content), now(), now())
                .update();
        return jdbc.sql("select max(state_id) from inventory_state")
                .query(Long.class)
                .single();
    }

    private void change(String host, long before, long after) {
        String lines = "The version of server: 1.0 → 1.1";
        jdbc.sql("""
                        insert into outside_change (system_id, environment, target, owner, state_before, state_after,
                            since, found_at, changed_lines, changed_digest)
                        values ('shop', 'production', ?, 'shop-desk', ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        host + ".example.com/main",
                        before,
                        after,
                        Timestamp.from(clock.instant().minus(Duration.ofDays(1))),
                        now(),
                        lines,
                        Digest.of(lines).hex())
                .update();
    }

    private Timestamp now() {
        Instant now = clock.instant();
        return Timestamp.from(now);
    }
}
