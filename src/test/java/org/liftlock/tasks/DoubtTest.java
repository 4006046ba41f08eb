package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.EffectOutcome;
import org.liftlock.effect.EffectResult;
import org.liftlock.effect.Effects.UnknownEffect;
import org.liftlock.launcher.RunState.Doubt;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.liftlock.tasks.VersionRead.Standing;

/** An apply of unknown outcome, in words. */
class DoubtTest {

    private static final Instant SILENT = Instant.parse("2026-12-06T01:14:05Z");
    private static final Instant ASKED = SILENT.plusSeconds(120);
    private static final DoubtShown SHOWN = new DoubtShown("2.0", new Times(ZoneId.of("Europe/Berlin")));

    @ParameterizedTest
    @CsvSource({
        "2.0, NEW",
        "orders/2.0 (Linux), NEW",
        "1.0, OLD",
        "2.0.1, NEITHER",
        "12.0, NEITHER",
        "2.0-rc1, NEITHER",
    })
    void aVersionIsNewOnlyWhenItIsTheOneAskedFor(String now, Standing standing) {
        assertThat(read(now).against("2.0")).isEqualTo(standing);
    }

    @Test
    void aVersionThatReadsAsBeforeIsTheOldOneWhateverItNames() {
        VersionRead same = new VersionRead("server", true, "2.0", Optional.of("2.0"), ASKED);

        assertThat(same.against("2.0")).isEqualTo(Standing.OLD);
    }

    @Test
    void aRebootInTheMiddleSpeaksForGoingBackEvenWhenTheVersionIsNew() {
        assertThat(suggestion(true, doubt(1, Doubt.REBOOTED, read("2.0"))))
                .startsWith("roll back. orders1.example.com");
    }

    @Test
    void theNewVersionEverywhereSpeaksForTheChecks() {
        assertThat(suggestion(true, doubt(1, Doubt.RUNNER_KILLED, read("2.0"))))
                .startsWith("it was applied")
                .contains("acceptance checks");
    }

    @Test
    void theOldVersionSpeaksForGoingBackSinceApplyHadBegun() {
        assertThat(suggestion(true, doubt(1, Doubt.FORGOTTEN, read("1.0"))))
                .startsWith("roll back")
                .contains("trying again does not undo");
    }

    @Test
    void whatMayStillRunIsToBeLookedAtFirst() {
        assertThat(suggestion(true, doubt(1, Doubt.NO_ANSWER, read("2.0")), doubt(2, Doubt.RUNNER_KILLED, read("2.0"))))
                .startsWith("look at orders1.example.com/main before you answer")
                .contains("speaks for \"applied\"");
    }

    @Test
    void targetsThatDifferSpeakForGoingBack() {
        assertThat(suggestion(
                        true, doubt(1, Doubt.RUNNER_KILLED, read("2.0")), doubt(2, Doubt.RUNNER_KILLED, read("1.0"))))
                .startsWith("roll back")
                .contains("neither all new nor all old");
    }

    @Test
    void aFailureElsewhereInTheUnitOutweighsANewVersion() {
        EffectResult failed =
                new EffectResult("e", target(2), new EffectOutcome.Failed("exit code 1"), Optional.of(SILENT), ASKED);

        assertThat(DoubtSuggestion.of(
                        List.of(doubt(1, Doubt.RUNNER_KILLED, read("2.0"))), List.of(failed), "2.0", true))
                .startsWith("roll back")
                .contains("elsewhere in this unit");
    }

    @Test
    void whereThereIsNoWayBackNoneIsSuggested() {
        for (Doubt doubt : Doubt.values()) {
            assertThat(suggestion(false, doubt(1, doubt, read("1.0"))))
                    .doesNotContain("roll back")
                    .contains("no way back");
        }
    }

    @Test
    void aSilentTargetIsToldFromARebootedOne() {
        assertThat(shown(doubt(1, Doubt.NO_ANSWER, unread())))
                .contains("Its process: seen, as long as the target answered")
                .contains("Rebooted: cannot be told")
                .contains("silent since Sun 6 Dec 2026 02:14 CET (02:14:05); that was waited for until 02:16:05")
                .contains("server could not be read: nothing listens on port 8080");
        assertThat(shown(doubt(1, Doubt.REBOOTED, read("2.0"))))
                .contains("Rebooted: **yes**")
                .contains("Version read back at 02:16:05: server **2.0**, the new one (before the change: 1.0)");
    }

    @Test
    void theEndOfTheOutputIsShownAsItWasPrinted() {
        String output = IntStream.rangeClosed(1, 30)
                        .mapToObj(row -> "\u001B[32mrow " + row + "\u001B[0m\n")
                        .reduce("", String::concat)
                + "```\n# [no link](http://evil)\n" + "x".repeat(500) + "\n\n";

        String shown = shown(new InDoubt(effect(1, Doubt.RUNNER_KILLED), Optional.of(output), List.of()));

        assertThat(shown)
                .contains("\n\n    row 24\n    row 25\n")
                .doesNotContain("row 23\n")
                .contains("\n    ```\n    # [no link](http://evil)\n    xxx")
                .doesNotContain("x".repeat(141));
    }

    @Test
    void anOutputThatCouldNotBeReadIsNotAnEmptyOne() {
        assertThat(shown(new InDoubt(effect(1, Doubt.NO_ANSWER), Optional.empty(), List.of())))
                .contains("**Its last output**: could not be read: no route to host");
        assertThat(shown(new InDoubt(effect(1, Doubt.RUNNER_KILLED), Optional.of("\n"), List.of())))
                .contains("**Its last output**: it printed nothing");
    }

    @Test
    void manyTargetsStillFitTheForm() {
        String output = ("y".repeat(300) + "\n").repeat(20);
        for (int count : new int[] {2, 3, 4, 12}) {
            InDoubt[] doubts = IntStream.rangeClosed(1, count)
                    .mapToObj(number ->
                            new InDoubt(effect(number, Doubt.NO_ANSWER), Optional.of(output), List.of(read("2.0"))))
                    .toArray(InDoubt[]::new);

            assertThat(shown(doubts))
                    .hasSizeLessThan(Markdown.LONGEST)
                    .contains("orders" + count + ".example.com")
                    .doesNotContain("the rest is on");
        }
    }

    private static String shown(InDoubt... doubts) {
        return SHOWN.of(List.of(doubts), List.of()).text().orElseThrow();
    }

    private static String suggestion(boolean wayBack, InDoubt... doubts) {
        return DoubtSuggestion.of(List.of(doubts), List.of(), "2.0", wayBack);
    }

    private static InDoubt doubt(int number, Doubt doubt, VersionRead read) {
        return new InDoubt(effect(number, doubt), Optional.of("raising\n"), List.of(read));
    }

    private static UnknownEffect effect(int number, Doubt doubt) {
        return new UnknownEffect(
                target(number),
                EffectKind.APPLY,
                doubt,
                "no route to host",
                true,
                Optional.of(SILENT),
                ASKED,
                Optional.of(Digest.of("output")));
    }

    private static TargetId target(int number) {
        return TargetId.parse("orders" + number + ".example.com/main");
    }

    private static VersionRead read(String now) {
        return new VersionRead("server", true, now, Optional.of("1.0"), ASKED);
    }

    private static VersionRead unread() {
        return new VersionRead("server", false, "nothing listens on port 8080", Optional.of("1.0"), ASKED);
    }
}
