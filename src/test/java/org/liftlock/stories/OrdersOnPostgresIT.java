package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.LocalPostgres;
import org.liftlock.channel.TestSshd;

/**
 * The order service with its orders in PostgreSQL 15, dumped and restored on trial, and its production reached over SSH: the
 * first two stories of the README. The version that loses orders comes first, because it ends where the other begins.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrdersOnPostgresIT {

    @TempDir
    private static Path directory;

    private static TestSshd sshd;
    private static LocalPostgres server;
    private static Path scratch;
    private static RunningLiftlock liftlock;
    private static People people;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(TestSshd.isInstalled())
                .as("sshd is installed here (Debian: openssh-server)")
                .isTrue();
        server = LocalPostgres.started();
        scratch = LocalPostgres.folder();
        sshd = TestSshd.start();
        liftlock = RunningLiftlock.withSample(
                directory,
                Map.of(
                        "LIFTLOCK_SECRET_SSH_KEY",
                        sshd.privateKey(),
                        "LIFTLOCK_SECRET_ORDERS_DB",
                        LocalPostgres.PASSWORD));
        movesToPostgres("staging", 40);
        movesToPostgres("production", 412);
        people = new People(liftlock);
        people.erik.describes("order-service", description(liftlock.story("order-service")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (liftlock != null) {
            liftlock.close();
        }
        if (sshd != null) {
            sshd.close();
        }
        if (server != null) {
            server.close();
        }
        if (scratch != null) {
            LocalPostgres.delete(scratch);
        }
    }

    @Test
    @Order(1)
    void aVersionThatLosesOrdersIsCaughtAndEveryRowIsBackAsBefore() throws Exception {
        OrderDesk desk = liftlock.production();
        OrderDesk.Books before = desk.books();

        Upgrade upgrade = people.agreeOn(liftlock.story("raise-to-2.1"));
        Upgrade.Task decision = upgrade.awaitTask("decide-on-failure");

        assertThat(upgrade.step("run-acceptance-checks").summary()).contains("core check place-order");
        assertThat(desk.version()).isEqualTo("2.1");
        assertThat(ask("select count(*) from orders")).as("what it lost").isEqualTo("100");

        people.mia.answers(
                decision.id(), Map.of("answer", "go-back", "reach", "this", "remark", "Orders must not get lost"));
        upgrade.answer(people.mia, "close-upgrade", Map.of("closed", true));
        upgrade.awaitClosed();

        assertThat(upgrade.outcome()).isEqualTo("BACK_AS_BEFORE");
        assertThat(upgrade.step("verify-rollback").outcome()).contains("SUCCEEDED");
        assertThat(desk.version()).isEqualTo("1.0");
        assertThat(desk.open()).isTrue();
        assertThat(desk.books()).isEqualTo(before);
        assertThat(server.has("orders_production_liftlock_aside_1"))
                .as("kept aside")
                .isTrue();
    }

    @Test
    @Order(2)
    void theOrderServiceIsRaisedAndItsRowsAreProven() throws Exception {
        OrderDesk desk = liftlock.production();
        assertThat(desk.version()).isEqualTo("1.0");

        Upgrade upgrade = people.agreeOn(liftlock.story("raise-to-2.0"));
        Upgrade.Task trial = upgrade.awaitTask("sign-off");

        assertThat(desk.version()).isEqualTo("2.0");
        assertThat(desk.open()).isTrue();
        assertThat(ask("select count(*) from orders join customers c on c.id = customer_id"))
                .isEqualTo("412");
        assertThat(upgrade.steps()).allMatch(step -> step.outcome().equals(Optional.of("SUCCEEDED")));
        assertThat(upgrade.step("verify-backup").summary())
                .contains("orders restored and compared, equal: ", "orders 412 rows");

        people.uma.answers(trial.id(), Map.of("answer", "works"));
        new SampleClock(liftlock).letDaysPassUntilClosed(upgrade);

        assertThat(upgrade.outcome()).isEqualTo("RAISED");
        assertThat(directory.resolve("launcher/order-production/runs"))
                .as("what ran over SSH")
                .isNotEmptyDirectory();
        assertThat(liftlock.data().resolve("launcher/order-production")).doesNotExist();
    }

    /** As its administrator would: another configuration, the driver beside it, and the same number of orders. */
    private static void movesToPostgres(String environment, int orders) throws Exception {
        server.sql("template1", "create database orders_" + environment);
        Path home = liftlock.home(environment);
        run(home, "stop");
        Files.copy(driver(), home.resolve("lib/postgresql.jar"));
        Files.writeString(home.resolve("run/database-password"), LocalPostgres.PASSWORD);
        Files.writeString(
                home.resolve("conf/order-service.properties"),
                """
                database=%s
                database-user=%s
                database-password-file=run/database-password
                """.formatted(server.url("orders_" + environment), LocalPostgres.USER),
                StandardOpenOption.APPEND);
        Files.delete(home.resolve("data/orders.mv.db"));
        run(home, "create", Integer.toString(orders));
        run(home, "start");
    }

    private static Path driver() throws URISyntaxException {
        return Path.of(org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void run(Path home, String script, String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile(directory, script, ".out"); // the service inherits it, so a pipe would not end
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin/" + script).toString());
        builder.command().addAll(List.of(arguments));
        int exit = builder.redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(script + ": " + Files.readString(said)).isZero();
    }

    private static String description(String written) {
        String store = """
                    backup: {with: h2, file: "${vars.home}/data/orders.mv.db", keep: 30d}
                    login: {user: orders}
                """;
        String targets = "    targets: {localhost/order-production: {}}\n";
        assertThat(written).contains(store, targets);
        return written.replace(store, """
                    backup: {with: pg_dump, scratch: "%s", keep: 30d}
                    login: {url: "jdbc:postgresql://127.0.0.1:%d/orders_${environment}", user: %s, password: secret:orders-db}
                """.formatted(scratch, server.port(), LocalPostgres.USER))
                .replace(targets, """
                    access: {address: 127.0.0.1, port: %d, user: %s, key: secret:ssh-key, host_key: "%s", home: "%s"}
                    targets: {orders.example.com/order-production: {}}
                """.formatted(
                        sshd.port(), System.getProperty("user.name"), sshd.hostKey(), directory.resolve("launcher")));
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = server.open("orders_production");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
