package org.liftlock.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.liftlock.live.WatchedUpgrade.KEY;
import static org.liftlock.live.WatchedUpgrade.RUN;
import static org.liftlock.live.WatchedUpgrade.STEP;
import static org.liftlock.live.WatchedUpgrade.TARGET;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.MovableClock;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;
import org.liftlock.lifecycle.Progress;
import org.liftlock.lifecycle.StepDurations;

class LiveViewTest {

    private static final Duration EVERY = Duration.ofMillis(50);
    private static final int MOST = 5;

    private final MovableClock clock = new MovableClock();
    private final PrintingTarget target = new PrintingTarget();
    private WatchedUpgrade upgrade;
    private LiveView live;
    private Rooms rooms;

    @BeforeEach
    void aStepRuns() {
        rooms = Rooms.on(TestDatabases.H2.migrated());
        upgrade = new WatchedUpgrade(rooms.jdbc);
        upgrade.runs(STEP, clock.instant(), TARGET);
        live = view();
    }

    private LiveView view() {
        LiveView view =
                new LiveView(new WatchedSteps(rooms.jdbc), target, rooms.get(StepDurations.class), clock, MOST, EVERY);
        view.start();
        return view;
    }

    @AfterEach
    void nobodyWatches() {
        live.stop();
    }

    @Test
    void aFollowerHearsWhatIsPrintedAndThenTheEnd() {
        target.prints(RUN, "restoring\n");
        Reader reader = follow(0);
        awaitText(reader, "restoring\n");
        target.prints(RUN, "412 rows\n");
        awaitText(reader, "restoring\n412 rows\n");
        assertThat(reader.ended).isFalse();

        clock.move(Duration.ofSeconds(7));
        upgrade.ends(STEP, "SUCCEEDED", "restoring\n412 rows\ndone\n", clock.instant());

        await().until(() -> reader.ended);
        assertThat(reader.text).hasToString("restoring\n412 rows\ndone\n");
        assertThat(reader.lastState()).hasValueSatisfying(state -> {
            assertThat(state.outcome()).contains("SUCCEEDED");
            assertThat(state.elapsed()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void aFollowerThatComesBackGoesOnWhereItWas() {
        target.prints(RUN, "restoring\n412 rows\n");
        Reader reader = follow(0);
        awaitText(reader, "restoring\n412 rows\n");
        reader.gone = true;
        target.prints(RUN, "while away\n");

        Reader again = follow(reader.position);

        awaitText(again, "while away\n");
    }

    @Test
    void aFollowerMayComeBackToAnotherNodeAndAfterTheEnd() {
        target.prints(RUN, "größe of all tables\n");
        Reader reader = follow(0);
        awaitText(reader, "größe of all tables\n");
        upgrade.ends(STEP, "FAILED", "größe of all tables\ntoo big\n", clock.instant());
        LiveView otherNode = view();

        Reader again = new Reader();
        otherNode.follow(step(), TARGET, reader.position, again);

        await().until(() -> again.ended);
        assertThat(again.text).hasToString("too big\n");
        assertThat(again.lastState().flatMap(StepState::outcome)).contains("FAILED");
        otherNode.stop();
    }

    @Test
    void theTargetIsReadOnceForAllFollowers() {
        target.prints(RUN, "restoring\n");
        int alone = readsWhile(1);
        int together = readsWhile(MOST);

        assertThat(together).isLessThan(2 * alone + 4);
    }

    private int readsWhile(int followers) {
        List<Following> all = new ArrayList<>();
        for (int number = 0; number < followers; number++) {
            Reader reader = new Reader();
            all.add(live.follow(step(), TARGET, 0, reader));
            awaitText(reader, "restoring\n");
        }
        int before = target.reads.get();
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        all.forEach(Following::cancel);
        return target.reads.get() - before;
    }

    @Test
    void noMoreThanTheAgreedNumberFollow() {
        List<Following> all = new ArrayList<>();
        for (int number = 0; number < MOST; number++) {
            all.add(live.follow(step(), TARGET, 0, new Reader()));
        }

        assertThatThrownBy(() -> follow(0)).isInstanceOf(TooManyFollowers.class).hasMessageContaining("liftlock.live");
        all.get(0).cancel();
        follow(0);
    }

    @Test
    void aFollowerThatHasGoneMakesRoomAndLeavesTheOthersAlone() {
        Reader gone = new Reader();
        gone.gone = true;
        Following leaving = live.follow(step(), TARGET, 0, gone);
        Reader reader = follow(0);

        target.prints(RUN, "restoring\n");

        awaitText(reader, "restoring\n");
        await().until(leaving::over);
    }

    @Test
    void whenTheTargetCannotBeReadTheFollowerIsToldAndGoesOnLater() {
        target.goesAway(true);
        Reader reader = follow(0);
        await().untilAsserted(() ->
                assertThat(reader.lastState().flatMap(StepState::trouble)).contains("no route to it"));
        assertThatThrownBy(() -> live.log(step(), TARGET))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(TARGET)
                .hasMessageContaining("no route to it");

        target.goesAway(false);
        target.prints(RUN, "restoring\n");

        awaitText(reader, "restoring\n");
        await().until(() -> reader.lastState().flatMap(StepState::trouble).isEmpty());
    }

    @Test
    void aStepIsLateOnceItTakesLongerThanFourOfFiveDidBefore() {
        for (int before = 1; before <= 5; before++) {
            upgrade.runs("before-" + before, clock.instant());
            rooms.jdbc
                    .sql("update step set status = 'SETTLED', outcome = 'SUCCEEDED', settled_at = ? where step_id = ?")
                    .params(Timestamp.from(clock.instant().plusSeconds(before * 10L)), "before-" + before)
                    .update();
        }
        Reader reader = follow(0);
        await().until(() -> !reader.states.isEmpty());
        assertThat(reader.lastState()).hasValueSatisfying(state -> {
            assertThat(state.usual()).contains(Duration.ofSeconds(40));
            assertThat(state.late()).isFalse();
        });

        clock.move(Duration.ofSeconds(41));

        await().until(() -> reader.lastState().filter(StepState::late).isPresent());
    }

    @Test
    void progressIsToldAsSoonAsItChanges() {
        target.prints(RUN, "liftlock-progress: 1 of 4 tables\n");
        Reader reader = follow(0);
        await().untilAsserted(() -> assertThat(
                        reader.lastState().flatMap(StepState::progress).flatMap(Progress::percent))
                .contains(25.0));

        target.prints(RUN, "liftlock-progress: 3 of 4 tables\n");

        await().untilAsserted(() -> assertThat(
                        reader.lastState().flatMap(StepState::progress).map(Progress::says))
                .contains("3 of 4 tables"));
    }

    @Test
    void aStepThatWasCutShortEndsForItsFollowers() {
        Reader reader = follow(0);
        upgrade.ends(STEP, "STOPPED", "restoring\n", clock.instant());
        rooms.jdbc
                .sql("update step set status = 'OPEN', outcome = null, settled_at = null, delivered_at = started_at")
                .update();

        await().until(() -> reader.ended);
        assertThat(reader.text).hasToString("restoring\n");
        assertThat(reader.lastState().flatMap(StepState::outcome)).contains("STOPPED");
    }

    @Test
    void theLogOfARunningStepIsWhatThereIsAndOfAnEndedOneTheKeptEvidence() {
        target.prints(RUN, "restoring\n");
        StepLog running = live.log(step(), TARGET);
        assertThat(new String(running.whole().bytes(), UTF_8)).isEqualTo("restoring\n");
        assertThat(running.finished()).isFalse();

        upgrade.ends(STEP, "SUCCEEDED", "restoring\ndone\n", clock.instant());
        target.goesAway(true);
        StepLog ended = live.log(step(), TARGET);

        assertThat(new String(ended.part(10, 99).bytes(), UTF_8)).isEqualTo("done\n");
        assertThat(ended.finished()).isTrue();
        assertThat(ended.version()).isNotEqualTo(running.version());
    }

    private WatchedStep step() {
        return live.step(KEY, STEP).orElseThrow();
    }

    private Reader follow(long from) {
        Reader reader = new Reader();
        live.follow(step(), TARGET, from, reader);
        return reader;
    }

    private static void awaitText(Reader reader, String text) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> reader.text.toString().equals(text));
    }
}
