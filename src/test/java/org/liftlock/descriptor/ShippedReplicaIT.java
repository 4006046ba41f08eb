package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

/**
 * What the shipped kind of PostgreSQL on Debian runs for a replica, on clusters that Debian's own tools made. Whether it
 * worked is asked of the servers.
 */
class ShippedReplicaIT {

    private static final TargetId PRIMARY = TargetId.parse("localhost/primary");
    private static final TargetId REPLICA = TargetId.parse("localhost/replica");

    private static String major;
    private static DebianCluster primary;
    private static DebianCluster replica;

    @BeforeAll
    static void debiansToolsAreThere() {
        String missing = DebianCluster.missing();
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        List<String> majors = DebianCluster.majors();
        major = majors.get(majors.size() - 1);
    }

    /** Making clusters takes longer than all the rest: the pair is made anew only where a test has left it broken. */
    @BeforeEach
    void aReplicaFollowsItsPrimary() {
        if (primary != null) {
            try {
                assertFollows();
                return;
            } catch (ConditionTimeoutException broken) {
                drop();
            }
        }
        startBoth(major);
    }

    @AfterAll
    static void drop() {
        for (DebianCluster cluster : new DebianCluster[] {replica, primary}) {
            if (cluster != null) {
                cluster.close();
            }
        }
    }

    @Test
    void aHeldReplicaIsLetGoAndFollowsItsPrimaryFromWhereItStood() {
        TargetDescription held = described("package", major + ".0", installed(), REPLICA);

        run(held.apply());
        assertThat(replica.runs()).as("held").isFalse();
        place();
        String before = madeAt(replica);
        run(held.rollback());

        assertArrives();
        assertThat(madeAt(replica)).as("the files it had").isEqualTo(before);
        run(held.rollback());
        assertArrives();
    }

    @Test
    void aReplicaThatIsAheadOfItsRestoredPrimaryIsBuiltAnewWhenItIsLetGo() {
        TargetDescription held = described("package", major + ".0", installed(), REPLICA);
        String backedUp = orders(primary);
        try (DebianCluster backup = DebianCluster.following(primary, "backup")) {
            backup.ctl("stop");
            place();
            await().untilAsserted(() -> assertThat(orders(replica)).isEqualTo(orders(primary)));
            run(held.apply());
            primary.ctl("stop", "--mode", "fast");
            backup.ctl("start");
            backup.ask("select pg_promote()");
            primary.takeOver("host=127.0.0.1 port=" + backup.port());
        }
        primary.ctl("start");
        assertThat(orders(primary)).as("restored").isEqualTo(backedUp);
        String before = madeAt(replica);

        run(held.rollback());

        assertArrives();
        assertThat(orders(replica)).isEqualTo(orders(primary));
        assertThat(madeAt(replica)).as("files of its own").isNotEqualTo(before);
    }

    @Test
    void aReplicaKeepsItsFilesWhileItsPrimaryDoesNotAnswer() {
        TargetDescription held = described("package", major + ".0", installed(), REPLICA);
        run(held.apply());
        primary.ctl("stop", "--mode", "fast");
        String before = madeAt(replica);

        assertThatThrownBy(() -> run(held.rollback())).hasMessageContaining("Connection refused");

        assertThat(madeAt(replica)).as("nothing of it was removed").isEqualTo(before);
        primary.ctl("start");
        assertArrives();
    }

    @Test
    void withinAMajorVersionTheReplicaGoesOnWithItsFilesAfterItsPrimaryWasRaised() {
        TargetDescription raised = described("package", major + ".0", installed(), PRIMARY);
        TargetDescription held = described("package", major + ".0", installed(), REPLICA);
        assumeThatAptChangesNothing(held.afterSignOff().get(0));

        run(held.apply());
        run(raised.stop());
        assertThat(primary.runs()).isFalse();
        run(raised.apply());
        run(raised.start());
        place();
        assertThat(replica.runs()).as("held").isFalse();
        String before = madeAt(replica);
        run(held.afterSignOff());

        assertArrives();
        assertThat(madeAt(replica)).as("the files it had").isEqualTo(before);
        run(held.afterSignOff());
        assertArrives();
    }

    @Test
    void betweenMajorVersionsTheReplicaIsBuiltOutOfItsPrimaryAndAgainAfterItBrokeOff() {
        replica.close();
        replica = DebianCluster.named(major, "rebuilt");
        TargetDescription held = described("copy", before(major), installed(), REPLICA);
        assumeThatAptChangesNothing(held.afterSignOff().get(0));

        run(held.afterSignOff());
        assertArrives();
        assertThat(replica.ask("show port")).as("a port of its own").isEqualTo(String.valueOf(replica.port()));

        run(held.afterSignOff());
        assertArrives();

        replica.ctl("stop", "--mode", "fast");
        DebianCluster.run(List.of(
                Command.of("rm", "--", replica.data().resolve("PG_VERSION").toString())));
        run(held.afterSignOff());
        assertArrives();
    }

    @Test
    void betweenMajorVersionsTheHeldReplicaIsTheWayBackAndIsBuiltAnewAfterSignOff() {
        List<String> majors = DebianCluster.majors();
        Assumptions.assumeTrue(
                majors.size() > 1,
                "Only PostgreSQL " + majors + " is installed, and raising one to another major version needs two");
        String old = majors.get(0);
        drop();
        startBoth(old);
        TargetDescription raised = described("copy", DebianCluster.installed(old), installed(), PRIMARY);
        TargetDescription held = described("copy", DebianCluster.installed(old), installed(), REPLICA);
        assumeThatAptChangesNothing(held.afterSignOff().get(0));

        run(held.apply());
        run(raised.apply());
        DebianCluster oldPrimary = primary;
        DebianCluster oldReplica = replica;
        primary = oldPrimary.in(major);
        assertThat(primary.ask("show server_version")).startsWith(major + ".");
        run(raised.rollback());
        run(held.rollback());
        primary = oldPrimary;
        assertArrives();

        run(held.apply());
        DebianCluster.run(List.of(Command.of("pg_dropcluster", major, primary.name())));
        run(raised.apply());
        primary = oldPrimary.in(major);
        replica = oldReplica.in(major);
        run(held.afterSignOff());
        assertArrives();
        assertThat(replica.ask("show server_version")).startsWith(major + ".");
        run(held.afterSignOff());
        assertArrives();
    }

    private static void startBoth(String version) {
        primary = DebianCluster.started(version, "primary");
        primary.ask("create table orders (id int generated always as identity)");
        place();
        replica = DebianCluster.following(primary, "replica");
        assertFollows();
    }

    private static String place() {
        return primary.ask("insert into orders default values returning id");
    }

    private static void assertFollows() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(primary.ask("select state from pg_stat_replication")).isEqualTo("streaming");
            assertThat(replica.ask("select pg_is_in_recovery()")).isEqualTo("t");
            assertThat(primary.ask("select pg_is_in_recovery()")).isEqualTo("f");
        });
    }

    private static void assertArrives() {
        assertFollows();
        String order = place();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(replica.ask("select count(*) from orders where id = " + order))
                        .isEqualTo("1"));
    }

    private static String orders(DebianCluster cluster) {
        return cluster.ask("select count(*) from orders");
    }

    /** Tells the files of a cluster apart from those that are put in their place. */
    private static String madeAt(DebianCluster cluster) {
        return DebianCluster.result(List.of(
                        "sudo", "-n", "stat", "-c", "%i %W", cluster.data().toString()))
                .output();
    }

    private static void run(List<Command> commands) {
        assertThat(commands).isNotEmpty();
        DebianCluster.run(commands);
    }

    private static String installed() {
        return DebianCluster.installed(major);
    }

    private static String before(String major) {
        return Integer.parseInt(major) - 1 + ".1";
    }

    /** The version that is there is asked for, so apt has nothing to do; were that not so, a test would change this machine. */
    private static void assumeThatAptChangesNothing(Command install) {
        List<String> asked = new ArrayList<>(install.arguments());
        asked.add("--simulate");
        String says = DebianCluster.result(asked).output();
        Assumptions.assumeTrue(
                says.contains("0 upgraded, 0 newly installed, 0 to remove"),
                "apt-get would change this machine, or does not know the version that is installed: " + says);
    }

    private static TargetDescription described(String method, String from, String to, TargetId target) {
        DescriptionFiles files = Fixtures.written(
                """
                system: orders-db
                kind: postgresql-debian
                owner: erik
                environments:
                  production:
                    targets:
                      %s: {role: primary, vars: {cluster: %s, port: %d}}
                      %s: {role: replica, vars: {cluster: %s, port: %d, primary_port: %d}}
                stores:
                  orders:
                    where: all
                    backup: {with: pg_dump, keep: 30d}
                    login: {url: "jdbc:postgresql://localhost/orders", user: liftlock, password: secret:orders}
                """.formatted(
                                PRIMARY,
                                primary.name(),
                                primary.port(),
                                REPLICA,
                                replica.name(),
                                replica.port(),
                                primary.port()),
                """
                upgrade: orders-db
                to: "%s"
                from: "%s"
                method: %s
                order: [{role: replica, do: hold}, {role: primary, do: apply}, {role: replica, do: rebuild, after: sign-off}]
                reason: {category: end-of-support, text: "no fixes any more"}
                """.formatted(to, from, method));
        assertThat(files.problems()).isEmpty();
        return files.upgrades()
                .get(0)
                .target("production", target, Map.of("store.size", "1 GiB", "upgrade.key", "UPG-2026-0001"));
    }
}
