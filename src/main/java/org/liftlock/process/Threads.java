package org.liftlock.process;

import java.util.concurrent.ThreadFactory;

/** Named threads that do not hold up the end of the process. */
final class Threads {

    private Threads() {}

    static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
