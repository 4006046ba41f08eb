package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.EngineTest;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the person who starts the application reads when it cannot start. */
@ExtendWith(OutputCaptureExtension.class)
class StartRefusalIT {

    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void startPostgresql() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("create role liftlock login password 'right' ");
            connection.createStatement().execute("create database readonly");
            connection.createStatement().execute("alter database readonly set default_transaction_read_only = on");
            connection.createStatement().execute("create database closed");
            connection.createStatement().execute("revoke connect on database closed from public");
        }
    }

    @AfterAll
    static void stopPostgresql() throws IOException {
        postgres.close();
    }

    @Test
    void aServerThatDoesNotAnswer(CapturedOutput output) throws IOException {
        refuses("--liftlock.database.url=jdbc:postgresql://localhost:" + freePort() + "/liftlock");

        assertThat(output)
                .contains("The database cannot be reached: Connection to localhost:")
                .contains("host and port in liftlock.database.url are right")
                .doesNotContain("\tat org.");
    }

    @Test
    void aFileThatMayNotBeRead() {
        Throwable denied =
                new IllegalStateException(new AccessDeniedException("/run/secrets/liftlock.database.password"));

        assertThat(new StartTroubleAnalyzer.OfRights().analyze(denied).getDescription())
                .contains("/run/secrets/liftlock.database.password")
                .contains(System.getProperty("user.name"));
    }

    @Test
    void aDatabaseThatDoesNotExist(CapturedOutput output) {
        refuses("--liftlock.database.url=" + url("liftlok"));

        assertThat(output)
                .contains("The server has no such database: FATAL: database \"liftlok\" does not exist")
                .contains("CREATE DATABASE");
    }

    @Test
    void aUserWhoMayNotConnect(CapturedOutput output) {
        refuses("--liftlock.database.url=" + url("closed"));

        assertThat(output)
                .contains("The database user may not do what is needed")
                .contains("GRANT");
    }

    @Test
    void aUserWhoDoesNotExist(CapturedOutput output) {
        refuses("--liftlock.database.url=" + url("postgres"), "--liftlock.database.username=lifttlock");

        assertThat(output)
                .contains("The database refuses the user or the password")
                .contains("liftlock.database.username");
    }

    @Test
    void aDatabaseThatCanOnlyBeRead(CapturedOutput output) {
        refuses("--liftlock.database.url=" + url("readonly"));

        assertThat(output).contains("The database can only be read").contains("Give the address of the primary");
    }

    @Test
    void aWrongPasswordOfTheEmbeddedDatabase(CapturedOutput output) throws SQLException {
        DriverManager.getConnection(embedded(), "liftlock", "right").close();

        refuses("--liftlock.database.url=" + embedded(), "--liftlock.database.password=wrong");

        assertThat(output).contains("The database refuses the user or the password: Wrong user name or password");
    }

    @Test
    void anEmbeddedDatabaseThatAnotherProcessHas(CapturedOutput output) throws Exception {
        Process other = TestJvm.start(HoldDatabase.class, embedded());
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");

            refuses("--liftlock.database.url=" + embedded());

            assertThat(output)
                    .contains("The embedded database is in use by another process")
                    .contains("Stop the other Liftlock that runs in the same data directory");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aDatabaseWhoseClockWasMoved(CapturedOutput output) throws SQLException {
        try (Connection connection = DriverManager.getConnection(embedded(), "liftlock", "")) {
            connection.createStatement().execute("create table clock_offset (id integer, offset_millis bigint)");
            connection.createStatement().execute("insert into clock_offset values (1, 3600000)");
        }

        refuses("--liftlock.database.url=" + embedded(), "--spring.flyway.enabled=false");

        assertThat(output).contains("The clock of this database was moved by PT1H in a sample or test.");
    }

    @Test
    void aModelThatFails(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("upgrade.bpmn"), "name: upgrade");

        refuses("--liftlock.database.url=" + embedded(), "--liftlock.models.directory=" + directory);

        assertThat(output)
                .contains("The models are refused, nothing was deployed:")
                .contains("processes/upgrade.bpmn: This is not XML that can be read")
                .contains("put the last good ones back");
    }

    @Test
    void aPortThatIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Throwable refusal = catchThrowable(() -> new SpringApplicationBuilder(
                            EngineTest.Engine.class, ServletWebServerFactoryAutoConfiguration.class)
                    .run(arguments(
                            "--liftlock.database.url=" + embedded(),
                            "--liftlock.models.deploy=false",
                            "--server.port=" + taken.getLocalPort())));

            assertThat(refusal).isNotNull();
            assertThat(output)
                    .contains("Port " + taken.getLocalPort() + " is taken by process "
                            + ProcessHandle.current().pid() + " (");
        }
    }

    /** Another process, as far as the database is concerned. */
    static final class HoldDatabase {
        public static void main(String[] url) throws Exception {
            try (Connection connection = DriverManager.getConnection(url[0], "liftlock", "")) {
                TestJvm.say("held");
                Thread.sleep(60_000);
            }
        }
    }

    private static void refuses(String... arguments) {
        Throwable refusal = catchThrowable(() -> new SpringApplicationBuilder(EngineTest.Engine.class)
                .web(WebApplicationType.NONE)
                .run(arguments(arguments)));
        assertThat(refusal).as("the application started").isNotNull();
    }

    private static String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--spring.datasource.hikari.connection-timeout=1000");
        return all.toArray(String[]::new);
    }

    private String embedded() {
        return "jdbc:h2:file:" + directory.resolve("liftlock");
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
