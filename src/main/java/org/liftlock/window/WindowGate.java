package org.liftlock.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.approval.Approvals;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.effect.EffectKind;
import org.liftlock.effect.LaunchGate;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;

/**
 * Whether a forward step may start now. A rehearsal touches staging only and needs neither window nor approval, but an
 * order to stop holds for it as well.
 */
@Component
class WindowGate implements LaunchGate {

    private final Windows windows;
    private final Directives directives;
    private final Approvals approvals;
    private final Plans plans;
    private final Units units;
    private final Upgrades upgrades;
    private final Clock clock;

    WindowGate(
            Windows windows,
            Directives directives,
            Approvals approvals,
            Plans plans,
            Units units,
            Upgrades upgrades,
            Clock clock) {
        this.windows = windows;
        this.directives = directives;
        this.approvals = approvals;
        this.plans = plans;
        this.units = units;
        this.upgrades = upgrades;
        this.clock = clock;
    }

    @Override
    public Answer mayStart(String upgradeKey, String unitId, EffectKind kind) {
        Directive ordered = directives.current(upgradeKey);
        if (ordered != Directive.GO_ON) {
            return new Answer.Closed(
                    "The decider has ordered: " + ordered.name().toLowerCase().replace('_', ' '));
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
        List<String> conflicts = conflicts(upgradeKey, window);
        return conflicts.isEmpty() ? new Answer.Open() : new Answer.Closed("R26: " + String.join("; ", conflicts));
    }

    private List<String> conflicts(String upgradeKey, MaintenanceWindow window) {
        UpgradeDescription description = upgrades.describe(upgradeKey);
        List<String> systems = Stream.concat(
                        Stream.of(description.system().value()),
                        Stream.concat(
                                description.usedBy().stream().map(Object::toString),
                                description.systemDescription().dependsOn().stream()
                                        .map(dependency -> dependency.system().value())))
                .toList();
        return windows.conflicts(
                upgradeKey,
                new MaintenanceWindow(clock.instant(), window.endsAt()),
                systems,
                description.request().reason().category().name());
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
