package org.liftlock.effect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has targets drop what old runs printed and left behind, once a day. A target with an effect that is not settled, or
 * whose outcome nobody has decided on yet, keeps everything. How a run ended, and the highest token, are never dropped.
 */
@Component
class OldRuns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);
    /** Not while a node that has just started takes up its steps. */
    private static final long FIRST_AFTER_MINUTES = 10;

    private final JdbcClient jdbc;
    private final Launchers launchers;
    private final int days;
    private final boolean enabled;
    private ScheduledExecutorService thread;

    OldRuns(
            JdbcClient jdbc,
            Launchers launchers,
            @Value("${liftlock.launcher.keep-runs:P30D}") Duration keep,
            @Value("${liftlock.worker.enabled:true}") boolean enabled) {
        if (keep.toDays() < 1 || keep.toDays() > 3650) {
            throw new IllegalArgumentException("liftlock.launcher.keep-runs is " + keep
                    + ", but the output of runs is kept on their targets for 1 to 3650 days, for example P30D");
        }
        this.jdbc = jdbc;
        this.launchers = launchers;
        this.days = (int) keep.toDays();
        this.enabled = enabled;
    }

    /** Also on targets that were not reached the last time: nothing is remembered between two rounds. */
    void clean() {
        for (String target : quietTargets()) {
            try {
                launchers.of(TargetId.parse(target)).clean(days);
            } catch (RuntimeException trouble) {
                LOG.warn("Old runs on {} stay until tomorrow: {}", target, trouble.getMessage());
            }
        }
    }

    private List<String> quietTargets() {
        return jdbc.sql("""
                        select target from target
                        where not exists (select 1 from effect where effect.active_target = target.target)
                        order by target
                        """).query(String.class).list();
    }

    private void quietly() {
        try {
            clean();
        } catch (RuntimeException trouble) {
            LOG.warn("Old runs could not be looked for: {}; trying again tomorrow", trouble.toString());
        }
    }

    @Override
    public void start() {
        if (enabled) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread cleaner = new Thread(work, "liftlock-old-runs");
                cleaner.setDaemon(true);
                return cleaner;
            });
            thread.scheduleWithFixedDelay(
                    this::quietly, FIRST_AFTER_MINUTES, Duration.ofDays(1).toMinutes(), TimeUnit.MINUTES);
        }
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
