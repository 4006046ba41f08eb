package org.liftlock.process;

import java.time.Duration;

/** The clock of engines, which is one for the whole JVM, whoever has moved it. */
public final class EngineClocks {

    private EngineClocks() {}

    public static void putBack() {
        EngineClock.follow(Duration.ZERO);
    }
}
