package org.liftlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write for a database with a replica, a fleet behind load balancers, and an application with its database. */
class CasesTest {

    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "nginx-fleet", "keycloak"})
    void everyCaseIsCheckedAndPlannedWithoutAnythingWrong(String name) {
        assertThat(run("check-file", "site", name)).as(out.toString()).isZero();
        assertThat(run("plan", "site", name)).as(out.toString()).isZero();
        assertThat(out.toString()).doesNotContain("  ! ");
    }

    @Test
    void theReplicaIsHeldThePrimaryRaisedAndTheReplicaBuiltAgainAfterTheSignOff() {
        assertThat(plan("postgresql"))
                .containsSubsequence(
                        "  pg2.example.com/main (replica)",
                        "    apply — as root on pg2.example.com: pg_ctlcluster '‹from.major›' main stop  (at most 10m)",
                        "  pg1.example.com/main (primary)",
                        "    stop — as root on pg1.example.com: pg_ctlcluster '‹major›' main stop --mode fast  (at most 10m, done when it ends with 0, 2)",
                        "    back up — store orders with pgbackrest, restored on trial and compared; kept 30d",
                        "    check — newest-order (core), sql select max(placed_at) > now() - interval '1 day' from orders",
                        "    finish 7d after sign-off — as root on pg1.example.com: pg_dropcluster '‹from.major›' main  (at most 10m)")
                .anyMatch(line -> line.startsWith("    after sign-off — as root on pg2.example.com:")
                        && line.contains("install 'postgresql-15=15.18-*'"))
                .anyMatch(line -> line.startsWith("    after sign-off — as root on pg2.example.com:")
                        && line.contains("rebuild 15 '‹from.major›' main pg1.example.com 5432"))
                .as("one backup of what both carry")
                .filteredOn(line -> line.contains("back up — store"))
                .hasSize(1);
    }

    @Test
    void aHeldReplicaIsNotChecked() {
        List<String> plan = plan("postgresql");
        List<String> replica = plan.subList(
                plan.indexOf("  pg2.example.com/main (replica)"), plan.indexOf("  pg1.example.com/main (primary)"));

        assertThat(replica).noneMatch(line -> line.contains("    check — "));
    }

    @Test
    void nodesAreTakenOutOfTheirLoadBalancersOneAfterAnother() {
        assertThat(plan("nginx-fleet"))
                .containsSubsequence("  web1.example.com/main", "  web2.example.com/main", "  web8.example.com/main")
                .anyMatch(line -> line.startsWith("    open haproxy-drain on lb2.example.com/main")
                        && line.contains("set server web/web8 state drain"))
                .anyMatch(line -> line.startsWith("    close haproxy-drain on lb1.example.com/main")
                        && line.contains("set server web/web3 state ready"))
                .contains("    back up — no store: claimed that there is none");
    }

    @Test
    void bracketsAreClosedTheLastOneFirst() {
        assertThat(plan("keycloak").stream()
                        .filter(line -> line.startsWith("    close "))
                        .map(line -> line.substring("    close ".length(), line.indexOf(" — ")))
                        .limit(3))
                .containsExactly(
                        "bracket-2 on lb2.example.com/main",
                        "bracket-2 on lb1.example.com/main",
                        "silence on kc1.example.com/main");
    }

    @Test
    void nodesThatShareADatabaseAreStoppedBackedUpOnceAndRaisedTogether() {
        assertThat(plan("keycloak"))
                .contains("What would run, in this order, on all targets together")
                .containsSubsequence(
                        "  kc1.example.com/main",
                        "    back up — store realm-db with pg_dump, restored on trial and compared; kept 90d",
                        "  kc2.example.com/main",
                        "    restore — store realm-db with pg_dump")
                .anyMatch(line -> line.startsWith("    open bracket-2 on lb2.example.com/main"))
                .filteredOn(line -> line.contains("back up — store"))
                .hasSize(1);
    }

    private List<String> plan(String name) {
        assertThat(run("plan", "site", name)).as(out.toString()).isZero();
        return out.toString().lines().toList();
    }

    private int run(String command, String... cases) {
        List<String> words = Stream.concat(
                        Stream.of(command), Arrays.stream(cases).map(CasesTest::file))
                .toList();
        return LiftlockCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(words.toArray(String[]::new));
    }

    private static String file(String name) {
        try {
            return Path.of(CasesTest.class
                            .getResource("cases/" + name + ".yaml")
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
