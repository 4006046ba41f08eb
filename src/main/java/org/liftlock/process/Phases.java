package org.liftlock.process;

import org.springframework.context.SmartLifecycle;

/** In which order the application comes up; it goes down in the reverse order. */
final class Phases {

    static final int CLOCK = 0;

    /** Models are deployed, or refused, before the first request is answered and before the first job runs. */
    static final int MODELS = 1000;

    /** Jobs stop first, while everything they use is still there. */
    static final int JOBS = SmartLifecycle.DEFAULT_PHASE;

    private Phases() {}
}
