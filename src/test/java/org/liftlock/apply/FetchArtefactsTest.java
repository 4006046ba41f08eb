package org.liftlock.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.Rooms;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepOutcome;
import org.liftlock.effect.StepWork;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.RunState;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.liftlock.verification.ProcessLauncher;
import org.mockito.Mockito;

/** Each target is this machine, unless a test says that a target lacks the file. */
class FetchArtefactsTest {

    private static final String RELEASE = "the order service, release 2.0";

    @TempDir
    private Path downloads;

    private final Map<TargetId, Launcher> others = new HashMap<>();
    private Rooms rooms;
    private FetchArtefacts fetching;
    private String key;

    @BeforeEach
    void anUpgradeOfThreeTargetsBringsAFile() {
        rooms = Rooms.cleared();
        rooms.describe(3, "none", """
                vars: {downloads: "%s"}
                artifacts: {jar: {url: "https://repo.example.com/orders.jar", sha256: {"2.0": %s}}}
                """.formatted(downloads, Digest.of(RELEASE).hex()));
        key = rooms.request();
        Artefacts artefacts = new Artefacts(target -> others.getOrDefault(target, new ProcessLauncher()));
        fetching = new FetchArtefacts(rooms.get(Units.class), artefacts, rooms.get(Findings.class));
    }

    @Test
    void everyTargetOfEveryUnitThatIsToBeRaisedGetsTheFile() {
        // given
        rooms.unit(key, 1, 2);
        rooms.unit(key, 3);

        // when
        StepWork.Effects work = (StepWork.Effects) fetching.prepare(beforeTheWindow());

        // then
        assertThat(work.kind()).isEqualTo(EffectKind.FETCH);
        assertThat(targets(work)).containsExactly(Rooms.target(1), Rooms.target(2), Rooms.target(3));
        assertThat(work.orders().get(0).commands())
                .extracting(command -> command.arguments().get(0))
                .containsExactly("mkdir", "curl", "sha256sum", "mv");
    }

    @Test
    void whatLiesThereAsItWasPinnedIsLeftAlone() throws IOException {
        // given
        rooms.unit(key, 1);
        Files.writeString(downloads.resolve("orders.jar"), RELEASE);

        // when
        StepWork work = fetching.prepare(beforeTheWindow());

        // then
        assertThat(work)
                .isInstanceOfSatisfying(
                        StepWork.Known.class,
                        known -> assertThat(known.answer().outcome()).isEqualTo(StepOutcome.SUCCEEDED));
    }

    @Test
    void onlyTheTargetThatLacksTheFileFetchesIt() throws IOException {
        // given
        rooms.unit(key, 1, 2, 3);
        Files.writeString(downloads.resolve("orders.jar"), RELEASE);
        lacksTheFile(Rooms.target(2));

        // when
        StepWork.Effects work = (StepWork.Effects) fetching.prepare(beforeTheWindow());

        // then
        assertThat(targets(work)).containsExactly(Rooms.target(2));
    }

    @Test
    void anotherFileUnderTheSameNameIsFetchedAnew() throws IOException {
        // given
        rooms.unit(key, 1);
        Files.writeString(downloads.resolve("orders.jar"), "something else");

        // when
        StepWork work = fetching.prepare(beforeTheWindow());

        // then
        assertThat(work).isInstanceOf(StepWork.Effects.class);
    }

    @Test
    void aTargetThatIsRaisedAlreadyNeedsNothingMore() {
        // given
        rooms.get(Units.class).ended(rooms.unit(key, 1).unitId(), UnitOfChange.Result.RAISED);
        rooms.unit(key, 2);

        // when
        StepWork.Effects work = (StepWork.Effects) fetching.prepare(beforeTheWindow());

        // then
        assertThat(targets(work)).containsExactly(Rooms.target(2));
    }

    @Test
    void aRehearsalFetchesForItsOwnTargetsOnly() {
        // given
        TargetId staging = TargetId.parse("staging.example.com");
        String unit = rooms.get(Units.class)
                .form(key, "staging", UnitOfChange.Mode.REHEARSE, List.of(staging))
                .unitId();
        rooms.unit(key, 1);

        // when
        StepWork.Effects work = (StepWork.Effects) fetching.prepare(step(Optional.of(unit)));

        // then
        assertThat(targets(work)).containsExactly(staging);
    }

    @Test
    void whatCouldNotBeFetchedIsToldToWhoeverIsAskedUntilItIsThere() throws IOException {
        // given
        rooms.unit(key, 1);
        fetching.prepare(beforeTheWindow());

        // when
        fetching.conclude(
                beforeTheWindow(), List.of(ended(new EffectOutcome.Failed("curl: (22) The requested URL: 404"))));

        // then
        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.sentence()).contains("orders1.example.com").contains("404");
            assertThat(finding.remedy()).contains("pinned digest").contains("fetched again");
        });

        // when: the file was put there by hand
        Files.writeString(downloads.resolve("orders.jar"), RELEASE);
        fetching.prepare(beforeTheWindow());

        // then
        assertThat(found()).isEmpty();
    }

    @Test
    void aFetchThatSucceedsSettlesWhatWasFoundBefore() {
        // given
        rooms.unit(key, 1);
        fetching.conclude(
                beforeTheWindow(),
                List.of(ended(new EffectOutcome.Unknown(RunState.Doubt.NO_ANSWER, "the target does not answer"))));
        assertThat(found()).hasSize(1);

        // when
        StepOutcome outcome = fetching.conclude(beforeTheWindow(), List.of(ended(new EffectOutcome.Succeeded())))
                .outcome();

        // then
        assertThat(outcome).isEqualTo(StepOutcome.SUCCEEDED);
        assertThat(found()).isEmpty();
    }

    private void lacksTheFile(TargetId target) {
        Launcher launcher = Mockito.mock(Launcher.class);
        Mockito.when(launcher.read(Mockito.any())).thenReturn(new Launcher.Reading(1, "", "No such file or directory"));
        others.put(target, launcher);
    }

    private List<Finding> found() {
        return rooms.get(Findings.class).open(key);
    }

    private static List<TargetId> targets(StepWork.Effects work) {
        return work.orders().stream().map(StepWork.Order::target).toList();
    }

    private static EffectResult ended(EffectOutcome outcome) {
        return new EffectResult("effect-1", Rooms.target(1), outcome, Optional.empty(), Instant.EPOCH);
    }

    private Step beforeTheWindow() {
        return step(Optional.empty());
    }

    private Step step(Optional<String> unitId) {
        return new Step(
                "step-1", key, unitId, "fetch-artefacts", "fetch-artefacts", "process-1", "task-1", 1, Map.of());
    }
}
