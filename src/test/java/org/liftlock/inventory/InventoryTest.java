package org.liftlock.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.TargetId;
import org.liftlock.verification.Checks;
import org.liftlock.verification.OwnTables;
import org.mockito.Mockito;

class InventoryTest {

    private static final String PRODUCTION = "production";
    private static final EnvironmentSpec ENVIRONMENT = new EnvironmentSpec(
            PRODUCTION,
            Optional.empty(),
            List.of(),
            Map.of(
                    TargetId.parse("localhost/orders-1"), Optional.empty(),
                    TargetId.parse("localhost/orders-2"), Optional.empty()),
            Map.of());
    private static final TargetId ORDERS_1 = TargetId.parse("localhost/orders-1");
    private static final TargetId ORDERS_2 = TargetId.parse("localhost/orders-2");

    @TempDir
    Path home;

    private final Checks checks = new Checks();
    private final Snapshots snapshots =
            new Snapshots(checks.tables.jdbc(), checks.tables.batch(), checks.tables.transaction(), Checks.CLOCK);
    private final InventoryReader reader = new InventoryReader(
            new InventoryScan(
                    checks.reader,
                    new ConfigurationReader(checks.launchers, checks.evidence),
                    new MachineReader(checks.launchers, checks.evidence)),
            snapshots,
            new States(
                    checks.tables.jdbc(),
                    checks.tables.transaction(),
                    Checks.CLOCK,
                    checks.evidence,
                    new OutsideChanges(
                            checks.tables.jdbc(),
                            Checks.CLOCK,
                            checks.evidence,
                            Mockito.mock(Descriptions.class),
                            snapshots),
                    new Peers(checks.tables.jdbc())));
    private final ConfigurationComparison comparison = new ConfigurationComparison(snapshots);
    private final Drift drift = new Drift(snapshots);

    @BeforeEach
    void installOrderService() throws IOException {
        write("VERSION", "1.0\n");
        write("conf/orders.properties", "port = 8080\nmail.relay = 10.0.0.7\ndatabase.password = rosebud\n");
        write("conf/logging.yaml", "levels:\n  root: info\n  orders: debug\n");
    }

    @Test
    void readsVersionsSystemAndConfiguration() {
        Map<String, String> readings = new TreeMap<>();
        capture(ORDERS_1, Moment.ASSESSED)
                .forEach(reading -> readings.put(reading.category() + " " + reading.name(), reading.reading()));

        assertThat(readings).containsEntry("VERSION server", "1.0");
        assertThat(readings.get("SYSTEM kernel")).startsWith("Linux ");
        assertThat(readings.get("SYSTEM operating system")).isNotBlank();
        assertThat(readings.get("ROOM /")).endsWith("MiB free");
        assertThat(readings).containsKey("FILE " + home.resolve("conf/orders.properties"));
        assertThat(snapshots.of(OwnTables.UPGRADE, Moment.ASSESSED, PRODUCTION)).hasSize(readings.size());
    }

    @Test
    void keepsNoSecretOfTheConfiguration() {
        capture(ORDERS_1, Moment.ASSESSED);

        List<String> kept = checks.tables
                .jdbc()
                .sql("select content from evidence")
                .query(String.class)
                .list();
        assertThat(String.join("\n", kept))
                .contains("mail.relay = 10.0.0.7")
                .contains("database.password = (hidden ")
                .doesNotContain("rosebud");
    }

    @Test
    void keepsOnlyTheDigestOfAFileThatIsASecretAsAWhole() throws IOException {
        write("conf/server.key", "rosebud");

        InventoryReading key = capture(ORDERS_1, Moment.ASSESSED).stream()
                .filter(reading -> reading.name().endsWith("server.key"))
                .findFirst()
                .orElseThrow();

        assertThat(FileReading.parse(key.reading()).text()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsPartOfTheInventoryAndAFinding() throws IOException {
        Files.delete(home.resolve("VERSION"));
        Files.move(home.resolve("conf"), home.resolve("gone"));

        List<InventoryReading> readings = capture(ORDERS_1, Moment.ASSESSED);

        assertThat(readings)
                .filteredOn(reading -> reading.category() == Category.UNREADABLE)
                .extracting(InventoryReading::name)
                .containsExactlyInAnyOrder(
                        "version of server", home.resolve("conf").toString());
        assertThat(drift.betweenTargets(OwnTables.UPGRADE, Moment.ASSESSED, ENVIRONMENT))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.rule()).isEqualTo(RuleId.R06));
    }

    @Test
    void capturingAgainReplacesTheReadingsOfThatMomentAlone() throws IOException {
        capture(ORDERS_1, Moment.ASSESSED);
        capture(ORDERS_1, Moment.BEFORE);
        write("VERSION", "1.1\n");
        capture(ORDERS_1, Moment.BEFORE);

        assertThat(version(Moment.ASSESSED)).containsExactly("1.0");
        assertThat(version(Moment.BEFORE)).containsExactly("1.1");
    }

    @Test
    void findsSettingsThatWereLostOrOverwritten() throws IOException {
        capture(ORDERS_1, Moment.BEFORE);
        write("conf/orders.properties", "# written by the installer\nport = 80\ndatabase.password = xanadu\nnew = 1\n");
        write("conf/logging.yaml", "levels:\n  root: info\n");
        capture(ORDERS_1, Moment.AFTER);

        List<Finding> findings = compare();

        String file = home.resolve("conf/orders.properties").toString();
        assertThat(findings)
                .extracting(Finding::sentence)
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("localhost/orders-1 had the setting port in " + file
                                + " changed from \"8080\" to \"80\""))
                .anySatisfy(sentence -> assertThat(sentence)
                        .isEqualTo("localhost/orders-1 lost the setting mail.relay in " + file
                                + ", which was \"10.0.0.7\""))
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains("lost the setting levels.orders")
                        .contains("\"debug\""))
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains("database.password")
                        .contains("(hidden ")
                        .doesNotContain("rosebud")
                        .doesNotContain("xanadu"))
                .hasSize(4);
        assertThat(findings).allSatisfy(finding -> assertThat(finding.rule()).isEqualTo(RuleId.R07));
    }

    @Test
    void commentsAndOrderAreNoFinding() throws IOException {
        capture(ORDERS_1, Moment.BEFORE);
        write(
                "conf/orders.properties",
                "# in another order\ndatabase.password = rosebud\nmail.relay = 10.0.0.7\n\nport = 8080\n");
        capture(ORDERS_1, Moment.AFTER);

        assertThat(compare()).isEmpty();
    }

    @Test
    void findsFilesThatAppearAndDisappear() throws IOException {
        capture(ORDERS_1, Moment.BEFORE);
        Files.delete(home.resolve("conf/logging.yaml"));
        write("conf/extra.conf", "x");
        capture(ORDERS_1, Moment.AFTER);

        assertThat(compare())
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.WARNS, Finding.Severity.TELLS);
    }

    @Test
    void aChangedBinaryFileIsAFindingWithoutLines() throws IOException {
        Files.write(home.resolve("conf/store.bin"), new byte[] {1, 0, 2});
        capture(ORDERS_1, Moment.BEFORE);
        Files.write(home.resolve("conf/store.bin"), new byte[] {1, 0, 3});
        capture(ORDERS_1, Moment.AFTER);

        assertThat(compare())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("cannot be compared by line"));
    }

    @Test
    void withoutAnInventoryFromBeforeTheComparisonSaysSo() {
        capture(ORDERS_1, Moment.AFTER);

        assertThat(compare())
                .first()
                .satisfies(finding -> assertThat(finding.sentence())
                        .isEqualTo("localhost/orders-1 has no inventory from before the change, so its configuration"
                                + " cannot be compared"));
    }

    @Test
    void inDoubtOnlyVersionsAreReadAndWhyOneCannotBe() throws IOException {
        // given
        Map<String, CheckSpec> versions = Map.of("server", version("VERSION"), "tool", version("MISSING"));
        InventoryRequest request = new InventoryRequest(
                OwnTables.UPGRADE,
                Moment.IN_DOUBT,
                new WhatToRead(
                        ORDERS_1,
                        PRODUCTION,
                        versions,
                        List.of(home.resolve("conf").toString())));

        // when
        reader.captureVersions(request);

        // then
        assertThat(snapshots.of(OwnTables.UPGRADE, Moment.IN_DOUBT, PRODUCTION))
                .extracting(InventoryReading::category, InventoryReading::name)
                .containsExactly(tuple(Category.UNREADABLE, "version of tool"), tuple(Category.VERSION, "server"));
    }

    @Test
    void nodesThatAreAlikeShowNoDrift() {
        capture(ORDERS_1, Moment.ASSESSED);
        capture(ORDERS_2, Moment.ASSESSED);

        assertThat(drift.betweenTargets(OwnTables.UPGRADE, Moment.ASSESSED, ENVIRONMENT))
                .isEmpty();
    }

    @Test
    void theNodeThatDiffersIsNamedWithWhatItHas() throws IOException {
        capture(ORDERS_1, Moment.ASSESSED);
        write("VERSION", "0.9\n");
        capture(ORDERS_2, Moment.ASSESSED);

        assertThat(drift.betweenTargets(OwnTables.UPGRADE, Moment.ASSESSED, ENVIRONMENT))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(RuleId.R08);
                    assertThat(finding.sentence())
                            .isEqualTo("The version of server is not the same on all targets of production:"
                                    + " 1.0 on localhost/orders-1; 0.9 on localhost/orders-2");
                });
    }

    @Test
    void aChangeSinceTheAssessmentVoidsWhatWasApproved() throws IOException {
        capture(ORDERS_1, Moment.ASSESSED);
        write("conf/orders.properties", "port = 9999\n");
        capture(ORDERS_1, Moment.BEFORE);

        List<Finding> findings = since(ORDERS_1);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.BLOCKS);
            assertThat(finding.sentence()).contains("orders.properties of localhost/orders-1 changed since");
        });
    }

    @Test
    void anUnchangedTargetKeepsItsApproval() {
        capture(ORDERS_1, Moment.ASSESSED);
        capture(ORDERS_1, Moment.BEFORE);

        assertThat(since(ORDERS_1)).isEmpty();
    }

    @Test
    void aTargetThatWasNeverReadIsNotTakenForUnchanged() {
        capture(ORDERS_1, Moment.BEFORE);

        assertThat(since(ORDERS_1))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.sentence()).contains("no inventory from when it was assessed"));
    }

    private CheckSpec version(String file) {
        return Checks.core("server", "file", Map.of("file", home.resolve(file).toString()));
    }

    private List<InventoryReading> capture(TargetId target, Moment moment) {
        CheckSpec server = version("VERSION");
        return reader.capture(new InventoryRequest(
                OwnTables.UPGRADE,
                moment,
                new WhatToRead(
                        target,
                        PRODUCTION,
                        Map.of("server", server),
                        List.of(home.resolve("conf").toString()))));
    }

    private List<Finding> compare() {
        return comparison.compare(OwnTables.UPGRADE, Moment.BEFORE, Moment.AFTER, PRODUCTION, Set.of(ORDERS_1));
    }

    private List<Finding> since(TargetId target) {
        return drift.since(OwnTables.UPGRADE, Moment.ASSESSED, Moment.BEFORE, PRODUCTION, Set.of(target));
    }

    private List<String> version(Moment moment) {
        return snapshots.of(OwnTables.UPGRADE, moment, PRODUCTION).stream()
                .filter(reading -> reading.category() == Category.VERSION)
                .map(InventoryReading::reading)
                .toList();
    }

    private void write(String file, String content) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
