package org.liftlock.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.MovableClock;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.liftlock.verification.Checks;
import org.liftlock.verification.OwnTables;
import org.mockito.Mockito;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutsideChangesTest {

    private static final String SYSTEM = "order-service";
    private static final TargetId ORDERS_1 = TargetId.parse("localhost/orders-1");
    private static final TargetId ORDERS_2 = TargetId.parse("localhost/orders-2");

    @TempDir
    Path home;

    private String openssl = "";
    private final Checks checks = new Checks();
    private final JdbcClient jdbc = checks.tables.jdbc();
    private final MovableClock clock = new MovableClock();
    private final Snapshots snapshots = new Snapshots(jdbc, checks.tables.batch(), checks.tables.transaction(), clock);
    private final Descriptions descriptions = Mockito.mock(Descriptions.class);
    private final OutsideChanges changes = new OutsideChanges(jdbc, clock, checks.evidence, descriptions, snapshots);
    private final Peers peers = new Peers(jdbc);
    private final States states = new States(jdbc, checks.tables.transaction(), clock, checks.evidence, changes, peers);
    private final InventoryScan scan = new InventoryScan(
            checks.reader,
            new ConfigurationReader(checks.launchers, checks.evidence),
            new MachineReader(target -> new SilentMachine(() -> openssl), checks.evidence));
    private final NightlyLooks looks =
            new NightlyLooks(jdbc, clock, descriptions, checks.launchers, scan, states, peers);
    private List<String> config;

    @BeforeEach
    void installOrderService() throws IOException {
        clock.set(Instant.parse("2026-12-06T01:30:00Z"));
        write("VERSION", "1.0\n");
        write("conf/orders.properties", "port = 8080\nmail.relay = 10.0.0.7\n");
        config = List.of(home.resolve("conf").toString());
        when(descriptions.toRead(new SystemId(SYSTEM), "production", ORDERS_1, Map.of()))
                .thenAnswer(call -> what(ORDERS_1));
        when(descriptions.toRead(new SystemId(SYSTEM), "production", ORDERS_2, Map.of()))
                .thenAnswer(call -> what(ORDERS_2));
    }

    @Test
    void aTargetThatIsAsItWasIsKeptOnce() {
        night(ORDERS_1);
        night(ORDERS_1);

        assertThat(changes.open()).isEmpty();
        assertThat(jdbc.sql("select count(*) from inventory_state")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aSettingChangedByHandIsToldWithWhatItWas() throws IOException {
        // given
        night(ORDERS_1);

        // when
        write("conf/orders.properties", "port = 80\nmail.relay = 10.0.0.7\n");
        night(ORDERS_1);

        // then
        assertThat(changes.open()).singleElement().satisfies(change -> {
            assertThat(change.lines())
                    .containsExactly(
                            "Setting port in " + home.resolve("conf/orders.properties") + ": \"8080\" → \"80\"");
            assertThat(change.since()).isEqualTo(Instant.parse("2026-12-06T01:30:00Z"));
            assertThat(change.foundAt()).isEqualTo(Instant.parse("2026-12-07T01:30:00Z"));
        });
    }

    @Test
    void rightsOfAConfigurationFileCount() throws IOException {
        night(ORDERS_1);
        Files.setPosixFilePermissions(
                home.resolve("conf/orders.properties"), PosixFilePermissions.fromString("rw-rw-rw-"));
        night(ORDERS_1);

        assertThat(changes.open())
                .singleElement()
                .satisfies(change -> assertThat(change.lines())
                        .singleElement()
                        .asString()
                        .startsWith("Rights of ")
                        .endsWith(" 666"));
    }

    @Test
    void whatAnUpgradeOfTheTargetDidNeedsNoExplanation() throws IOException {
        night(ORDERS_1);
        write("VERSION", "2.0\n");
        effectOn(ORDERS_1);
        night(ORDERS_1);

        assertThat(changes.open()).isEmpty();
    }

    @Test
    void whatChangedOnTheMachineIsToldOnceHoweverManyTargetsAreOnIt() {
        openssl = "3.0.15";
        night(ORDERS_1);
        looks.look(place(ORDERS_2));
        openssl = "3.0.16";
        night(ORDERS_1);
        looks.look(place(ORDERS_2));

        assertThat(changes.open()).singleElement().satisfies(change -> {
            assertThat(change.target()).isEqualTo(ORDERS_1);
            assertThat(change.lines()).containsExactly("Package openssl: 3.0.15 → 3.0.16");
        });
    }

    @Test
    void anUpgradeOnTheMachineExplainsWhatChangedOnItButNotWhatIsAnotherTargetsOwn() throws IOException {
        openssl = "3.0.15";
        night(ORDERS_1);
        openssl = "3.0.16";
        write("VERSION", "2.0\n");
        effectOn(ORDERS_2);
        night(ORDERS_1);

        assertThat(changes.open())
                .singleElement()
                .satisfies(change -> assertThat(change.lines()).containsExactly("The version of server: 1.0 → 2.0"));
    }

    @Test
    void anUpgradeOfAnotherTargetExplainsNothing() throws IOException {
        night(ORDERS_1);
        write("VERSION", "2.0\n");
        effectOn(ORDERS_2);
        night(ORDERS_1);

        assertThat(changes.open())
                .singleElement()
                .satisfies(change -> assertThat(change.lines()).containsExactly("The version of server: 1.0 → 2.0"));
    }

    @Test
    void whatIsSeenBehindAChangeBelongsToItAndTheNextNightIsHeldAgainstThat() throws IOException {
        // given
        night(ORDERS_1);
        write("VERSION", "2.0\n");
        clock.move(Duration.ofHours(1));
        new InventoryReader(scan, snapshots, states)
                .capture(new InventoryRequest(OwnTables.UPGRADE, Moment.AFTER, what(ORDERS_1)));
        assertThat(changes.open()).isEmpty();

        // when
        write("VERSION", "2.1\n");
        night(ORDERS_1);

        // then
        assertThat(changes.open())
                .singleElement()
                .satisfies(change -> assertThat(change.lines()).containsExactly("The version of server: 2.0 → 2.1"));
    }

    @Test
    void whatCannotBeReadForANightIsTakenToBeAsItWas() throws IOException {
        night(ORDERS_1);
        Files.move(home.resolve("VERSION"), home.resolve("AWAY"));
        Files.move(home.resolve("conf"), home.resolve("away"));
        night(ORDERS_1);
        assertThat(changes.open()).isEmpty();
        Files.move(home.resolve("AWAY"), home.resolve("VERSION"));
        Files.move(home.resolve("away"), home.resolve("conf"));
        night(ORDERS_1);

        assertThat(changes.open()).isEmpty();
    }

    @Test
    void aPathThatIsDescribedFromNowOnIsNoChange() throws IOException {
        write("more/extra.conf", "x = 1");
        night(ORDERS_1);
        config = List.of(home.resolve("conf").toString(), home.resolve("more").toString());
        night(ORDERS_1);
        assertThat(changes.open()).isEmpty();
        write("more/extra.conf", "x = 2");
        night(ORDERS_1);

        assertThat(changes.open()).hasSize(1);
    }

    @Test
    void aMachineThatAnUpgradeHoldsIsLeftAlone() {
        jdbc.sql("insert into target (target, highest_token) values (?, 0)")
                .param(ORDERS_2.toString())
                .update();
        jdbc.sql("insert into target_claim values (?, ?, 'unit-1', current_timestamp)")
                .params(ORDERS_2.toString(), OwnTables.UPGRADE)
                .update();

        assertThat(looks.take(place(ORDERS_1), clock.instant())).isFalse();
    }

    @Test
    void aTargetIsTakenOnceANight() {
        Instant night = clock.instant();
        clock.move(Duration.ofMinutes(1));

        assertThat(looks.take(place(ORDERS_1), night)).isTrue();
        assertThat(looks.take(place(ORDERS_1), night)).isFalse();
        looks.look(place(ORDERS_1));
        assertThat(looks.take(place(ORDERS_1), night)).isFalse();
        assertThat(looks.take(place(ORDERS_1), night.plus(Duration.ofDays(1)))).isTrue();
    }

    @Test
    void whatANodeTookAndDidNotFinishIsFreeAgainAfterAWhile() {
        Instant night = clock.instant();
        clock.move(Duration.ofMinutes(1));
        looks.take(place(ORDERS_1), night);

        clock.move(Duration.ofMinutes(16));

        assertThat(looks.take(place(ORDERS_1), night)).isTrue();
    }

    @Test
    void theOwnerSaysWhatItWasAndItIsNoLongerOpen() throws IOException {
        // given
        night(ORDERS_1);
        write("VERSION", "1.1\n");
        night(ORDERS_1);
        OutsideChange change = changes.open().get(0);

        // when
        changes.explain(change.id(), "dora", "Hotfix for the order desk, ticket 4711", false);

        // then
        assertThat(changes.open()).isEmpty();
        assertThat(changes.of(SYSTEM, 5)).singleElement().satisfies(explained -> {
            assertThat(explained.explanation().orElseThrow().by()).isEqualTo("dora");
            assertThat(explained.explanation().orElseThrow().text()).contains("4711");
        });
        assertThatThrownBy(() -> changes.explain(change.id(), "erik", "me, too", false))
                .isInstanceOf(ExplanationRefused.class)
                .hasMessageContaining("by dora");
    }

    @Test
    void anEmptyExplanationIsNone() throws IOException {
        night(ORDERS_1);
        write("VERSION", "1.1\n");
        night(ORDERS_1);

        assertThatThrownBy(() -> changes.explain(changes.open().get(0).id(), "dora", "  ", false))
                .isInstanceOf(ExplanationRefused.class);
        assertThat(changes.open()).hasSize(1);
    }

    @Test
    void theSameChangeOnSeveralTargetsCanBeExplainedAtOnce() throws IOException {
        night(ORDERS_1);
        looks.look(place(ORDERS_2));
        write("VERSION", "1.1\n");
        night(ORDERS_1);
        looks.look(place(ORDERS_2));
        OutsideChange first = changes.open().get(0);

        assertThat(first.alike()).isEqualTo(1);
        assertThat(changes.explain(first.id(), "dora", "Rolled out by hand", true))
                .isEqualTo(2);
        assertThat(changes.open()).isEmpty();
    }

    private void night(TargetId target) {
        looks.look(place(target));
        clock.move(Duration.ofDays(1));
    }

    private NightlyLooks.Place place(TargetId target) {
        return new NightlyLooks.Place(SYSTEM, "production", target);
    }

    private WhatToRead what(TargetId target) {
        return new WhatToRead(
                target,
                "production",
                Map.of(
                        "server",
                        Checks.core(
                                "server",
                                "file",
                                Map.of("file", home.resolve("VERSION").toString()))),
                config);
    }

    private void effectOn(TargetId target) {
        Timestamp yesterday = Timestamp.from(clock.instant().minus(Duration.ofHours(5)));
        jdbc.sql("insert into target (target, highest_token) values (?, 1)")
                .param(target.toString())
                .update();
        jdbc.sql("""
                        insert into step (step_id, upgrade_key, topic, element_id, process_instance, external_task, attempt,
                            status, started_at) values ('s', ?, 'quiesce-system', 'q', 'p', 't', 1, 'OPEN', ?)
                        """).params(OwnTables.UPGRADE, yesterday).update();
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, target, kind, run_key, run_order,
                            run_order_digest, token, launches, status, outcome, planned_at, started_at, settled_at)
                        values ('e', 's', ?, ?, 'QUIESCE', 'k', 'o', 'd', 1, 1, 'SETTLED', 'SUCCEEDED', ?, ?, ?)
                        """)
                .params(OwnTables.UPGRADE, target.toString(), yesterday, yesterday, yesterday)
                .update();
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
