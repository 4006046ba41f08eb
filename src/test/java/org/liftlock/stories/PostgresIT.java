package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.LocalPostgres;

/**
 * A PostgreSQL server gets a new configuration, a restart and an extension. Its backup is proven by pg_dump and by
 * pg_basebackup, while the server itself is stopped; the way back is their restore.
 */
class PostgresIT {

    @TempDir
    private static Path directory;

    private static LocalPostgres server;
    private static Path scratch;
    private static RunningLiftlock liftlock;
    private static People people;

    @BeforeAll
    static void start() throws Exception {
        server = LocalPostgres.started();
        server.sql(
                "template1",
                "alter system set cluster_name = '1.0'",
                "alter system set wal_keep_size = '256MB'",
                "create database orders");
        server.sql(
                "orders",
                "create table orders (id int primary key, note text)",
                "insert into orders select x, 'order ' || x from generate_series(1, 200) x");
        server.stop();
        server.start();
        scratch = LocalPostgres.folder();
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("orders-db"), LocalPostgres.PASSWORD);
        liftlock = RunningLiftlock.withSample(directory, "--liftlock.secrets.directory=" + secrets);
        people = new People(liftlock);
        Path script = script();
        people.erik.describes("orders-db", description(script, "orders-db", ""));
        people.erik.describes("large-orders-db", description(script, "large-orders-db", ", base_within: 24h"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (liftlock != null) {
            liftlock.close();
        }
        if (server != null) {
            server.close();
        }
        if (scratch != null) {
            LocalPostgres.delete(scratch);
        }
    }

    @Test
    void anUpgradeThatLosesOrdersIsTakenBackByARestoreOfTheServer() throws Exception {
        Upgrade upgrade = raised("orders-db");

        assertThat(upgrade.step("verify-backup").summary())
                .contains("orders restored and compared, equal: orders 200 rows")
                .contains("server restored and compared, equal: orders/public.orders 200 rows");

        takesBack(upgrade);
    }

    @Test
    void aServerThatIsProvenInTwoStepsIsTakenBackByItsBaseAndTheLogSinceThen() throws Exception {
        Upgrade upgrade = raised("large-orders-db");

        assertThat(upgrade.step("prepare-backups").summary())
                .contains("Bases taken, restored and compared: server", "bytes, restored in");
        assertThat(upgrade.step("verify-backup").summary())
                .contains("server restored and compared, equal: orders/public.orders 200 rows");

        takesBack(upgrade);
        try (Stream<Path> left = Files.list(scratch.resolve("scratch"))) {
            assertThat(left).isEmpty();
        }
    }

    private static Upgrade raised(String system) throws Exception {
        // Not "next", which may be past midnight.
        LocalDateTime opens = LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES);
        Upgrade upgrade = people.request("""
                upgrade: %s
                to: "1.9"
                reason: {category: serious-bug, text: "Nobody can tell which statement is slow"}
                emergency: Orders time out
                method: reconfigure
                window: {from: %s, to: %s}
                """.formatted(system, opens, opens.plusHours(6)));
        upgrade.answer(people.mia, "approve-upgrade", Map.of("answer", "approved"));
        upgrade.awaitTask("decide-on-failure");
        assertThat(upgrade.step("run-acceptance-checks").summary()).contains("core check orders");
        assertThat(ask("show cluster_name")).isEqualTo("1.9");
        assertThat(ask("show shared_preload_libraries")).isEqualTo("pg_stat_statements");
        assertThat(ask("select count(*) from pg_stat_statements")).isNotEqualTo("0");
        assertThat(ask("select count(*) from orders")).isEqualTo("199");
        return upgrade;
    }

    private static void takesBack(Upgrade upgrade) throws Exception {
        people.mia.answers(
                upgrade.awaitTask("decide-on-failure").id(),
                Map.of("answer", "go-back", "reach", "this", "remark", "Orders must not get lost"));
        upgrade.awaitThat(
                "it is taken back", now -> now.at("/upgrade/outcome").asText().equals("BACK_AS_BEFORE"));

        assertThat(upgrade.step("verify-rollback").outcome()).contains("SUCCEEDED");
        assertThat(ask("select count(*) from orders")).isEqualTo("200");
        assertThat(ask("select count(*) from pg_extension where extname = 'pg_stat_statements'"))
                .isEqualTo("0");
        assertThat(ask("show cluster_name")).isEqualTo("1.0");
        assertThat(server.data().resolveSibling(".liftlock-aside-1-data/PG_VERSION"))
                .hasContent("15");
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = server.open("orders");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What an administrator would have: the server's own programs, as its own user. */
    private static Path script() throws IOException {
        Path script = Files.writeString(scratch.resolve("server"), """
                #!/bin/sh
                set -eu
                as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; else "$@"; fi; }
                ctl() { as %1$s/pg_ctl -D %2$s -l %3$s/log -w "$@" </dev/null; }
                runs() { as %1$s/pg_ctl -D %2$s status >/dev/null; }
                ask() { %1$s/psql -h %3$s -p %4$s -U postgres -d orders -v ON_ERROR_STOP=1 -X -q -c "$1"; }
                cd /
                case "$1" in
                  stop) if runs; then ctl -m fast stop; fi ;;
                  start) runs || ctl start >/dev/null ;;
                  raise)
                    runs || ctl start >/dev/null
                    ask "alter system set cluster_name = '$2'"
                    ask "alter system set shared_preload_libraries = 'pg_stat_statements'"
                    ctl -m fast restart >/dev/null
                    ask "create extension pg_stat_statements"
                    ask "delete from orders where id = 7" ;; # which nobody meant it to do
                esac
                """.formatted(
                        LocalPostgres.BIN, server.data(), server.socket(), server.port()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    /** @param more said of the backup of the whole server */
    private static String description(Path script, String system, String more) {
        return """
                system: %5$s
                name: Orders database
                kind: command
                owner: erik
                criticality: normal
                vars: {data: "%1$s", server: "%2$s"}
                environments:
                  production:
                    targets: {localhost/%5$s: {}}
                stores:
                  orders:
                    backup: {with: pg_dump, data: "${vars.data}", scratch: "%3$s", keep: 30d}
                    login: {url: "%4$s", user: postgres, password: secret:orders-db}
                    compare: {rows: all, content: [orders]}
                  server:
                    backup: {with: pg_basebackup, data: "${vars.data}", scratch: "%3$s", keep: 30d%6$s}
                    login: {url: "%4$s", user: postgres, password: secret:orders-db}
                config: ["${vars.data}/postgresql.conf"]
                versions:
                  server: {sql: "show cluster_name", store: orders}
                operations:
                  stop: [{run: ["${vars.server}", stop]}]
                  start: [{run: ["${vars.server}", start]}]
                methods:
                  reconfigure:
                    reversible: until-first-write
                    loses: orders placed since
                    apply:
                      - {run: ["${vars.server}", raise, "${to.version}"], env: {PGPASSWORD: secret:orders-db}}
                    rollback:
                      - restore
                      - {run: ["${vars.server}", start]}
                method: reconfigure
                checks:
                  - {id: version, core: true, equals: {versions.server: "${to.version}"}}
                  - {id: orders, core: true, sql: "select count(*) from orders", store: orders, equals: before}
                window: {calendar: any-time}
                people: {decider: mia, deputy: carl, engineer: erik, sign_off: [uma]}
                no_answer: roll-back
                tell: {before: 0s, unavailable: true, after: true}
                limits: {prepare: 1m, back_up: 1m, apply: 2m, verify: 1m, roll_back: 2m, tell: 1m, margin: 1m}
                watch: {for: 1s}
                """.formatted(server.data(), script, scratch.resolve("scratch"), server.url("orders"), system, more);
    }
}
