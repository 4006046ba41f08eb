package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that was approved once, as a template: to ask for it is all that people do. */
class StandardChangeIT {

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
    void fromTheRequestToTheSealedRecordNobodyIsAskedAnything() {
        // given
        OrderDesk desk = liftlock.staging();
        OrderDesk.Books before = desk.books();
        assertThat(desk.version()).isEqualTo("1.0");

        // when
        Upgrade upgrade = people.request("""
                upgrade: order-service
                template: order-service-release
                environment: staging
                to: "2.0"
                reason: {category: serious-bug, text: "An address that is corrected stays wrong in older orders"}
                """);
        SampleClock clock = new SampleClock(liftlock);
        upgrade.awaitThat("it waits for its window", now -> now.path("timers").size() > 0);
        clock.jumpToNextTimer();
        upgrade.awaitThat(
                "it is in use again", now -> now.at("/upgrade/stage").asText().equals("VERIFICATION"));
        clock.letDaysPassUntilClosed(upgrade);

        // then: the request was the one task; it came over the API
        assertThat(people.tasksEverAsked(upgrade)).isEmpty();
        assertThat(upgrade.controlLevel()).isEqualTo("LOW");
        assertThat(upgrade.outcome()).isEqualTo("RAISED");
        assertThat(desk.version()).isEqualTo("2.0");
        assertThat(desk.open()).isTrue();
        assertThat(desk.books().report().path("orders"))
                .isEqualTo(before.report().path("orders"));
        // What does not shrink with the level
        assertThat(upgrade.steps())
                .extracting(Upgrade.Step::element)
                .containsSubsequence(
                        "announce-upgrade",
                        "take-baseline",
                        "quiesce-system",
                        "back-up",
                        "verify-backup",
                        "apply-upgrade",
                        "run-acceptance-checks",
                        "resume-system",
                        "compare-with-baseline",
                        "finish-change",
                        "tell-users");
        assertThat(upgrade.steps()).allMatch(step -> step.outcome().equals(Optional.of("SUCCEEDED")));
        assertThat(upgrade.step("verify-backup").summary()).startsWith("orders restored and compared, equal");
    }
}
