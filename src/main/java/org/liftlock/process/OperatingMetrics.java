package org.liftlock.process;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The operating figures as metrics. */
final class OperatingMetrics implements MeterBinder {

    private static final List<String> OPEN_STAGES =
            List.of("ASSESSMENT", "PREPARATION", "WAITING", "EXECUTION", "VERIFICATION", "CLOSING");
    private static final List<String> EFFECT_STATES = List.of("PLANNED", "STARTED", "STOPPING", "SETTLED");

    private final OperatingFigures figures;

    OperatingMetrics(OperatingFigures figures) {
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("liftlock.jobs.late", OperatingFigures.Snapshot::lateJobs)
                .description("Jobs due for more than a second that nobody has taken")
                .register(registry);
        gauge("liftlock.jobs.oldest.late", now -> now.oldestLateJob().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("How long the oldest of them has been due")
                .register(registry);
        gauge("liftlock.incidents", OperatingFigures.Snapshot::incidents)
                .description("Faults of the product itself that wait for a person")
                .register(registry);
        gauge("liftlock.effects.unknown", OperatingFigures.Snapshot::unknownEffects)
                .description("Steps on targets whose outcome a person has to decide")
                .register(registry);
        gauge("liftlock.messages.failed", OperatingFigures.Snapshot::failedMessages)
                .description("Messages that could not be delivered and were given up")
                .register(registry);
        OPEN_STAGES.forEach(stage -> gauge(
                        "liftlock.upgrades.open", now -> now.openUpgrades().getOrDefault(stage, 0L))
                .tag("stage", stage)
                .description("Open upgrades by stage")
                .register(registry));
        EFFECT_STATES.forEach(state -> gauge(
                        "liftlock.effects", now -> now.effects().getOrDefault(state, 0L))
                .tag("status", state)
                .description("Steps on targets by status")
                .register(registry));
    }

    private Gauge.Builder<OperatingFigures> gauge(String name, ToDoubleFunction<OperatingFigures.Snapshot> figure) {
        return Gauge.builder(name, figures, all -> figure.applyAsDouble(all.now()));
    }
}
