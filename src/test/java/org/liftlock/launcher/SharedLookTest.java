package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedLookTest {

    private static final RunState RUNNING = new RunState.Running(0);

    private final List<Collection<String>> looks = new ArrayList<>();
    private final Map<String, RunState> target = new HashMap<>();
    private long now;
    private final SharedLook look = new SharedLook(this::script, () -> now);

    private Map<String, RunState> script(Collection<String> runs) {
        looks.add(List.copyOf(runs));
        Map<String, RunState> states = new HashMap<>();
        runs.forEach(run -> states.put(run, target.getOrDefault(run, RUNNING)));
        return states;
    }

    @Test
    void fiveHundredWaitersCostAboutTwoLooksASecond() {
        List<String> runs = IntStream.range(0, 500)
                .mapToObj(number -> "orders-" + number + "/apply-1")
                .toList();
        runs.forEach(run -> look.at(List.of(run)));
        pass(Duration.ofSeconds(9));
        runs.forEach(run -> look.at(List.of(run)));
        pass(Duration.ofSeconds(9));
        runs.forEach(run -> look.at(List.of(run)));
        looks.clear();

        // Each asks every two seconds, one after another.
        for (int second = 0; second < 10; second++) {
            for (int number = second % 2; number < 500; number += 2) {
                assertThat(look.at(List.of(runs.get(number)))).containsValue(RUNNING);
                pass(Duration.ofMillis(4));
            }
        }

        assertThat(looks.size()).isBetween(9, 25);
    }

    @Test
    void anEndIsToldAtOnceWhenTheRunIsYoungAndWithinASecondWhenItIsOld() {
        look.at(List.of("orders/apply-1"));
        pass(Duration.ofMillis(100));
        target.put("orders/apply-1", new RunState.Succeeded());
        assertThat(look.at(List.of("orders/apply-1"))).containsValue(new RunState.Succeeded());

        target.clear();
        for (int second = 0; second < 60; second++) {
            look.at(List.of("orders/apply-2"));
            pass(Duration.ofSeconds(1));
        }
        target.put("orders/apply-2", new RunState.Succeeded());
        assertThat(look.at(List.of("orders/apply-2"))).containsValue(new RunState.Succeeded());
    }

    @Test
    void onlyThatARunGoesOnIsEverToldFromAnEarlierLook() {
        target.put("orders/apply-1", new RunState.NeverStarted());
        look.at(List.of("orders/apply-1"));
        target.clear();

        assertThat(look.at(List.of("orders/apply-1"))).containsValue(RUNNING);
    }

    @Test
    void whoeverHasStoppedAskingIsNotLookedAtAnyMore() {
        look.at(List.of("orders/apply-1"));
        pass(Duration.ofMinutes(1));
        look.at(List.of("shop/apply-2"));

        assertThat(looks.get(1)).containsExactly("shop/apply-2");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
