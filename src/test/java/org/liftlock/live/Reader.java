package org.liftlock.live;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A follower that remembers what it was told. */
final class Reader implements Follower {

    final StringBuffer text = new StringBuffer();
    final List<StepState> states = new CopyOnWriteArrayList<>();
    volatile long position;
    volatile long leftOut;
    volatile boolean ended;
    volatile boolean gone;

    @Override
    public void output(String more, long missing, long next) throws IOException {
        if (gone) {
            throw new IOException("the reader has closed its browser");
        }
        text.append(more);
        leftOut += missing;
        position = next;
    }

    @Override
    public void state(StepState state) {
        states.add(state);
    }

    @Override
    public void stillThere() {
        // a comment
    }

    @Override
    public void end() {
        ended = true;
    }

    Optional<StepState> lastState() {
        return states.isEmpty() ? Optional.empty() : Optional.of(states.get(states.size() - 1));
    }
}
