package org.liftlock.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.verification.Checks.acceptanceOf;
import static org.liftlock.verification.Checks.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.CheckSpec;

class LogCheckTest {

    @TempDir
    Path directory;

    private final Checks checks = new Checks();
    private Path log;
    private CheckSpec check;

    @BeforeEach
    void writeTheLogFromBefore() throws IOException {
        log = Files.writeString(
                directory.resolve("orders.log"), "08:00:01 started\n08:00:02 ERROR mail relay 10.0.0.7 away\n");
        check = core(
                "log",
                "log",
                Map.of(
                        "log",
                        log.toString(),
                        "forbid",
                        List.of("ERROR", "FATAL"),
                        "known",
                        "normal",
                        "allow",
                        "ERROR in test"));
        checks.acceptance.remember(acceptanceOf(check));
    }

    @Test
    void linesFromBeforeTheUpgradeAreNoFinding() {
        CheckResult result = checks.answer(check);

        assertThat(result.passed()).as(result.sentence()).isTrue();
        assertThat(result.got()).isEqualTo("none in 0 new lines");
    }

    @Test
    void aNewForbiddenLineIsAFinding() throws IOException {
        written("09:00:01 ERROR migration of table orders failed\n09:00:02 ready\n");

        CheckResult result = checks.answer(check);

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).isEqualTo("1 in 2 new lines: \"09:00:01 ERROR migration of table orders failed\"");
    }

    @Test
    void aLineOfAShapeThatWasThereBeforeIsNormal() throws IOException {
        written("09:13:44 ERROR mail relay 10.0.0.9 away\n");

        assertThat(checks.answer(check).passed()).isTrue();
    }

    @Test
    void withoutKnownNormalEvenAnOldShapeIsAFinding() throws IOException {
        CheckSpec strict = core("log", "log", Map.of("log", log.toString(), "forbid", List.of("ERROR")));
        checks.acceptance.remember(acceptanceOf(strict));
        written("09:13:44 ERROR mail relay 10.0.0.9 away\n");

        assertThat(checks.answer(strict).failed()).isTrue();
    }

    @Test
    void anAllowedLineIsNoFinding() throws IOException {
        written("09:13:44 ERROR in test suite of a customer\n");

        assertThat(checks.answer(check).passed()).isTrue();
    }

    @Test
    void aRotatedLogIsReadFromItsBeginning() throws IOException {
        Files.move(log, directory.resolve("orders.log.1"));
        Files.writeString(log, "09:00:00 FATAL no disk\n" + "09:00:01 more\n".repeat(50));

        CheckResult result = checks.answer(check);

        assertThat(result.failed()).isTrue();
        assertThat(result.got()).contains("FATAL no disk").contains("rotated");
    }

    @Test
    void aLogThatGrewALotIsReadInPieces() throws IOException {
        written("09:00:00 served an order\n".repeat(100_000) + "09:59:59 ERROR at the very end\n");

        assertThat(checks.answer(check).got()).isEqualTo("1 in 100001 new lines: \"09:59:59 ERROR at the very end\"");
    }

    @Test
    void aLogThatIsGoneIsAFailure() throws IOException {
        Files.delete(log);

        assertThat(checks.answer(check).got()).isEqualTo("no log at " + log + " on localhost/orders");
    }

    @Test
    void aLogThatAppearsWithTheUpgradeIsReadWhole() throws IOException {
        Path later = directory.resolve("new.log");
        CheckSpec fresh = core("new-log", "log", Map.of("log", later.toString(), "forbid", List.of("ERROR")));
        checks.acceptance.remember(acceptanceOf(fresh));
        Files.writeString(later, "09:00:00 ERROR at once\n");

        assertThat(checks.answer(fresh).failed()).isTrue();
    }

    @Test
    void withoutARememberedPositionTheCheckFails() {
        CheckSpec other = core("other", "log", Map.of("log", log.toString(), "forbid", List.of("ERROR")));

        assertThat(checks.answer(other).got()).contains("was not remembered");
    }

    private void written(String lines) throws IOException {
        Files.writeString(log, lines, StandardOpenOption.APPEND);
    }
}
