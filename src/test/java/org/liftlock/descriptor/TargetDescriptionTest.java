package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Command;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

class TargetDescriptionTest {

    private static final TargetId PRIMARY = TargetId.parse("ledger1.example.com");
    private static final TargetId REPLICA = TargetId.parse("ledger2.example.com");
    private static final Map<String, String> KNOWN = Map.of("window.end", "2026-12-06T05:00:00Z");

    private final UpgradeDescription ledger = Fixtures.ledger();

    private TargetDescription primary() {
        return ledger.target("production", PRIMARY, KNOWN);
    }

    private static TargetDescription orders(String more) {
        return Fixtures.written(Fixtures.ORDER_SERVICE + more, Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .target("production", TargetId.parse("orders.example.com"), Map.of());
    }

    @Test
    void commandsKeepEverythingTheDescriptionSaysOfThem() {
        Command upgrade = primary().apply().get(0);

        assertThat(upgrade.arguments()).containsExactly("ledger-upgrade", "-j", "8", "13", "15");
        assertThat(upgrade.as()).contains("root");
        assertThat(upgrade.within()).isEqualTo(Duration.ofHours(2));
        assertThat(upgrade.success()).containsExactlyInAnyOrder(0, 3);
        assertThat(primary().apply().get(1).environment()).containsEntry("LEDGER_PASSWORD", "secret:ledger");
    }

    @Test
    void aSmallFileIsWrittenWithPathAndContentOutsideTheShellLine() {
        Command write = primary().rollback().get(1);

        assertThat(write.arguments()).endsWith("write", "/etc/ledger/13/start.conf");
        assertThat(write.arguments().get(2)).isEqualTo("cat > \"$1\"");
        assertThat(write.stdin()).contains("auto\n");
    }

    @Test
    void eachRoleGetsWhatTheOrderAsksOfIt() {
        assertThat(ledger.targets("production")).containsExactly(REPLICA, PRIMARY);
        TargetDescription replica = ledger.target("production", REPLICA, KNOWN);
        assertThat(replica.apply()).extracting(Command::arguments).containsExactly(List.of("ledgerctl", "hold"));
        assertThat(replica.stop()).isEmpty();
        assertThat(replica.held()).isTrue();
        assertThat(primary().held()).isFalse();
        assertThat(replica.afterSignOff())
                .extracting(Command::arguments)
                .containsExactly(List.of("ledger-rebuild", "ledger1.example.com"));
        assertThat(replica.rollback())
                .as("what was only held is let go, and does not go the method's way back")
                .extracting(Command::arguments)
                .containsExactly(List.of("ledgerctl", "release"));
        assertThat(ledger.operation("production", REPLICA, "rebuild", KNOWN)
                        .get(0)
                        .arguments())
                .containsExactly("ledger-rebuild", "ledger1.example.com");
    }

    @Test
    void aStoreKnowsItsCarriersItsProviderAndItsLogin() {
        StoreSpec books = primary().stores().get(0);

        assertThat(books.where()).containsExactly(PRIMARY, REPLICA);
        assertThat(books.provider()).isEqualTo("command");
        assertThat(books.keep()).isEqualTo(Duration.ofDays(60));
        assertThat(books.compare()).isEqualTo(new Compare(true, false, List.of("entries")));
        assertThat(books.settings())
                .containsEntry("run", List.of("ledger-backup", "main"))
                .containsEntry(
                        "login",
                        Map.of(
                                "url", "jdbc:postgresql://ledger1.example.com/books",
                                "user", "reader",
                                "password", "secret:ledger-reader"));
    }

    @Test
    void aCheckOfADatabaseLogsInToTheStore() {
        CheckSpec newest = primary().checks().stream()
                .filter(check -> check.id().equals("newest"))
                .findFirst()
                .orElseThrow();

        assertThat(newest.type()).isEqualTo("sql");
        assertThat(newest.settings()).containsKey("login").containsEntry("equals", "before");
    }

    @Test
    void aCheckThatNeedsTheSizeOfAStoreWaitsUntilItIsMeasured() {
        assertThat(primary().prechecks().get(1).skipped())
                .hasValueSatisfying(reason -> assertThat(reason).contains("store.size"));
        Map<String, String> measured = new HashMap<>(KNOWN);
        measured.put("store.size", "4096");
        assertThat(ledger.target("production", PRIMARY, measured)
                        .prechecks()
                        .get(1)
                        .settings())
                .containsEntry("at_least", "1.2 * 4096");
    }

    @Test
    void rolesAreCounted() {
        assertThat(primary().prechecks().get(2).settings()).containsEntry("equals", "1");
    }

    @Test
    void aBracketRunsOnItsGroupAndKeepsForItsUndo() {
        Bracket quiet = primary().around().get(0);
        Bracket drain = primary().around().get(1);

        assertThat(quiet.where()).containsExactly(PRIMARY);
        assertThat(quiet.keeps()).containsEntry("id", "/id");
        assertThat(quiet.open().get(0).command().stdin().orElseThrow())
                .isEqualTo("{\"who\":\"ledger1.example.com\",\"until\":\"2026-12-06T05:00:00Z\"}");
        assertThat(quiet.undo().get(0).command().arguments()).last().asString().endsWith("/${kept.id}");
        assertThat(drain.where()).extracting(TargetId::host).containsExactly("lb1.example.com", "lb2.example.com");
        assertThat(drain.open()).hasSize(2);
        assertThat(drain.open().get(1).command().arguments()).endsWith("300", "prints", "0", "sessions", "ledger1");
    }

    @Test
    void whatWasKeptIsPutIntoTheUndo() {
        Map<String, String> kept = new HashMap<>(KNOWN);
        kept.put("kept.id", "42");

        assertThat(ledger.target("production", PRIMARY, kept)
                        .around()
                        .get(0)
                        .undo()
                        .get(0)
                        .command()
                        .arguments())
                .last()
                .isEqualTo("http://alerts.example.com/silences/42");
    }

    @Test
    void aGroupThatAnEnvironmentDoesNotHaveNeedsNoBracketThere() {
        assertThat(ledger.target("staging", TargetId.parse("ledger-stg.example.com"), KNOWN)
                        .around())
                .extracting(Bracket::name)
                .containsExactly("quiet");
    }

    @Test
    void whatIsNotKnownYetIsRefusedToRunAndShownInAPreview() {
        assertThatThrownBy(() -> ledger.target("production", PRIMARY, Map.of()))
                .isInstanceOf(InvalidDescription.class)
                .hasMessageContaining("${window.end}");
        assertThat(ledger.preview("production", PRIMARY, Map.of())
                        .around()
                        .get(0)
                        .open()
                        .get(0)
                        .command()
                        .stdin()
                        .orElseThrow())
                .contains("‹window.end›");
    }

    @Test
    void theVersionRunningMayBecomeKnownLater() {
        UpgradeDescription open = Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace(
                                "apply: {run: [raise, ", "apply: {run: [raise, \"${from.version}\", "),
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);
        TargetId target = TargetId.parse("orders.example.com");

        assertThatThrownBy(() -> open.target("production", target, Map.of())).hasMessageContaining("Say from:");
        assertThat(open.target("production", target, Map.of("from.version", "1.0"))
                        .apply()
                        .get(0)
                        .arguments())
                .containsExactly("raise", "1.0", "2.0");
    }

    @Test
    void stockIsTakenBeforeTheVersionRunningIsKnownInTheOrderDescribed() {
        UpgradeDescription open = Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace(
                                        "apply: {run: [raise, ", "apply: {run: [raise, \"${from.version}\", ")
                                + "versions: {service: {run: [orders, --version]}, engine: {run: [engine, --version]}}\n",
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);

        WhatToRead what = open.toRead("production", TargetId.parse("orders.example.com"), Map.of());

        assertThat(what.versions().keySet()).containsExactly("service", "engine");
    }

    @Test
    void checksOfTheWayBackExpectTheVersionGoneBackTo() {
        Map<String, String> back = new HashMap<>(KNOWN);
        back.put("to.version", "13.9");

        assertThat(ledger.target("production", PRIMARY, back).checks().get(0).settings())
                .containsEntry("equals", Map.of("versions.server", "13.9"));
    }

    @Test
    void anArtifactIsFetchedAndItsDigestIsCheckedAgainRightBeforeItIsUsed() {
        String digest = "a".repeat(64);
        TargetDescription target = orders("""
                vars: {downloads: /srv/downloads}
                artifacts:
                  jar: {url: "https://repo.example.com/orders-${to.version}.jar?raw", sha256: {"2.0": %s}}
                operations: {use: {run: [use, "${new.jar}"]}}
                """.formatted(digest));

        assertThat(target.artifacts().get(0).file()).isEqualTo("/srv/downloads/orders-2.0.jar");
        assertThat(target.fetch())
                .extracting(command -> command.arguments().get(0))
                .containsExactly("mkdir", "curl", "sha256sum", "mv");
        assertThat(target.apply().get(0).stdin()).contains(digest + "  /srv/downloads/orders-2.0.jar\n");
        assertThat(target.apply().get(1).arguments()).containsExactly("raise", "2.0");
    }

    @Test
    void instancesOnOneHostDownloadIntoPartsOfTheirOwn() {
        Artifact jar = new Artifact(
                "jar", "https://repo.example.com/orders.jar", true, "/srv/orders.jar", new Digest("a".repeat(64)));

        assertThat(jar.fetch(TargetId.parse("localhost/blue")).get(1).arguments())
                .contains("/srv/orders.jar.blue.part");
        assertThat(jar.fetch(TargetId.parse("localhost/green")).get(1).arguments())
                .contains("/srv/orders.jar.green.part");
    }

    @Test
    void aVersionWithoutAPinnedDigestIsRefused() {
        assertThatThrownBy(() -> orders(
                        "artifacts: {jar: {file: /srv/orders.jar, sha256: {\"2.1\": %s}}}\n".formatted("a".repeat(64))))
                .hasMessageContaining("artifacts.jar.sha256")
                .hasMessageContaining("Did you mean \"2.1\"?");
    }

    @Test
    void restoreStandsBeforeTheStepsThatLeadBack() {
        UpgradeDescription upgrade = Fixtures.written(
                        Fixtures.ORDER_SERVICE.replace(
                                "{reversible: always,",
                                "{reversible: until-first-write, loses: new orders, rollback: [restore, {run: [back]}],"),
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0);

        assertThat(upgrade.method().restores()).isTrue();
        assertThat(upgrade.method().loses()).contains("new orders");
        assertThat(upgrade.target("production", TargetId.parse("orders.example.com"), Map.of())
                        .rollback())
                .extracting(Command::arguments)
                .containsExactly(List.of("back"));
    }

    @Test
    void aBracketMayAskAnotherSystemToStepAside() {
        TargetDescription target = Fixtures.written(
                        Fixtures.ORDER_SERVICE + "around: [{system: shop, do: read-only, undo: read-write}]\n",
                        """
                        system: shop
                        kind: command
                        owner: ana
                        stores: none
                        environments: {production: {targets: {shop1.example.com: {}, shop2.example.com: {}}}}
                        operations: {read-only: {run: [shop, "${target.name}", ro]}, read-write: {run: [shop, "${target.name}", rw]}}
                        """,
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .target("production", TargetId.parse("orders.example.com"), Map.of());

        assertThat(target.around()).hasSize(2);
        assertThat(target.around().get(1).where()).containsExactly(TargetId.parse("shop2.example.com"));
        assertThat(target.around().get(1).undo().get(0).command().arguments()).containsExactly("shop", "shop2", "rw");
    }

    @Test
    void versionsAreReadWithoutARequest() {
        Map<String, CheckSpec> versions = Fixtures.files("site.yaml", "ledger.yaml")
                .descriptions()
                .versions(new SystemId("ledger"), "production", PRIMARY);

        assertThat(versions.get("server").type()).isEqualTo("sql");
        assertThat(versions.get("server").settings()).containsEntry("match", "^([0-9.]+)");
    }
}
