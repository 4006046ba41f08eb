package org.liftlock.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.approval.Approvals;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.LaunchGate;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/**
 * Whether a forward step may start now. A rehearsal touches staging only, and fetching touches nothing that runs: both
 * need neither window nor approval, but an order to stop holds for them as well.
 */
@Component
class WindowGate implements LaunchGate {

    private final Windows windows;
    private final Directives directives;
    private final Approvals approvals;
    private final Plans plans;
    private final Units units;
    private final Conflicts conflicts;
    private final Clock clock;

    WindowGate(
            Windows windows,
            Directives directives,
            Approvals approvals,
            Plans plans,
            Units units,
            Conflicts conflicts,
            Clock clock) {
        this.windows = windows;
        this.directives = directives;
        this.approvals = approvals;
        this.plans = plans;
        this.units = units;
        this.conflicts = conflicts;
        this.clock = clock;
    }

    @Override
    public Answer mayStart(String upgradeKey, String unitId, EffectKind kind) {
        Directive ordered = directives.current(upgradeKey);
        if (ordered != Directive.GO_ON) {
            return new Answer.Closed(
                    "The decider has ordered: " + ordered.name().toLowerCase().replace('_', ' '));
        }
        if (kind == EffectKind.FETCH) {
            return new Answer.Open();
        }
        if (units.find(unitId).mode() == UnitOfChange.Mode.REHEARSE || kind == EffectKind.FINISH) {
            return new Answer.Open();
        }
        return approvals
                .missing(upgradeKey)
                .<Answer>map(Answer.Closed::new)
                .orElseGet(() -> inWindow(upgradeKey, kind));
    }

    private Answer inWindow(String upgradeKey, EffectKind kind) {
        Optional<MaintenanceWindow> found = windows.of(upgradeKey);
        if (found.isEmpty()) {
            return new Answer.Closed("R31: no maintenance window is set");
        }
        MaintenanceWindow window = found.get();
        Instant now = clock.instant();
        if (!window.opened(now)) {
            return new Answer.NotYet(Duration.between(now, window.opensAt()));
        }
        Duration needed = needed(plans.newest(upgradeKey).map(Plan::estimates).orElseThrow(), kind);
        if (window.left(now).compareTo(needed) < 0) {
            return new Answer.Closed("R31: " + minutes(window.left(now)) + " of the window are left, the rest of the"
                    + " upgrade and its way back need " + minutes(needed));
        }
        List<String> colliding = conflicts.now(upgradeKey, window);
        return colliding.isEmpty() ? new Answer.Open() : new Answer.Closed("R26: " + String.join("; ", colliding));
    }

    private static Duration needed(Estimates estimates, EffectKind kind) {
        Duration afterwards = estimates.apply().plus(estimates.verify()).plus(estimates.wayBack());
        return switch (kind) {
            case BRACKET_DO, QUIESCE, BACK_UP -> afterwards.plus(estimates.backUp());
            case APPLY -> afterwards;
            default -> estimates.wayBack();
        };
    }

    private static String minutes(Duration length) {
        return length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    }
}
