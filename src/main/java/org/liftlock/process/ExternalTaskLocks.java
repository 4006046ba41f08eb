package org.liftlock.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Extends locks of external tasks together; the engine's own service extends one for each call and transaction. */
public final class ExternalTaskLocks {

    private final JdbcClient jdbc;
    private final Clock clock;

    ExternalTaskLocks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * As with the engine's own, a lock that has expired or has passed to another worker stays as it is. The revision of a
     * row stays too: a step that ends at this moment must not fail for it.
     *
     * @return how many were extended
     */
    public int extend(Collection<String> externalTasks, String worker, Duration by) {
        if (externalTasks.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        return jdbc.sql("""
                        update ACT_RU_EXT_TASK set LOCK_EXP_TIME_ = :until
                        where ID_ in (:tasks) and WORKER_ID_ = :worker and LOCK_EXP_TIME_ > :now""")
                .param("until", Timestamp.from(now.plus(by)))
                .param("tasks", externalTasks)
                .param("worker", worker)
                .param("now", Timestamp.from(now))
                .update();
    }
}
