package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The careful method waits for a lock that never comes, Liftlock itself is killed meanwhile, and nobody answers. */
class HangingUpgradeIT {

    @TempDir
    private Path directory;

    private RunningLiftlock liftlock;
    private People people;

    @BeforeEach
    void start() {
        liftlock = RunningLiftlock.withSample(directory);
        people = new People(liftlock);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        liftlock.close();
    }

    @Test
    void aHangOutlivesAKillAndEndsInsideTheWindowAsAgreed() throws IOException {
        OrderDesk desk = liftlock.production();
        OrderDesk.Books before = desk.books();
        Upgrade upgrade = people.agreeOn(
                liftlock.story("raise-with-a-hang"),
                Map.of("rehearsalException", "Staging has no nightly report, so nothing would hang there"));
        upgrade.awaitStart("apply-upgrade");
        await("the change waits for the lock")
                .atMost(Duration.ofSeconds(60))
                .until(() -> waitingForTheLock().size() == 1);
        List<Long> hanging = waitingForTheLock();
        List<Path> runs = runs("apply-upgrade");

        liftlock.killHard();

        assertThat(waitingForTheLock()).as("the change goes on by itself").isEqualTo(hanging);

        liftlock.start();
        SampleClock clock = new SampleClock(liftlock);
        clock.jumpToNextTimer();
        Upgrade.Task decision = upgrade.awaitTask("decide-when-time-runs-out");

        assertThat(decision.assignee()).contains("mia");
        assertThat(runs("apply-upgrade")).as("started once").isEqualTo(runs).hasSize(1);
        assertThat(waitingForTheLock()).isEqualTo(hanging);
        await("mail to the decider")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(upgrade.mails())
                        .contains(new Upgrade.Mail("ESCALATE_TO_DECIDER", "mia@example.com", true)));

        clock.jumpToNextTimer();
        upgrade.answer(
                people.paula,
                "review-shortcuts",
                Map.of("review", "Staging gets a nightly report before the next attempt", "reviewed", true));
        upgrade.answer(people.mia, "close-upgrade", Map.of("closed", true));
        upgrade.awaitClosed();

        assertThat(upgrade.outcome()).isEqualTo("BACK_AS_BEFORE");
        assertThat(upgrade.step("resume-after-going-back").settledAt()).isBefore(upgrade.windowEnds());
        assertThat(waitingForTheLock()).as("the hanging command").isEmpty();
        assertThat(runs("apply-upgrade")).isEqualTo(runs);
        assertThat(people.tasksEverAsked(upgrade)).doesNotContain("decide-on-failure", "decide-on-unknown-outcome");
        assertThat(desk.version()).isEqualTo("1.0");
        assertThat(desk.open()).isTrue();
        assertThat(desk.books()).isEqualTo(before);
    }

    /**
     * Processes of this machine that wait for the lock of this order service. A child that the script has just begun bears
     * its name for a moment, too.
     */
    private List<Long> waitingForTheLock() {
        String script = liftlock.home("production").resolve("bin/wait-for-lock").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> runs(process, script))
                .filter(process ->
                        process.parent().filter(parent -> runs(parent, script)).isEmpty())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean runs(ProcessHandle process, String script) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(script))
                .isPresent();
    }

    /** What the launcher on the target was told to start, once for each key, ever. */
    private List<Path> runs(String step) throws IOException {
        try (Stream<Path> all = Files.list(liftlock.data().resolve("launcher/order-production/runs"))) {
            return all.filter(run -> run.getFileName().toString().contains("." + step + "."))
                    .toList();
        }
    }
}
