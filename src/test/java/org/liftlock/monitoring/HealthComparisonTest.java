package org.liftlock.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.naming.TargetId;
import org.liftlock.verification.Checks;
import org.liftlock.verification.OwnTables;

class HealthComparisonTest {

    private final Checks checks = new Checks();
    private final Samples samples =
            new Samples(checks.tables.jdbc(), checks.tables.batch(), checks.tables.transaction(), Checks.CLOCK);
    private final Sampler sampler = new Sampler(checks.acceptance, checks.reader, samples);
    private final HealthComparison comparison = new HealthComparison(samples);

    private volatile int status = 200;
    private HttpServer server;
    private Measure page;

    @BeforeEach
    void startOrderService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        page = Measure.ofChecks(List.of(Checks.core(
                        "page",
                        "http",
                        Map.of("http", "http://127.0.0.1:" + server.getAddress().getPort() + "/"))))
                .get(0);
    }

    @AfterEach
    void stopOrderService() {
        server.stop(0);
    }

    @Test
    void aSystemThatAnswersAsBeforeIsHealthy() {
        assertThat(sampler.takeBaseline(run(page))).isEqualTo(20);
        sampler.look(run(page));

        // Against figures of this very machine only a gross slowdown may count, or a busy moment fails the test.
        Health health = compare(page, new HealthRules(0.01, 0.2, 2000, 0.02, 10, 8));

        assertThat(health).isEqualTo(new Health.Healthy("1 measure of 1 target no worse than before"));
    }

    @Test
    void aSystemThatAnswersErrorsIsDisturbed() {
        sampler.takeBaseline(run(page));
        status = 500;
        assertThat(sampler.look(run(page))).isZero();

        assertThat(compare(page)).isEqualTo(new Health.Disturbed("page of localhost/orders failed all 20 times"));
    }

    @Test
    void someErrorsAreToldWithTheirNumbers() {
        kept(Samples.Moment.BASELINE, page, 20, 0, 30);
        kept(Samples.Moment.WATCH, page, 12, 8, 30);

        assertThat(compare(page))
                .isEqualTo(new Health.Disturbed("page of localhost/orders failed 8 of 20 times, before 0 of 20"));
    }

    @Test
    void aSlowerSystemIsToldWithItsFigures() {
        kept(Samples.Moment.BASELINE, page, 20, 0, 30);
        kept(Samples.Moment.WATCH, page, 20, 0, 90);

        assertThat(compare(page))
                .isEqualTo(
                        new Health.Disturbed(
                                "page of localhost/orders: median 90.9 ms, before 30.9 ms; 90th percentile 91.7 ms, before 31.7 ms"));
    }

    @Test
    void withoutLooksNothingIsHealthy() {
        sampler.takeBaseline(run(page));

        assertThat(compare(page))
                .isEqualTo(new Health.NoData(
                        "page of localhost/orders was looked at 0 times since, at least 8 are needed"));
    }

    @Test
    void withoutABaselineNothingIsHealthy() {
        sampler.look(run(page));

        assertThat(compare(page)).isInstanceOf(Health.NoData.class);
    }

    @Test
    void looksFromBeforeTheMomentAskedForDoNotCount() {
        kept(Samples.Moment.BASELINE, page, 20, 0, 30);
        kept(Samples.Moment.WATCH, page, 20, 0, 30);

        Health health =
                comparison.compare(List.of(run(page)), Checks.CLOCK.instant().plusSeconds(1), HealthRules.USUAL);

        assertThat(health).isInstanceOf(Health.NoData.class);
    }

    @Test
    void aTargetOfWhichNothingIsMeasuredIsNotHealthyBesideOneThatIs() {
        // given
        Measure port = port(server.getAddress().getPort());
        sampler.look(run(port));
        MeasureRun dark = new MeasureRun(
                OwnTables.UPGRADE,
                Optional.of("unit-1"),
                TargetId.parse("localhost/standby"),
                List.of(),
                20,
                Duration.ZERO);

        // when
        Health health = comparison.compare(List.of(run(port), dark), Instant.EPOCH, HealthRules.USUAL);

        // then
        assertThat(health)
                .isEqualTo(new Health.NoData("nothing is measured of localhost/standby; describe a web check of it, or"
                        + " a core check that only reads"));
    }

    @Test
    void whereNothingIsWatchedNothingIsHealthy() {
        assertThat(comparison.compare(List.of(), Instant.EPOCH, HealthRules.USUAL))
                .isInstanceOf(Health.NoData.class);
    }

    @Test
    void aBaselineTakenAgainReplacesTheFirst() {
        kept(Samples.Moment.BASELINE, page, 20, 0, 500);
        kept(Samples.Moment.BASELINE, page, 20, 0, 30);
        kept(Samples.Moment.WATCH, page, 20, 0, 90);

        assertThat(compare(page)).isInstanceOf(Health.Disturbed.class);
    }

    @Test
    void anyFigureCanBeMeasuredAndLessMayBeWorse() {
        Measure orders = new Measure(ordersPerHour("120"), Measure.Kind.YIELD);
        sampler.takeBaseline(run(orders));
        sampler.look(run(new Measure(ordersPerHour("60"), Measure.Kind.YIELD)));

        assertThat(compare(orders))
                .isInstanceOfSatisfying(
                        Health.Disturbed.class,
                        health -> assertThat(health.sentence())
                                .isEqualTo(
                                        "orders of localhost/orders: median 60.0, before 120; 90th percentile 60.0, before 120"));
    }

    @Test
    void moreIsNoAlarmWhereLessIsWorse() {
        Measure orders = new Measure(ordersPerHour("60"), Measure.Kind.YIELD);
        sampler.takeBaseline(run(orders));
        sampler.look(run(new Measure(ordersPerHour("120"), Measure.Kind.YIELD)));

        assertThat(compare(orders)).isInstanceOf(Health.Healthy.class);
    }

    @Test
    void aFigureThatIsNoNumberCountsAsFailed() {
        assertThat(sampler.look(run(new Measure(ordersPerHour("many"), Measure.Kind.LOAD))))
                .isZero();
    }

    @Test
    void onlyChecksThatCanBeAskedAtAnyTimeAreMeasured() {
        assertThat(Measure.ofChecks(List.of(
                        Checks.core("later", "http", Map.of("http", "http://a/", "when", "finished")),
                        Checks.core("all", "http", Map.of("http", "http://a/", "per", "rollout")),
                        Checks.core("off", "http", Map.of("http", "http://a/", "skip", "being rebuilt")),
                        Checks.core("count", "http", Map.of("http", "http://a/", "equals", "before")),
                        Checks.core("order", "http", Map.of("http", "http://a/", "method", "POST")),
                        Checks.core("write", "command", Map.of("run", List.of("try-order"))),
                        Checks.other("port", "tcp", Map.of("tcp", "a:1")))))
                .isEmpty();
    }

    @Test
    void coreChecksThatOnlyReadAreMeasuredByWhetherTheyPass() {
        List<CheckSpec> reading = List.of(
                Checks.core("port", "tcp", Map.of("tcp", "a:1")),
                Checks.core("orders", "sql", Map.of("sql", "select count(*) from orders", "at_least", 1)),
                Checks.core("errors", "log", Map.of("log", "/var/log/orders", "forbid", "ERROR")),
                Checks.core("queue", "command", Map.of("run", List.of("queue", "length"), "only_reads", true)));

        assertThat(Measure.ofChecks(reading))
                .hasSameSizeAs(reading)
                .extracting(Measure::kind)
                .containsOnly(Measure.Kind.STATE);
    }

    @Test
    void whatPrometheusKnowsIsWatchedThoughItIsNoCoreCheckAndALoginWhenItMayBeRepeated() {
        Map<String, Object> query = Map.of("url", "http://prometheus", "query", "sum(errors)");
        Map<String, Object> login = Map.of("issuer", "https://sso", "client", "probe");

        assertThat(Measure.ofChecks(List.of(
                        Checks.other("errors", "prometheus", Map.of("prometheus", query, "at_most", 5)),
                        Checks.other("growth", "prometheus", Map.of("prometheus", query, "equals", "before")),
                        Checks.core("login", "oidc", Map.of("oidc", login, "only_reads", true)),
                        Checks.core("once", "oidc", Map.of("oidc", login)))))
                .extracting(Measure::name)
                .containsExactly("errors", "login");
    }

    @Test
    void aSystemWithoutAnyWebCheckIsHealthyWhileItsCoreChecksPass() {
        // given
        Measure port = port(server.getAddress().getPort());
        Measure queue = queue("true");

        // when
        sampler.takeBaseline(run(port, queue));
        sampler.look(run(port, queue));

        // then
        assertThat(compare(List.of(port, queue), HealthRules.USUAL))
                .isEqualTo(new Health.Healthy("2 measures of 1 target no worse than before"));
    }

    @Test
    void aStateIsLookedAtOnceWhenItIsGoodAndAFewTimesWhenItIsNot() {
        assertThat(sampler.look(run(port(server.getAddress().getPort())))).isOne();
        sampler.look(run(queue("false")));

        assertThat(compare(queue("false")))
                .isEqualTo(new Health.Disturbed("queue of localhost/orders failed all 3 times"));
    }

    @Test
    void aCoreCheckThatFailsDisturbsThoughEverythingElseIsAsBefore() {
        // given
        Measure port = port(server.getAddress().getPort());
        sampler.takeBaseline(run(port, queue("true")));

        // when
        server.stop(0);
        sampler.look(run(port, queue("true")));

        // then
        assertThat(compare(List.of(port, queue("true")), HealthRules.USUAL))
                .isEqualTo(new Health.Disturbed("port of localhost/orders failed all 3 times"));
    }

    @Test
    void aStateThatNobodyLookedAtIsNotGood() {
        assertThat(compare(queue("true")))
                .isEqualTo(new Health.NoData("queue of localhost/orders was not looked at since"));
    }

    @Test
    void aLogIsReadFromWhereItEndedBeforeTheUpgrade(@TempDir Path folder) throws IOException {
        // given
        Path log = Files.writeString(folder.resolve("orders.log"), "ERROR of long ago\n");
        CheckSpec errors = Checks.core("errors", "log", Map.of("log", log.toString(), "forbid", "ERROR"));
        Measure measure = Measure.ofChecks(List.of(errors)).get(0);
        checks.acceptance.remember(Checks.acceptanceOf(errors));
        sampler.look(run(measure));
        assertThat(compare(measure)).isInstanceOf(Health.Healthy.class);

        // when
        Files.writeString(log, "ERROR of the new version\n", StandardOpenOption.APPEND);
        sampler.look(run(measure));

        // then
        assertThat(sampler.look(run(measure))).isZero();
    }

    private static Measure port(int port) {
        return Measure.ofChecks(List.of(Checks.core("port", "tcp", Map.of("tcp", "127.0.0.1:" + port))))
                .get(0);
    }

    private static Measure queue(String command) {
        return Measure.ofChecks(
                        List.of(Checks.core("queue", "command", Map.of("run", List.of(command), "only_reads", true))))
                .get(0);
    }

    private static CheckSpec ordersPerHour(String figure) {
        return Checks.other("orders", "command", Map.of("run", List.of("echo", figure)));
    }

    private static MeasureRun run(Measure... measures) {
        return new MeasureRun(
                OwnTables.UPGRADE, Optional.of("unit-1"), Checks.TARGET, List.of(measures), 20, Duration.ZERO);
    }

    private void kept(Samples.Moment moment, Measure measure, int healthy, int failed, double figure) {
        List<Sample> taken = new ArrayList<>();
        for (int index = 0; index < healthy; index++) {
            taken.add(new Sample(Checks.TARGET, measure.name(), figure + index / 10.0, true));
        }
        for (int index = 0; index < failed; index++) {
            taken.add(new Sample(Checks.TARGET, measure.name(), 0, false));
        }
        samples.save(run(measure), moment, taken);
    }

    private Health compare(Measure measure) {
        return compare(measure, HealthRules.USUAL);
    }

    private Health compare(Measure measure, HealthRules rules) {
        return compare(List.of(measure), rules);
    }

    private Health compare(List<Measure> measures, HealthRules rules) {
        return comparison.compare(List.of(run(measures.toArray(Measure[]::new))), Instant.EPOCH, rules);
    }
}
