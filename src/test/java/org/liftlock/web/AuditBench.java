package org.liftlock.web;

import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.liftlock.OnPostgreSql;
import org.liftlock.audit.GeneratedUpgrades;
import org.liftlock.audit.SearchIndex;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

/**
 * Pages of lists, searches and details with 1,000, 10,000 and 100,000 finished upgrades on PostgreSQL, with all that a
 * page costs but the network. Each asks for another system, person or word every time. The aim: flat, under 100 ms.
 */
@WebTest
@OnPostgreSql
@ActiveProfiles("sample")
class AuditBench {

    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 40;
    private static final int FEW = 5;

    private static final String[] WORDS = {"printer", "kernel", "invoice", "scanner", "replica", "barcode", "archive"};
    private static final String[] OUTCOMES = {"RAISED", "CANCELLED", "REFUSED", "BACK_AS_BEFORE", "DEFERRED"};

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SearchIndex index;

    @MockitoBean
    SampleSite site;

    private final Map<String, List<String>> results = new LinkedHashMap<>();

    @Test
    void pages() throws Exception {
        GeneratedUpgrades upgrades = new GeneratedUpgrades(jdbc);
        for (int size : SIZES) {
            long start = System.nanoTime();
            upgrades.growTo(size);
            long grown = System.nanoTime();
            index.catchUp();
            long indexed = System.nanoTime();
            upgrades.analyse();
            System.out.printf(
                    Locale.ROOT,
                    "%,d upgrades: written in %.0f s, taken into the search index in %.0f s, %,d terms%n",
                    size,
                    (grown - start) / 1e9,
                    (indexed - grown) / 1e9,
                    jdbc.sql("select count(*) from search_term")
                            .query(Long.class)
                            .single());
            if (size == SIZES[0]) {
                measure(size); // What runs for the first time is compiled meanwhile.
                results.clear();
            }
            measure(size);
            tell();
        }
    }

    /** All sizes so far beside each other. */
    private void tell() {
        System.out.printf(Locale.ROOT, "%-48s %s%n", "95th percentile (median), ms", "1,000 / 10,000 / 100,000");
        results.forEach((what, times) -> System.out.printf(Locale.ROOT, "%-48s %s%n", what, String.join(" / ", times)));
    }

    private void measure(int size) throws Exception {
        List<String> keys = jdbc.sql("select upgrade_key from upgrade order by requested_at")
                .query(String.class)
                .list();
        List<String> places = jdbc.sql("""
                        select to_char(requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '_' || upgrade_key
                        from upgrade order by requested_at
                        """).query(String.class).list();
        time("list, newest", round -> "/upgrades");
        time("list, somewhere in the middle", round -> "/upgrades?before=" + places.get(spread(round, size)));
        time("search by system", round -> "/upgrades?system=system-" + round % GeneratedUpgrades.SYSTEMS);
        time("search by person", round -> "/upgrades?person=person-" + round % GeneratedUpgrades.PEOPLE);
        time("search by outcome", round -> "/upgrades?outcome=" + OUTCOMES[round % OUTCOMES.length]);
        time("search by rule", round -> "/upgrades?rule=R%02d".formatted(round % 50));
        time("search by component and version", round -> "/upgrades?version=openssl 1." + round % 90 + ".7");
        time("search by ticket", round -> "/upgrades?ticket=CHG-" + (spread(round, size) + 1));
        time("search by advisory", round -> "/upgrades?advisory=CVE-2026-" + (spread(round, size) / 10 * 10));
        time("search by time", round -> "/upgrades?from=2016-01-" + (round % 20 + 10) + "&until=2016-02-20");
        time("search by a word", round -> "/upgrades?text=" + WORDS[round % WORDS.length]);
        time(
                "search by two words",
                round -> "/upgrades?text=" + WORDS[round % WORDS.length] + " " + WORDS[(round + 3) % WORDS.length]);
        time(
                "search by system, outcome, time and word",
                round -> "/upgrades?from=2016-01-05&system=system-" + round % GeneratedUpgrades.SYSTEMS + "&outcome="
                        + OUTCOMES[round % OUTCOMES.length] + "&text=" + WORDS[round % WORDS.length]);
        time(
                "search by two frequent things that never meet",
                round -> "/upgrades?outcome=CANCELLED&environment=production&rule=R" + (10 + round % 40));
        time("upgrade", round -> "/upgrades/" + keys.get(spread(round, size)));
        time(
                "history of a system, with a day",
                round -> "/audit/systems/system-" + round % GeneratedUpgrades.SYSTEMS + "?on=2016-01-15");
        time("approvals of a person", round -> "/audit/people/person-" + round % GeneratedUpgrades.PEOPLE);
        time("independence of 1,000 upgrades", round -> "/audit/independence?" + period(round, size));
        time("controls of 1,000 upgrades", round -> "/audit/controls?" + period(round, size));
        time("upgrades behind a figure", round -> "/audit/controls?figure=rolled-back&" + period(round, size));
        time("rights", round -> "/audit/rights");
        few("page Audit (population, ledger)", "/audit");
        few("export of all as CSV", "/api/audit/upgrades.csv");
        few("landing page", "/");
    }

    /** 32 days hold 1,024 upgrades. Another period each time, as far as there are. */
    private static String period(int round, int size) {
        LocalDate from = LocalDate.of(2016, 1, 1).plusDays(size <= 1_024 ? 0 : round * 61L % (size / 32 - 32));
        return "from=" + from + "&to=" + from.plusDays(31);
    }

    /** A different upgrade each time, from all over the list. */
    private static int spread(int round, int size) {
        return (int) ((round * 7_919L + 13) % size);
    }

    private void time(String what, IntFunction<String> page) throws Exception {
        for (int round = 0; round < WARM_UP; round++) {
            ask(page.apply(1000 + round));
        }
        note(what, ROUNDS, page);
    }

    private void few(String what, String page) throws Exception {
        ask(page);
        note(what, FEW, round -> page);
    }

    private void note(String what, int rounds, IntFunction<String> page) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            ask(page.apply(round));
            times.add((System.nanoTime() - start) / 1e6);
        }
        List<Double> sorted = times.stream().sorted().toList();
        String told =
                String.format(Locale.ROOT, "%.0f (%.0f)", sorted.get(rounds - 1 - rounds / 20), sorted.get(rounds / 2));
        results.computeIfAbsent(what, first -> new ArrayList<>()).add(told);
    }

    private void ask(String page) throws Exception {
        MvcResult answer = mvc.perform(get(page).with(loggedIn("otto"))).andReturn();
        if (answer.getResponse().getStatus() != 200) {
            throw new IllegalStateException(page + ": " + answer.getResponse().getStatus());
        }
    }
}
