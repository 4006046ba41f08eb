package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.LocalPostgres;

/**
 * A primary and a replica that streams from it: the replica is held while the primary is raised. What was done to which
 * of them, in which order, stands in a log that their script writes, and in their own.
 */
class ReplicaIT {

    private static final String DIGEST = "select md5(string_agg(orders::text, ',' order by id)) from orders";

    @TempDir
    private Path directory;

    private LocalPostgres primary;
    private LocalPostgres replica;
    private Path scratch;
    private RunningLiftlock liftlock;
    private People people;

    @BeforeEach
    void aReplicaFollowsItsPrimary() throws Exception {
        primary = LocalPostgres.started();
        primary.sql(
                "template1",
                "alter system set cluster_name = '1.0'",
                "alter system set wal_keep_size = '256MB'",
                "create database orders");
        primary.stop();
        primary.start();
        primary.sql(
                "orders",
                "create table orders (id int primary key, note text)",
                "insert into orders select x, 'order ' || x from generate_series(1, 200) x");
        replica = LocalPostgres.following(primary);
        assertFollows();
        scratch = LocalPostgres.folder();
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("orders-db"), LocalPostgres.PASSWORD);
        liftlock = RunningLiftlock.withSample(directory, "--liftlock.secrets.directory=" + secrets);
        people = new People(liftlock);
    }

    @AfterEach
    void stop() throws Exception {
        if (liftlock != null) {
            liftlock.close();
        }
        for (LocalPostgres server : new LocalPostgres[] {replica, primary}) {
            if (server != null) {
                server.close();
            }
        }
        if (scratch != null) {
            LocalPostgres.delete(scratch);
        }
    }

    @Test
    void theReplicaIsHeldThePrimaryRaisedAndTheReplicaBuiltAgainAfterTheSignOff() throws Exception {
        people.erik.describes("orders-db", description("true"));
        Upgrade upgrade = requested();

        upgrade.awaitTask("sign-off");
        assertThat(ask(primary, "show cluster_name")).isEqualTo("1.9");
        assertThat(replica.data().resolve("postmaster.pid")).as("held").doesNotExist();
        primary.sql("orders", "insert into orders values (201, 'placed after the upgrade')");

        upgrade.answer(people.uma, "sign-off", Map.of("answer", "works"));
        new SampleClock(liftlock).letDaysPassUntilAsked(upgrade, "review-shortcuts");

        assertThat(upgrade.steps()).noneMatch(step -> step.outcome().equals(Optional.of("FAILED")));
        assertFollows();
        assertArrives(202);
        for (LocalPostgres server : List.of(primary, replica)) {
            assertThat(ask(server, "show cluster_name")).isEqualTo("1.9");
            assertThat(ask(server, "show shared_preload_libraries")).isEqualTo("pg_stat_statements");
            assertThat(ask(server, "select count(*) from pg_extension where extname = 'pg_stat_statements'"))
                    .isEqualTo("1");
        }
        assertThat(done())
                .containsSubsequence("primary stop", "replica hold", "primary raise", "replica rebuild")
                .doesNotContain("replica release")
                .containsOnlyOnce("replica rebuild");
        assertThat(List.of(
                        last(replica, "database system is shut down"),
                        last(primary, "database system is ready to accept connections"),
                        last(replica, "entering standby mode")))
                .isSorted();
    }

    @Test
    void onTheWayBackThePrimaryIsRestoredAndThenTheReplicaFollowsItAgain() throws Exception {
        String before = ask(primary, DIGEST);
        people.erik.describes("orders-db", description("delete from orders where id = 7"));
        Upgrade upgrade = requested();

        people.mia.answers(
                upgrade.awaitTask("decide-on-failure").id(),
                Map.of("answer", "go-back", "reach", "this", "remark", "Orders must not get lost"));
        upgrade.awaitThat(
                "it is taken back", now -> now.at("/upgrade/outcome").asText().equals("BACK_AS_BEFORE"));

        assertFollows();
        for (LocalPostgres server : List.of(primary, replica)) {
            assertThat(ask(server, DIGEST)).isEqualTo(before);
            assertThat(ask(server, "show cluster_name")).isEqualTo("1.0");
            assertThat(ask(server, "show shared_preload_libraries")).isEmpty();
        }
        assertArrives(201);
        assertThat(done())
                .containsSubsequence(
                        "replica hold", "primary raise", "primary start", "replica release", "replica built anew")
                .doesNotContain("replica rebuild");
        assertThat(List.of(
                        last(primary, "database system is ready to accept connections"),
                        last(replica, "started streaming WAL from primary")))
                .isSorted();
    }

    private Upgrade requested() {
        LocalDateTime opens = LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES);
        Upgrade upgrade = people.request("""
                upgrade: orders-db
                to: "1.9"
                reason: {category: serious-bug, text: "Nobody can tell which statement is slow"}
                emergency: Orders time out
                method: reconfigure
                order: [{role: replica, do: hold}, {role: primary, do: apply}, {role: replica, do: rebuild, after: sign-off}]
                window: {from: %s, to: %s}
                """.formatted(opens, opens.plusHours(6)));
        upgrade.answer(people.mia, "approve-upgrade", Map.of("answer", "approved"));
        return upgrade;
    }

    private void assertFollows() {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(ask(primary, "select count(*) from pg_stat_replication where state = 'streaming'"))
                    .isEqualTo("1");
            assertThat(ask(replica, "select pg_is_in_recovery()")).isEqualTo("t");
            assertThat(ask(primary, "select pg_is_in_recovery()")).isEqualTo("f");
        });
    }

    private void assertArrives(int order) throws SQLException {
        primary.sql("orders", "insert into orders values (" + order + ", 'placed after the end')");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ask(replica, DIGEST)).isEqualTo(ask(primary, DIGEST)));
        assertThat(ask(replica, "select note from orders where id = " + order)).isEqualTo("placed after the end");
    }

    /** When a server last said so, as it writes moments itself. */
    private static String last(LocalPostgres server, String said) throws IOException {
        return Files.readAllLines(server.socket().resolve("log")).stream()
                .filter(line -> line.contains(said))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(0, "2026-01-01 00:00:00.000".length()))
                .orElseThrow(() -> new AssertionError("It never said: " + said));
    }

    private List<String> done() throws IOException {
        return Files.readAllLines(scratch.resolve("done"));
    }

    private static String ask(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = server.open("orders");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What an administrator would have for each of them. */
    private Path script(String role, LocalPostgres server, String alsoDone) throws IOException {
        Path script = Files.writeString(scratch.resolve(role), """
                #!/bin/sh
                set -eu
                as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi; }
                ctl() { as %1$s/pg_ctl -D %2$s -l %3$s/log -w "$@" </dev/null; }
                runs() { as %1$s/pg_ctl -D %2$s status >/dev/null; }
                ask() { %1$s/psql -h %3$s -p %4$s -U postgres -d orders -v ON_ERROR_STOP=1 -X -q -c "$1"; }
                # a receiver that finds no log at the primary dies at once
                follows() {
                  seen=
                  for look in 1 2 3 4 5; do
                    now=$(ask "copy (select pid from pg_stat_wal_receiver where status = 'streaming') to stdout")
                    if [ -n "$now" ] && [ "$now" = "$seen" ]; then return; fi
                    seen=$now
                    sleep 1
                  done
                  return 1
                }
                rebuild() {
                  if runs; then ctl -m fast stop >/dev/null; fi
                  as cp %2$s/postgresql.conf %3$s/own.conf
                  rm -rf %2$s
                  as %1$s/pg_basebackup -h 127.0.0.1 -p %9$s -U postgres -D %2$s -R -c fast
                  as cp %3$s/own.conf %2$s/postgresql.conf
                  ctl start >/dev/null
                }
                export PGPASSWORD=%8$s
                cd /
                echo "%5$s $1" >>%6$s/done
                case "$1" in
                  stop|hold) if runs; then ctl -m fast stop >/dev/null; fi ;;
                  start) runs || ctl start >/dev/null ;;
                  raise)
                    runs || ctl start >/dev/null
                    ask "alter system set cluster_name = '$2'"
                    ask "alter system set shared_preload_libraries = 'pg_stat_statements'"
                    ctl -m fast restart >/dev/null
                    ask "create extension pg_stat_statements"
                    if [ '%7$s' != true ]; then ask '%7$s'; fi ;;
                  release)
                    runs || ctl start >/dev/null
                    if follows; then exit; fi
                    echo "%5$s built anew" >>%6$s/done
                    rebuild
                    follows ;;
                  rebuild) rebuild ;;
                esac
                """.formatted(
                        LocalPostgres.BIN,
                        server.data(),
                        server.socket(),
                        server.port(),
                        role,
                        scratch,
                        alsoDone,
                        LocalPostgres.PASSWORD,
                        primary.port()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private String description(String alsoDone) throws IOException {
        return """
                system: orders-db
                name: Orders database
                kind: command
                owner: erik
                criticality: normal
                vars: {data: "%1$s"}
                environments:
                  production:
                    targets:
                      localhost/primary: {role: primary, vars: {server: "%2$s"}}
                      localhost/replica: {role: replica, vars: {server: "%3$s"}}
                stores:
                  server:
                    where: [localhost/primary, localhost/replica]
                    backup: {with: pg_basebackup, data: "${vars.data}", scratch: "%4$s", keep: 30d}
                    login: {url: "%5$s", user: postgres, password: secret:orders-db}
                config: ["${vars.server}"]
                versions:
                  server: {sql: "show cluster_name", store: server}
                operations:
                  stop: [{role: primary, run: ["${vars.server}", stop]}]
                  start: [{role: primary, run: ["${vars.server}", start]}]
                replica:
                  hold: {run: ["${vars.server}", hold]}
                  release: {run: ["${vars.server}", release], within: 5m}
                  rebuild: {run: ["${vars.server}", rebuild], within: 5m}
                methods:
                  reconfigure:
                    reversible: until-first-write
                    loses: orders placed since
                    apply:
                      - {run: ["${vars.server}", raise, "${to.version}"]}
                    rollback:
                      - restore
                      - {run: ["${vars.server}", start]}
                method: reconfigure
                checks:
                  - {id: version, core: true, equals: {versions.server: "${to.version}"}}
                  - {id: takes-orders, core: true, sql: "select pg_is_in_recovery()", store: server, equals: false}
                  - {id: orders, core: true, sql: "select count(*) from orders", store: server, equals: before}
                window: {calendar: any-time}
                people: {decider: mia, deputy: carl, engineer: erik, sign_off: [uma]}
                no_answer: roll-back
                tell: {before: 0s, unavailable: true, after: true}
                limits: {prepare: 1m, back_up: 1m, apply: 2m, verify: 1m, roll_back: 2m, tell: 1m, margin: 1m}
                watch: {for: 1s}
                finish: {after: sign-off, wait: 0s}
                """.formatted(
                        primary.data(),
                        script("primary", primary, alsoDone),
                        script("replica", replica, alsoDone),
                        scratch.resolve("scratch"),
                        primary.url("orders"));
    }
}
