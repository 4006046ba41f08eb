package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Several nodes over one PostgreSQL. */
class ClusterIT {

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterEach
    void stop() throws IOException {
        ClockUtil.reset();
        postgres.close();
    }

    @Test
    void twoNodesStartTogetherOnAnEmptyDatabase() {
        List<CompletableFuture<ConfigurableApplicationContext>> starting = Stream.of("node-1", "node-2")
                .map(node -> CompletableFuture.supplyAsync(() -> node()))
                .toList();

        assertThat(starting)
                .allSatisfy(node -> assertThat(node.join().isRunning()).isTrue());
        starting.forEach(node -> node.join().close());
    }

    @Test
    void aNodeCreatesNoTableWhileAnotherOneDoes() throws Exception {
        CompletableFuture<ConfigurableApplicationContext> starting;
        try (Connection other = postgres.getPostgresDatabase().getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + SchemaLock.KEY + ")");

            starting = CompletableFuture.supplyAsync(() -> node());

            await().until(() ->
                    one(statement, "select count(*) from pg_locks where locktype = 'advisory' and not granted") > 0);
            assertThat(one(statement, "select count(*) from pg_tables where schemaname = 'public'"))
                    .isZero();
        }
        starting.join().close();
    }

    @Test
    void aNodeThatStandsStillInATransactionKeepsNoRowLongerThanItsLease() throws Exception {
        try (ConfigurableApplicationContext node = node("--liftlock.node.lease-seconds=1");
                Connection other = postgres.getPostgresDatabase().getConnection();
                Statement statement = other.createStatement()) {
            Connection still = node.getBean(DataSource.class).getConnection();
            still.setAutoCommit(false);
            still.createStatement().execute("select * from clock_offset for update");

            statement.execute("set lock_timeout = '5s'");

            assertThat(statement.executeUpdate("update clock_offset set offset_millis = offset_millis"))
                    .isOne();
            assertThatThrownBy(still::commit).hasMessageContaining("idle-in-transaction timeout");
        }
    }

    private static long one(Statement statement, String count) throws SQLException {
        try (ResultSet answer = statement.executeQuery(count)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Test
    void aNodeWhoseClockIsAheadTellsTheTimeOfTheDatabase() {
        try (ConfigurableApplicationContext node = node()) {
            DomainTime ahead = time(node, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(6)));

            assertThat(ahead.now()).isCloseTo(Instant.now(), within(200, ChronoUnit.MILLIS));
            assertThat(ahead.nowInTransaction()).isCloseTo(Instant.now(), within(200, ChronoUnit.MILLIS));
        }
    }

    @Test
    void timeGoesOnInsideATransaction() {
        try (ConfigurableApplicationContext node = node()) {
            DomainTime time = node.getBean(DomainTime.class);
            new TransactionTemplate(node.getBean(JdbcTransactionManager.class)).executeWithoutResult(status -> {
                Instant before = time.nowInTransaction();
                node.getBean(JdbcClient.class)
                        .sql("select pg_sleep(0.05)")
                        .query()
                        .singleRow();

                assertThat(time.nowInTransaction()).isAfterOrEqualTo(before.plusMillis(50));
            });
        }
    }

    @Test
    void aMovedClockIsNoticedByTheOtherNode() {
        try (ConfigurableApplicationContext one = node();
                ConfigurableApplicationContext other = node()) {
            one.getBean(DomainTime.class).shiftBy(Duration.ofHours(5));
            other.getBean(DomainTime.class).refresh();

            assertThat(other.getBean(DomainTime.class).now())
                    .isCloseTo(Instant.now().plus(5, ChronoUnit.HOURS), within(5, ChronoUnit.SECONDS));
        }
    }

    private DomainTime time(ConfigurableApplicationContext node, Clock machine) {
        return new DomainTime(
                new TimeSource(node.getBean(JdbcClient.class), Dialect.POSTGRESQL, machine),
                new TransactionTemplate(node.getBean(JdbcTransactionManager.class)),
                true);
    }

    private ConfigurableApplicationContext node(String... more) {
        return new SpringApplicationBuilder(EngineTest.Engine.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(
                                Stream.of(
                                        "--liftlock.database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                                        "--liftlock.models.deploy=false",
                                        "--liftlock.clock.adjustable=true",
                                        "--spring.datasource.hikari.maximum-pool-size=8"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }
}
