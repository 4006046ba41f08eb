package org.liftlock.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.MovableClock;
import org.liftlock.TestDatabases;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.LauncherTrouble;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.liftlock.verification.ProcessLauncher;
import org.liftlock.verification.ValueReader;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class NightlyInventoryTest {

    private static final LocalTime HALF_PAST_TWO = LocalTime.of(2, 30);
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @TempDir
    Path home;

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aNightBeginsAtItsHourInTheTimeZoneOfTheSite() {
        Instant before = Instant.parse("2026-11-21T01:29:59Z");
        Instant after = Instant.parse("2026-11-21T01:30:00Z");

        assertThat(NightlyInventory.nightBegan(before, HALF_PAST_TWO, ZURICH))
                .isEqualTo(Instant.parse("2026-11-20T01:30:00Z"));
        assertThat(NightlyInventory.nightBegan(after, HALF_PAST_TWO, ZURICH)).isEqualTo(after);
    }

    @Test
    void anHourThatSummerTimeSkipsIsStillANight() {
        Instant noon = Instant.parse("2026-03-29T10:00:00Z");

        assertThat(NightlyInventory.nightBegan(noon, HALF_PAST_TWO, ZURICH))
                .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void severalNodesLookAtEachTargetOnceANight(TestDatabases databases) throws IOException {
        // given
        DataSource database = databases.migrated();
        installed("1.0");
        NightlyInventory here = node(database);
        NightlyInventory there = node(database);

        // when
        CompletableFuture.allOf(CompletableFuture.runAsync(here::round), CompletableFuture.runAsync(there::round))
                .join();

        // then
        assertThat(asked).hasValue(4);
        here.round();
        assertThat(asked).hasValue(4);
        clock.move(Duration.ofDays(1));
        there.round();
        assertThat(asked).hasValue(8);
    }

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void whatIsFoundInANightIsShownAndExplained(TestDatabases databases) throws IOException {
        // given
        DataSource database = databases.migrated();
        JdbcClient jdbc = JdbcClient.create(database);
        installed("1.0");
        NightlyInventory node = node(database);
        node.round();

        // when
        Files.writeString(home.resolve("shop-2.version"), "1.1");
        Files.writeString(home.resolve("shop-3.version"), "1.1");
        clock.move(Duration.ofDays(1));
        node.round();

        // then
        OutsideChanges changes = changes(database);
        assertThat(changes.open()).hasSize(2).allSatisfy(change -> {
            assertThat(change.owner()).isEqualTo("shop-desk");
            assertThat(change.alike()).isEqualTo(1);
            assertThat(change.lines()).containsExactly("The version of server: 1.0 → 1.1");
        });
        assertThat(changes.explain(changes.open().get(0).id(), "dora", "By hand", true))
                .isEqualTo(2);
        assertThat(changes.of("shop", 10))
                .allSatisfy(change -> assertThat(change.explanation()).isPresent());
        assertThat(jdbc.sql("select severity, sentence from inventory_drift")
                        .query()
                        .listOfRows())
                .singleElement()
                .asString()
                .contains("The version of server is not the same on all targets of production: 1.0 on localhost/shop-1,"
                        + " localhost/shop-4; 1.1 on localhost/shop-2, localhost/shop-3");
    }

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void driftThatWasMendedIsGone(TestDatabases databases) throws IOException {
        DataSource database = databases.migrated();
        installed("1.0");
        Files.writeString(home.resolve("shop-2.version"), "1.1");
        NightlyInventory node = node(database);
        node.round();
        assertThat(drift(database)).isEqualTo(1);
        Files.writeString(home.resolve("shop-2.version"), "1.0");
        clock.move(Duration.ofDays(1));
        node.round();

        assertThat(drift(database)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void aTargetThatDoesNotAnswerIsToldAndKeepsNoOtherFromBeingLookedAt(TestDatabases databases) throws IOException {
        DataSource database = databases.migrated();
        installed("1.0");
        node(database, target -> {
                    if (target.instance().equals("shop-2")) {
                        throw new LauncherTrouble("shop-2 cannot be reached", null);
                    }
                    return new SilentMachine();
                })
                .round();

        assertThat(JdbcClient.create(database)
                        .sql("select target from inventory_look where trouble like '%cannot be reached%'")
                        .query(String.class)
                        .list())
                .containsExactly("localhost/shop-2");
        assertThat(JdbcClient.create(database)
                        .sql("select count(*) from inventory_state")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void whatCannotBeReadIsToldUntilItCan(TestDatabases databases) throws IOException {
        DataSource database = databases.migrated();
        JdbcClient jdbc = JdbcClient.create(database);
        installed("1.0");
        Files.delete(home.resolve("shop-2.version"));
        NightlyInventory node = node(database);
        node.round();
        assertThat(jdbc.sql("select trouble from inventory_look where trouble is not null")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("version of server: exit code 1 of cat");
        installed("1.0");
        clock.move(Duration.ofDays(1));
        node.round();

        assertThat(jdbc.sql("select count(*) from inventory_look where trouble is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void whoIsConnectedIsRememberedWithTheNameTheMachineKnows(TestDatabases databases) throws IOException {
        DataSource database = databases.migrated();
        installed("1.0");
        node(database).round();
        JdbcClient jdbc = JdbcClient.create(database);
        Peers peers = new Peers(jdbc);
        Look look = new Look(
                "shop",
                descriptions().toRead(new SystemId("shop"), "production", TargetId.parse("localhost/shop-1"), Map.of()),
                Look.NIGHTLY,
                Optional.empty(),
                clock.instant(),
                Optional.empty());
        Scan scan = new Scan(
                List.of(new InventoryReading(look.target(), Category.DEPENDANT, "10.0.0.7", "8080")), Map.of());

        peers.seen(look, scan);
        peers.seen(look, scan);
        peers.name("10.0.0.7", "desk7.example.com");

        assertThat(peers.of("shop", "production", clock.instant()))
                .singleElement()
                .satisfies(seen -> assertThat(seen.name()).contains("desk7.example.com"));
    }

    private static int drift(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from inventory_drift")
                .query(Integer.class)
                .single();
    }

    private void installed(String version) throws IOException {
        for (int number = 1; number <= 4; number++) {
            Files.writeString(home.resolve("shop-" + number + ".version"), version);
        }
    }

    private Descriptions descriptions() {
        return DescriptionFiles.of(Map.of("shop.yaml", """
                        system: shop
                        kind: command
                        owner: shop-desk
                        stores: none
                        environments: {production: {targets: {"localhost/shop-[1-4]": {}}}}
                        artifacts: {jar: {file: "/srv/shop-${to.version}.jar", sha256: {"2.0": %s}}}
                        versions: {server: {run: [cat, "%s/${target.instance}.version"]}}
                        methods: {replace: {reversible: always, apply: {run: [a]}, rollback: {run: [b]}}}
                        """.formatted("ab".repeat(32), home)))
                .descriptions();
    }

    private Launcher launcher() {
        asked.incrementAndGet();
        return new ProcessLauncher();
    }

    private NightlyInventory node(DataSource database) {
        return node(database, target -> new SilentMachine());
    }

    private NightlyInventory node(DataSource database, Launchers machines) {
        Launchers launchers = target -> launcher();
        JdbcClient jdbc = JdbcClient.create(database);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        Journal journal = new OnlyEvidence(jdbc);
        Snapshots snapshots = new Snapshots(jdbc, new JdbcTemplate(database), transaction, clock);
        Peers peers = new Peers(jdbc);
        States states = new States(jdbc, transaction, clock, journal, changes(database), peers);
        InventoryScan scan = new InventoryScan(
                ValueReader.over(launchers, text -> text),
                new ConfigurationReader(launchers, journal),
                new MachineReader(machines, journal));
        return new NightlyInventory(
                descriptions(),
                new NightlyLooks(jdbc, clock, descriptions(), target -> new SilentMachine(), scan, states, peers),
                new KeptDrift(jdbc, transaction, clock, journal, states, new Drift(snapshots)),
                clock,
                "02:30",
                true,
                Duration.ofMinutes(1));
    }

    private OutsideChanges changes(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        return new OutsideChanges(
                jdbc,
                clock,
                new OnlyEvidence(jdbc),
                descriptions(),
                new Snapshots(
                        jdbc,
                        new JdbcTemplate(database),
                        new TransactionTemplate(new JdbcTransactionManager(database)),
                        clock));
    }

    /** Keeps texts; what is told is not of interest here. */
    private record OnlyEvidence(JdbcClient jdbc) implements Journal {

        @Override
        public void tell(
                Optional<String> upgrade,
                String actor,
                String kind,
                Optional<String> rule,
                String sentence,
                Optional<Digest> evidence) {}

        @Override
        public Digest keep(String content) {
            Digest digest = Digest.of(content);
            try {
                jdbc.sql("insert into evidence select ?, ?, ? from clock_offset"
                                + " where not exists (select 1 from evidence where digest = ?)")
                        .params(digest.hex(), content, Timestamp.from(Instant.EPOCH), digest.hex())
                        .update();
            } catch (DuplicateKeyException keptMeanwhile) {
                // as good
            }
            return digest;
        }
    }
}
