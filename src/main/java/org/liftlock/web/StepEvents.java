package org.liftlock.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.liftlock.lifecycle.Progress;
import org.liftlock.live.Follower;
import org.liftlock.live.Following;
import org.liftlock.live.StepState;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A follower that reads server-sent events; the id of an event is the position from which it goes on. */
final class StepEvents implements Follower {

    /** Then the browser comes back by itself, and is asked again who it is. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(2);

    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());

    /** Data of the event "output". */
    record Output(String text, long leftOut) {}

    /** Data of the event "state". */
    record State(
            String state,
            Optional<String> outcome,
            Optional<String> summary,
            double elapsedSeconds,
            Optional<Double> usualSeconds,
            boolean late,
            Optional<Progress> progress,
            Optional<String> trouble) {

        static State of(StepState step) {
            return new State(
                    step.ended() ? "ENDED" : "RUNNING",
                    step.outcome(),
                    step.summary(),
                    seconds(step.elapsed()),
                    step.usual().map(State::seconds),
                    step.late(),
                    step.progress(),
                    step.trouble());
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1000.0;
        }
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** From here on the end of the connection ends the following. */
    void begin(Following begun) {
        emitter.onCompletion(begun::cancel);
        emitter.onError(gone -> begun.cancel());
        emitter.onTimeout(() -> {
            begun.cancel();
            emitter.complete();
        });
    }

    @Override
    public void output(String text, long leftOut, long next) throws IOException {
        emitter.send(SseEmitter.event()
                .name("output")
                .id(Long.toString(next))
                .data(new Output(text, leftOut), MediaType.APPLICATION_JSON));
    }

    @Override
    public void state(StepState state) throws IOException {
        emitter.send(SseEmitter.event()
                .name("state")
                .reconnectTime(COME_BACK_AFTER.toMillis())
                .data(State.of(state), MediaType.APPLICATION_JSON));
    }

    @Override
    public void stillThere() throws IOException {
        emitter.send(SseEmitter.event().comment("still there"));
    }

    @Override
    public void end() {
        emitter.complete();
    }
}
