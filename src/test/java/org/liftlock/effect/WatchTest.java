package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunState;
import org.liftlock.naming.TargetId;

class WatchTest {

    private final Hosts hosts = new Hosts();
    private final List<String> reached = new ArrayList<>();
    private final Watch watch = new Watch(hosts, (point, topic) -> reached.add(point + " " + topic));
    private final Map<String, Map<RunKey, RunState>> news = new HashMap<>();

    @Test
    void fiveHundredStepsOnTwoHostsAreTwoQuestions() {
        // given
        IntStream.range(0, 500).forEach(i -> watch.add("step-" + i, runs(i % 2 == 0 ? "one/a" + i : "two/b" + i, i)));

        // when
        round(Runnable::run);

        // then
        assertThat(hosts.asked).containsExactlyInAnyOrder("one", "two");
        assertThat(news).isEmpty();
    }

    @Test
    void aStepIsTakenUpAgainWhenOneOfItsRunsHasEnded() {
        // given
        watch.add("ends", runs("one/orders", 1));
        watch.add("runs on", runs("one/billing", 2));
        hosts.states.put(key(1), new RunState.Succeeded());

        // when
        round(Runnable::run);

        // then
        assertThat(news).containsOnlyKeys("ends");
        assertThat(news.get("ends")).containsEntry(key(1), new RunState.Succeeded());
    }

    @Test
    void aStepThatIsTakenUpIsNoLongerWatched() {
        // given
        watch.add("ends", runs("one/orders", 1));
        hosts.states.put(key(1), new RunState.Succeeded());
        round(Runnable::run);
        hosts.asked.clear();

        // when
        round(Runnable::run);

        // then
        assertThat(hosts.asked).isEmpty();
    }

    @Test
    void theFirstSignOfARunIsNewsForTheJournal() {
        // given: the reply to the launch was lost
        watch.add(
                "step",
                new Waiting(Duration.ZERO, List.of(new Waiting.Run(key(1), target("one/a"), "apply", false)), false));

        // when
        round(Runnable::run);

        // then
        assertThat(news).containsOnlyKeys("step");
        assertThat(reached).containsExactly("RUNNING apply");
    }

    @Test
    void aHostThatDoesNotAnswerHoldsUpOnlyItsOwnSteps() {
        // given: the first question is on its way
        List<Runnable> onItsWay = new ArrayList<>();
        watch.add("slow", runs("slow/a", 1));
        round(onItsWay::add);
        watch.add("slow too", runs("slow/b", 2));
        watch.add("quick", runs("quick/a", 3));
        hosts.states.put(key(3), new RunState.Succeeded());

        // when
        round(Runnable::run);

        // then
        assertThat(hosts.asked).containsExactly("quick");
        assertThat(news).containsOnlyKeys("quick");

        // and when it answers
        onItsWay.forEach(Runnable::run);
        round(Runnable::run);
        assertThat(hosts.asked).contains("slow");
    }

    @Test
    void aStepOnTwoHostsIsTakenUpOnceWithTheStatesOfBoth() {
        // given
        watch.add(
                "step",
                new Waiting(
                        Duration.ZERO,
                        List.of(
                                new Waiting.Run(key(1), target("one/a"), "apply", true),
                                new Waiting.Run(key(2), target("two/a"), "apply", true)),
                        false));
        hosts.states.put(key(2), new RunState.Failed(0, 1));

        // when
        round(Runnable::run);

        // then
        assertThat(news.get("step"))
                .containsEntry(key(1), new RunState.Running(0))
                .containsEntry(key(2), new RunState.Failed(0, 1));
    }

    @Test
    void aQuestionThatFailsIsAskedAgainAndNothingIsConcludedFromIt() {
        // given
        hosts.broken = true;
        watch.add("step", runs("one/a", 1));

        // when
        round(Runnable::run);

        // then
        assertThat(news).isEmpty();
        assertThat(watch.size()).isEqualTo(1);
    }

    @Test
    void aStepThatWaitsForAGateIsTakenUpAfterItsPause() {
        // given
        watch.add("now", Waiting.of(Duration.ZERO));
        watch.add("in an hour", Waiting.of(Duration.ofHours(1)));

        // when
        round(Runnable::run);

        // then
        assertThat(news).containsOnlyKeys("now");
    }

    @Test
    void oldRunsAreLookedAtEveryTwoSecondsAtLeast() {
        assertThat(Waiting.pace(Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
        assertThat(Waiting.pace(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(1100));
        assertThat(Waiting.pace(Duration.ofHours(9))).isEqualTo(Duration.ofSeconds(2));
    }

    private void round(Executor asking) {
        watch.round(asking, news::put);
    }

    private static Waiting runs(String target, int number) {
        return new Waiting(Duration.ZERO, List.of(new Waiting.Run(key(number), target(target), "apply", true)), false);
    }

    private static RunKey key(int number) {
        return new RunKey("UPG-2026-0001.apply." + number);
    }

    private static TargetId target(String name) {
        return TargetId.parse(name);
    }

    /** Hosts on which everything runs on, unless something else is said of it. */
    private static final class Hosts implements Launchers {

        final List<String> asked = new ArrayList<>();
        final Map<RunKey, RunState> states = new HashMap<>();
        boolean broken;

        @Override
        public Launcher of(TargetId target) {
            throw new UnsupportedOperationException("The watch asks hosts, not single targets");
        }

        @Override
        public Map<RunKey, RunState> observe(Map<TargetId, ? extends Collection<RunKey>> runs) {
            if (broken) {
                throw new IllegalStateException("Liftlock is being shut down");
            }
            asked.addAll(Set.copyOf(runs.keySet().stream().map(TargetId::host).toList()));
            Map<RunKey, RunState> answer = new HashMap<>();
            runs.values()
                    .forEach(keys ->
                            keys.forEach(key -> answer.put(key, states.getOrDefault(key, new RunState.Running(0)))));
            return answer;
        }
    }
}
