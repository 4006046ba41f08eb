package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.core;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.launcher.Launcher;

/** What a named user may and may not do. */
class NamedUserCheckTest {

    private static final Map<String, Object> ERIK = Map.of("user", "erik", "password", "secret:orders-db");

    private final Checks checks = new Checks();
    private WebServer server;
    private int orders = 200;
    private int export = 403;

    @BeforeEach
    void startOrderService() throws Exception {
        server = new WebServer();
        String erik = "Basic " + Base64.getEncoder().encodeToString("erik:wOnderful-9".getBytes());
        server.page("/orders", request -> new WebServer.Page(orders, "[]"));
        server.page(
                "/export", request -> new WebServer.Page(request.authorization().equals(erik) ? export : 401, "{}"));
    }

    @AfterEach
    void stopOrderService() {
        server.close();
    }

    @Test
    void aUserMayWhatTheUserIsThereFor() {
        CheckResult reads = may("read the orders", "/orders");

        assertThat(reads.passed()).as(reads.sentence()).isTrue();
        assertThat(reads.expected())
                .startsWith("user erik may read the orders: status 2xx from " + server.address() + "/orders");
        orders = 403;
        assertThat(may("read the orders", "/orders").failed()).isTrue();
        assertThat(may("read the orders", "/orders").got()).startsWith("status 403");
    }

    @Test
    void aUserIsRefusedWhatTheUserMustNotDo() {
        CheckResult refused = mayNot("export all customers", "/export", Map.of("login", ERIK));

        assertThat(refused.passed()).as(refused.sentence()).isTrue();
        assertThat(refused.expected())
                .startsWith("user erik may not export all customers: status 403 from " + server.address() + "/export");
        export = 200;
        CheckResult letIn = mayNot("export all customers", "/export", Map.of("login", ERIK));
        assertThat(letIn.failed()).isTrue();
        assertThat(letIn.got()).startsWith("status 200");
    }

    @Test
    void aFailedLoginIsNoRefusalUnlessNobodyIsLoggedIn() {
        Map<String, Object> wrong = Map.of("user", "erik", "password", "secret:probe");

        assertThat(mayNot("export all customers", "/export", Map.of("login", wrong))
                        .got())
                .startsWith("status 401");
        CheckResult anybody = mayNot("export all customers", "/export", Map.of());
        assertThat(anybody.passed()).as(anybody.sentence()).isTrue();
        assertThat(anybody.expected())
                .startsWith("somebody not logged in may not export all customers: status 401 or 403");
    }

    @Test
    void aRefusalMayShowInAnotherStatus() {
        export = 404;

        assertThat(mayNot("export all customers", "/export", Map.of("login", ERIK, "status", 404))
                        .passed())
                .isTrue();
    }

    @Test
    void aStoppedSystemRefusesNothing() {
        server.close();

        CheckResult result = mayNot("export all customers", "/export", Map.of("login", ERIK));
        assertThat(result.failed()).isTrue();
        assertThat(result.got()).isEqualTo("no connection to " + server.address() + "/export");
        assertThat(checks.noticesStop(web("may_not", "export all customers", "/export", Map.of("login", ERIK))))
                .isTrue();
        assertThat(checks.noticesStop(web("may", "read the orders", "/orders", Map.of("login", ERIK))))
                .isTrue();
    }

    @Test
    void aStatementIsRefusedForWantOfARightAndForNothingElse(@TempDir Path directory) throws SQLException {
        String url = ordersIn(directory);

        assertThat(statement(url, "may", "select count(*) from orders", "secret:probe")
                        .passed())
                .isTrue();
        CheckResult refused = statement(url, "may_not", "delete from orders", "secret:probe");
        assertThat(refused.passed()).as(refused.sentence()).isTrue();
        assertThat(refused.expected())
                .isEqualTo("user clerk may not have it done: the database to refuse the statement for want of a right");

        CheckResult allowed = statement(url, "may_not", "select count(*) from orders", "secret:probe");
        assertThat(allowed.failed()).isTrue();
        assertThat(allowed.got()).isEqualTo("the statement was carried out, and undone");
        assertThat(statement(url, "may_not", "delete from oders", "secret:probe")
                        .failed())
                .isTrue();
        assertThat(statement(url, "may_not", "delete from orders", "secret:orders-db")
                        .failed())
                .isTrue();
        assertThat(statement(
                                "jdbc:h2:file:" + directory.resolve("gone"),
                                "may_not",
                                "delete from orders",
                                "secret:probe")
                        .failed())
                .isTrue();
    }

    @Test
    void aCommandIsRefusedByItsExitCodeAndTheWordsOfTheRefusal() {
        Launcher.Reading refusal = new Launcher.Reading(1, "", "cat: /etc/orders/keys: Permission denied\n");

        Observation refused = run(refusal, Map.of("exit", 1, "contains", "Permission denied"));
        assertThat(refused.passed()).as(refused.got()).isTrue();
        assertThat(refused.expected())
                .isEqualTo("user reports may not read the keys: exit code 1 and something with \"Permission denied\"");
        assertThat(run(
                                new Launcher.Reading(1, "", "cat: /etc/orders/keys: No such file or directory\n"),
                                Map.of("exit", 1, "contains", "Permission denied"))
                        .got())
                .contains("No such file");
        Observation allowed =
                run(new Launcher.Reading(0, "-----BEGIN", ""), Map.of("exit", 1, "contains", "Permission denied"));
        assertThat(allowed.passed()).isFalse();
        assertThat(allowed.got()).startsWith("exit code 0 of cat");
    }

    @Test
    void aCommandHasToSayHowARefusalShowsAndAsWhomItRuns() {
        assertThat(checks.answer(core("keys", "may_not", Map.of("may_not", "read", "run", List.of("cat"), "as", "x")))
                        .got())
                .contains("does not say how a refusal shows: add exit");
        assertThat(checks.answer(core("keys", "may", Map.of("may", "read", "run", List.of("cat"))))
                        .got())
                .contains("add as");
        assertThat(checks.answer(core("keys", "may", Map.of("may", "read"))).got())
                .contains("add http or sql or run");
    }

    private CheckResult may(String what, String path) {
        return checks.answer(web("may", what, path, Map.of("login", ERIK)));
    }

    private CheckResult mayNot(String what, String path, Map<String, Object> more) {
        return checks.answer(web("may_not", what, path, more));
    }

    private CheckSpec web(String word, String what, String path, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put(word, what);
        settings.put("http", server.address() + path);
        return core("rights", word, settings);
    }

    private CheckResult statement(String url, String word, String sql, String password) {
        Map<String, Object> login = Map.of("url", url, "user", "clerk", "password", password);
        return checks.answer(core("rights", word, Map.of(word, "have it done", "sql", sql, "login", login)));
    }

    private static Observation run(Launcher.Reading reading, Map<String, Object> more) {
        Launcher launcher = mock(Launcher.class);
        when(launcher.read(any())).thenReturn(reading);
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("may_not", "read the keys");
        settings.put("run", List.of("cat", "/etc/orders/keys"));
        settings.put("as", "reports");
        CheckSpec spec = core("keys", "may_not", settings);
        try {
            return new MayNotCheck(new HttpCheck(new HttpProbe()), new SqlCheck())
                    .look(new Check(
                            spec,
                            new Settings(spec),
                            Checks.TARGET,
                            () -> launcher,
                            new UsedSecrets(text -> text),
                            Map.of(),
                            Optional.empty()));
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** Where a clerk may read the orders and change nothing. */
    private static String ordersIn(Path directory) throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("orders");
        try (Connection connection = DriverManager.getConnection(url, "sa", "wOnderful-9");
                var statement = connection.createStatement()) {
            statement.execute("create table orders (id integer primary key, item varchar(20))");
            statement.execute("create user clerk password 'tOken-77'");
            statement.execute("grant select on orders to clerk");
        }
        return url;
    }
}
