package org.liftlock.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Tells whether jobs are being executed, not only whether a thread exists: down when the job executor is off, and when
 * a job has been due for longer than any honest load explains, since then windows open and deadlines pass unnoticed.
 */
final class JobExecutionHealth extends AbstractHealthIndicator {

    private final BooleanSupplier executing;
    private final OperatingFigures figures;
    private final Duration tolerated;

    JobExecutionHealth(BooleanSupplier executing, OperatingFigures figures, Duration tolerated) {
        super("Whether jobs are executed cannot be told");
        this.executing = executing;
        this.figures = figures;
        this.tolerated = tolerated;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        OperatingFigures.Snapshot now = figures.now();
        boolean stuck = now.oldestLateJob().compareTo(tolerated) > 0;
        if (!executing.getAsBoolean()) {
            health.down().withDetail("reason", "The job executor is not running on this node");
        } else if (stuck) {
            health.down()
                    .withDetail("reason", "Jobs have been due for longer than " + tolerated + " and nobody runs them");
        } else {
            health.up();
        }
        health.withDetail("late", now.lateJobs())
                .withDetail("oldestLateSeconds", now.oldestLateJob().toSeconds())
                .withDetail("incidents", now.incidents());
    }
}
