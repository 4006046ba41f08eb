package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.liftlock.EngineTest;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class DomainTimeTest {

    @Autowired
    DomainTime time;

    @Autowired
    Clock clock;

    @Autowired
    TaskService tasks;

    @Test
    void withoutAnOffsetItIsDatabaseTime() {
        assertThat(time.now()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void theInjectedClockMovesWithTheDomain() {
        Instant before = clock.instant();

        time.shiftBy(Duration.ofHours(3));

        assertThat(clock.instant()).isCloseTo(before.plus(3, ChronoUnit.HOURS), within(5, ChronoUnit.SECONDS));
        assertThat(time.nowInTransaction()).isCloseTo(clock.instant(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void theEngineFollows() {
        time.shiftBy(Duration.ofDays(2));

        Task task = tasks.newTask();
        tasks.saveTask(task);
        Date created =
                tasks.createTaskQuery().taskId(task.getId()).singleResult().getCreateTime();
        tasks.deleteTask(task.getId(), true);

        assertThat(created.toInstant()).isCloseTo(time.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void whoeverWaitsForATimeIsToldOfAJump() {
        AtomicInteger told = new AtomicInteger();
        time.addJumpListener(told::incrementAndGet);

        time.shiftBy(Duration.ofMinutes(1));
        time.refresh();

        assertThat(told).hasValue(1);
    }

    @Test
    void momentsAreCutToWhatTheDatabaseKeeps() {
        assertThat(time.now().getNano() % 1000).isZero();
    }
}
