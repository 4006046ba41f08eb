package org.liftlock.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.backup.BackupPrechecks;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepAnswer;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.effect.UnitCommands;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.Digest;
import org.liftlock.verification.ProcessLauncher;
import org.liftlock.verification.UnitChecks;
import org.liftlock.verification.Verdict;
import org.mockito.Mockito;

class QuiesceSystemTest {

    private static final String RELEASE = "the order service, release 2.0";

    @TempDir
    private Path downloads;

    private final BackupPrechecks backups = Mockito.mock(BackupPrechecks.class);
    private QuiesceSystem quiescing;
    private Step step;
    private Path file;

    @BeforeEach
    void anUpgradeBringsAFile() {
        Rooms rooms = Rooms.cleared();
        rooms.describe(1, "none", """
                vars: {downloads: "%s"}
                artifacts: {jar: {url: "https://repo.example.com/orders.jar", sha256: {"2.0": %s}}}
                operations: {stop: {run: [orders, stop]}, start: {run: [orders, start]}}
                """.formatted(downloads, Digest.of(RELEASE).hex()));
        file = downloads.resolve("orders.jar");
        String key = rooms.request();
        String unit = rooms.unit(key, 1).unitId();
        UnitChecks checks = Mockito.mock(UnitChecks.class);
        Mockito.when(checks.run(Mockito.any(), Mockito.any())).thenReturn(new Verdict.NothingChecked(List.of()));
        quiescing = new QuiesceSystem(
                rooms.get(UnitCommands.class),
                checks,
                rooms.get(Units.class),
                new Artefacts(target -> new ProcessLauncher()),
                backups);
        step = new Step(
                "step-1", key, Optional.of(unit), "quiesce-system", "quiesce-system", "process", "task", 1, Map.of());
    }

    @Test
    void withTheFileInPlaceTheSystemIsStoppedAndNothingIsFetched() throws IOException {
        // given
        Files.writeString(file, RELEASE);

        // when
        StepWork.Effects work = (StepWork.Effects) quiescing.prepare(step);

        // then
        assertThat(work.orders().get(0).commands())
                .extracting(command -> String.join(" ", command.arguments()))
                .containsExactly("orders stop");
    }

    @Test
    void aMissingFileIsRefusedBeforeAnythingIsStopped() {
        // when
        StepAnswer answer = refusal();

        // then
        assertThat(answer.outcome()).isEqualTo(StepOutcome.REFUSED);
        assertThat(answer.summary())
                .startsWith("Not begun: orders1.example.com/main: " + file + " is not there")
                .contains("fetched again before");
    }

    @Test
    void aFileThatWasExchangedMeanwhileIsRefusedWithBothDigests() throws IOException {
        // given
        Files.writeString(file, "something else");

        // when
        StepAnswer answer = refusal();

        // then
        assertThat(answer.outcome()).isEqualTo(StepOutcome.REFUSED);
        assertThat(answer.summary())
                .contains("is another file than the one that was pinned")
                .contains(Digest.of("something else").hex())
                .contains(Digest.of(RELEASE).hex());
    }

    @Test
    void whatCouldNotBeBackedUpIsNotStopped() throws IOException {
        // given
        Files.writeString(file, RELEASE);
        Mockito.when(backups.objections(step.unit())).thenReturn(List.of("The trial restore of orders needs 20 GB"));

        // when
        StepAnswer answer = refusal();

        // then
        assertThat(answer.outcome()).isEqualTo(StepOutcome.REFUSED);
        assertThat(answer.summary()).startsWith("Not begun").contains("needs 20 GB");
    }

    private StepAnswer refusal() {
        return ((StepWork.Known) quiescing.prepare(step)).answer();
    }
}
