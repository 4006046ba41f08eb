package org.liftlock.planning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.descriptor.Reversibility;
import org.liftlock.descriptor.Tell;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.descriptor.WindowRequest;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts a plan; a planner changes only what is not right yet. */
@Component
public class Drafts {

    private static final Duration SHORTEST_NOTICE = Duration.ofSeconds(20);
    private static final Duration USUAL_WATCH = Duration.ofDays(1);

    private final Upgrades upgrades;
    private final Plans plans;
    private final RecurringWindows recurring;
    private final Methods methods;
    private final PlanRules rules;
    private final Clock clock;

    Drafts(Upgrades upgrades, Plans plans, RecurringWindows recurring, Methods methods, PlanRules rules, Clock clock) {
        this.upgrades = upgrades;
        this.plans = plans;
        this.recurring = recurring;
        this.methods = methods;
        this.rules = rules;
        this.clock = clock;
    }

    /** Its gaps are found at once, so that a planner sees them beside the plan. */
    void draft(String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        UpgradeDescription description = upgrades.describe(upgradeKey);
        UpgradeRequest request = description.request();
        Estimates estimates = Estimates.of(request.limits());
        Span window = window(description, estimates);
        String decider = request.people().decider().orElse(upgrade.requestedBy());
        plans.write(
                upgradeKey,
                new Plan(
                        window.opens(),
                        window.ends(),
                        decider,
                        request.people().deputy().orElse(""),
                        request.people().engineer().orElse(""),
                        request.noAnswer().orElse(usualAnswer(description)),
                        description.method().name(),
                        estimates,
                        targets(description, upgradeKey),
                        request.people().signOff(),
                        announcement(description, upgrade),
                        request.watch().flatMap(watch -> watch.length()).orElse(USUAL_WATCH),
                        description.materialDigest().hex()),
                Plans.DRAFT);
        rules.note(upgradeKey);
    }

    /**
     * Computes a plan anew by another method and finds its gaps. Window, people, lengths and words stay as the planner has
     * them; the way back is that of the new method, and with it what can be agreed for silence.
     *
     * @return whether the way back is of another kind, so that the control level may be another one (R02)
     * @throws IllegalArgumentException when the method is not offered
     */
    @Transactional
    public boolean anew(String upgradeKey, Plan plan, String method, String by) {
        Reversibility before = upgrades.describe(upgradeKey).method().reversibility();
        UpgradeDescription description = methods.choose(upgradeKey, method, by);
        NoAnswer usual = usualAnswer(description);
        plans.write(
                upgradeKey,
                plan.by(
                        method,
                        plan.noAnswer() == NoAnswer.ROLL_BACK ? usual : plan.noAnswer(),
                        targets(description, upgradeKey),
                        description.materialDigest().hex()),
                by);
        rules.note(upgradeKey);
        return description.method().reversibility() != before;
    }

    private List<String> targets(UpgradeDescription description, String upgradeKey) {
        return description.targets(upgrades.find(upgradeKey).environment()).stream()
                .map(Object::toString)
                .toList();
    }

    /** Opens before it ends. */
    record Span(Instant opens, Instant ends) {}

    private Span window(UpgradeDescription description, Estimates estimates) {
        ZoneId zone = description.site().timeZone();
        WindowRequest wanted = description.request().window().orElse(new WindowRequest.Next());
        if (wanted instanceof WindowRequest.At at) {
            return new Span(at.opens(zone), at.ends(zone));
        }
        Duration notice = description.request().tell().flatMap(Tell::before).orElse(Duration.ZERO);
        Instant earliest = clock.instant().plus(notice.compareTo(SHORTEST_NOTICE) < 0 ? SHORTEST_NOTICE : notice);
        return recurring
                .next(description.site(), wanted, earliest, estimates.total())
                .orElseGet(() -> new Span(
                        earliest.plus(Duration.ofHours(1)),
                        earliest.plus(Duration.ofHours(1)).plus(estimates.total())));
    }

    private static NoAnswer usualAnswer(UpgradeDescription description) {
        return description.method().reversibility() == Reversibility.NEVER
                        && !description.method().restores()
                ? NoAnswer.STOP_AND_HOLD
                : NoAnswer.ROLL_BACK;
    }

    private static String announcement(UpgradeDescription description, Upgrade upgrade) {
        List<String> parts = new ArrayList<>();
        parts.add(description.name() + " is brought from version " + upgrade.fromVersion() + " to "
                + upgrade.toVersion() + ".");
        description.request().tell().ifPresent(tell -> {
            if (tell.unavailable()) {
                parts.add("It is not available in the window.");
            }
            tell.avoid().ifPresent(what -> parts.add("Please avoid: " + what + "."));
            tell.text().ifPresent(parts::add);
        });
        return String.join(" ", parts);
    }
}
