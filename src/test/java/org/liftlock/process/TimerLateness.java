package org.liftlock.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** Measures how late timers fire: a process waits for a moment, a delegate behind it notes the time. */
final class TimerLateness {

    static final String DELEGATE = "noteLateness";

    private final BlockingQueue<Duration> noted = new LinkedBlockingQueue<>();

    JavaDelegate delegate() {
        return execution -> {
            Instant due = ((Date) execution.getVariable("due")).toInstant();
            noted.add(Duration.between(due, Instant.now()));
        };
    }

    static BpmnModelInstance model() {
        return Bpmn.createExecutableProcess("window")
                .startEvent()
                .intermediateCatchEvent("window-opens")
                .timerWithDate("${due}")
                .serviceTask("note-lateness")
                .camundaDelegateExpression("${" + DELEGATE + "}")
                .endEvent()
                .done();
    }

    /** Timers due one after another, each on an engine that has become idle again. */
    List<Duration> measure(ProcessEngine engine, int timers, Duration first, Duration apart)
            throws InterruptedException {
        Instant start = Instant.now().plus(first);
        for (int i = 0; i < timers; i++) {
            Date due = Date.from(start.plus(apart.multipliedBy(i)));
            engine.getRuntimeService().startProcessInstanceByKey("window", java.util.Map.of("due", due));
        }
        return await(timers, first.plus(apart.multipliedBy(timers)).plusSeconds(90));
    }

    List<Duration> await(int timers, Duration atMost) throws InterruptedException {
        List<Duration> all = new ArrayList<>();
        Instant end = Instant.now().plus(atMost);
        while (all.size() < timers) {
            Duration one = noted.poll(Duration.between(Instant.now(), end).toMillis(), TimeUnit.MILLISECONDS);
            if (one == null) {
                throw new AssertionError("Only " + all.size() + " of " + timers + " timers fired within " + atMost);
            }
            all.add(one);
        }
        all.sort(Comparator.naturalOrder());
        return all;
    }
}
