package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.launcher.Command;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** The shipped kind, run for real: a program that does nothing takes the place of the service. */
@EnabledOnOs(OS.LINUX)
class JavaArchiveKindTest {

    @TempDir
    private Path home;

    private Path newJar;

    @BeforeEach
    void versionOneIsInstalled() throws IOException {
        newJar = Files.writeString(home.resolve("new.jar"), "two");
        Files.createDirectories(home.resolve("releases"));
        Files.writeString(home.resolve("releases/1.0.jar"), "one");
        Files.createSymbolicLink(home.resolve("current.jar"), Path.of("releases/1.0.jar"));
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        run(target().stop());
    }

    private TargetDescription target() throws IOException {
        return Fixtures.written(
                        """
                        system: order-service
                        kind: java-archive
                        owner: erik
                        stores: none
                        environments: {production: {targets: {localhost/orders: {}}}}
                        vars: {home: "%s", port: 8080, command: [tail, -f, "${vars.link}"], ready: ["true"]}
                        artifacts: {jar: {file: "%s", sha256: %s}}
                        """.formatted(home, newJar, Digest.of(Files.readAllBytes(newJar))),
                        Fixtures.RAISE_ORDER_SERVICE)
                .upgrades()
                .get(0)
                .target("production", TargetId.parse("localhost/orders"), Map.of("from.version", "1.0"));
    }

    private static String run(List<Command> commands) throws Exception {
        StringBuilder said = new StringBuilder();
        for (Command command : commands) {
            Process process = new ProcessBuilder(command.arguments())
                    .redirectErrorStream(true)
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(command.stdin().orElse("").getBytes(StandardCharsets.UTF_8));
            }
            // Reading to the end: what is started must not hold the output of the step that starts it.
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(command.arguments() + " " + output)
                    .isZero();
            said.append(output);
        }
        return said.toString();
    }

    private ProcessHandle service() throws IOException {
        long pid = Long.parseLong(Files.readString(home.resolve("service.pid")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** A process that has ended may still be listed until its parent has looked; it has no command line any more. */
    private static boolean runs(ProcessHandle process) throws IOException {
        Path commandLine = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        return Files.exists(commandLine) && !Files.readString(commandLine).isEmpty();
    }

    @Test
    void theServiceOutlivesTheStepThatStartsIt() throws Exception {
        run(target().start());

        assertThat(runs(service())).isTrue();
    }

    @Test
    void startingWhatRunsLeavesItAlone() throws Exception {
        run(target().start());
        long first = service().pid();

        assertThat(run(target().start())).contains("runs already");
        assertThat(service().pid()).isEqualTo(first);
    }

    @Test
    void aNumberThatBelongsToAnotherProcessIsNotBelievedAndNotKilled() throws Exception {
        Files.writeString(home.resolve("service.pid"), ProcessHandle.current().pid() + "\n");

        run(target().stop());
        assertThat(ProcessHandle.current().isAlive()).isTrue();
        run(target().start());

        assertThat(service().pid()).isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void stoppingEndsItAndStoppingAgainIsFine() throws Exception {
        run(target().start());
        ProcessHandle service = service();

        run(target().stop());

        assertThat(runs(service)).isFalse();
        assertThat(run(target().stop())).contains("Nothing runs");
    }

    @Test
    void theNewArchiveStandsBesideTheOldOneAndTheWayBackLeadsToIt() throws Exception {
        run(target().apply());
        assertThat(Files.readString(home.resolve("current.jar"))).isEqualTo("two");
        assertThat(home.resolve("releases/1.0.jar")).exists();

        run(target().stop());
        run(target().rollback());
        assertThat(Files.readString(home.resolve("current.jar"))).isEqualTo("one");

        run(target().finish());
        assertThat(home.resolve("releases/1.0.jar")).doesNotExist();
    }

    @Test
    void theVersionIsReadFromTheLink() throws Exception {
        CheckSpec reading = target().versions().get("archive");

        assertThat(reading.settings().get("run")).isEqualTo(List.of("readlink", home + "/current.jar"));
        for (String link : List.of("releases/2.0.jar", "releases/order-service-2.0.jar", "2.0.jar")) {
            var matcher = Pattern.compile(String.valueOf(reading.settings().get("match")))
                    .matcher(link);
            assertThat(matcher.find()).isTrue();
            assertThat(matcher.group(1)).isEqualTo("2.0");
        }
    }

    @Test
    void goingBackRestoresTheDataFirst() throws Exception {
        Method method = Fixtures.written("""
                        system: order-service
                        kind: java-archive
                        owner: erik
                        stores: {orders: {backup: {with: h2}}}
                        environments: {production: {targets: {localhost/orders: {}}}}
                        vars: {home: /srv/orders, port: 8080}
                        """)
                .descriptions()
                .system(new SystemId("order-service"))
                .orElseThrow()
                .methods()
                .get("switch");

        assertThat(method.restores()).isTrue();
        assertThat(method.reversibility()).isEqualTo(Reversibility.UNTIL_FIRST_WRITE);
    }
}
