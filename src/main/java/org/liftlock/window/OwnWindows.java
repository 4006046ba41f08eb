package org.liftlock.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plans;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Windows that a decider opens when the agreed one is over, so that no step is taken outside of any: who allowed it, and
 * until when (R33). What protects is never held up by what else is planned; that only warns.
 */
@Component
public class OwnWindows {

    private static final String ORIGIN = "own-window";

    private final Windows windows;
    private final Orders orders;
    private final Findings findings;
    private final Plans plans;
    private final Clock clock;

    OwnWindows(Windows windows, Orders orders, Findings findings, Plans plans, Clock clock) {
        this.windows = windows;
        this.orders = orders;
        this.findings = findings;
        this.plans = plans;
        this.clock = clock;
    }

    /** How long a window has to be for going back, telling people, and what nobody thought of. */
    public static Duration toGoBack(Estimates estimates) {
        return estimates.wayBack();
    }

    /** How long it has to be for applying again: the launch gate asks for the way back behind it too (R31). */
    public static Duration toApplyAgain(Estimates estimates) {
        return estimates.apply().plus(estimates.verify()).plus(estimates.wayBack());
    }

    /** What else is planned in it; one sentence each. */
    public List<String> conflicts(String upgradeKey, MaintenanceWindow window) {
        return windows.conflicts(upgradeKey, window);
    }

    /** For a way back that begins now; nothing, as long as the newest window is open or still to come. */
    @Transactional
    public void openToGoBackWhenOver(String upgradeKey, String by) {
        Instant now = clock.instant();
        windows.of(upgradeKey).filter(window -> window.over(now)).ifPresent(over -> {
            Estimates estimates = plans.newest(upgradeKey).orElseThrow().estimates();
            open(upgradeKey, new MaintenanceWindow(now, now.plus(toGoBack(estimates))), by);
        });
    }

    /** What is in its way is kept as a finding that warns. */
    @Transactional
    public void open(String upgradeKey, MaintenanceWindow window, String by) {
        orders.open(upgradeKey, window, by);
        findings.replace(
                upgradeKey,
                ORIGIN,
                conflicts(upgradeKey, window).stream()
                        .map(conflict -> new Finding(
                                RuleId.R33,
                                Severity.WARNS,
                                ORIGIN,
                                "window",
                                "In the window that " + by + " opened after the agreed one: " + conflict,
                                "Tell those who look after it; what protects the system is not held up"))
                        .toList());
    }
}
