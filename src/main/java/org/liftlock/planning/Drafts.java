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

/** Drafts a plan; a planner changes only what is not right yet. */
@Component
class Drafts {

    private static final Duration SHORTEST_NOTICE = Duration.ofSeconds(20);
    private static final Duration USUAL_WATCH = Duration.ofDays(1);

    private final Upgrades upgrades;
    private final Plans plans;
    private final RecurringWindows recurring;
    private final Clock clock;

    Drafts(Upgrades upgrades, Plans plans, RecurringWindows recurring, Clock clock) {
        this.upgrades = upgrades;
        this.plans = plans;
        this.recurring = recurring;
        this.clock = clock;
    }

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
                        description.targets(upgrade.environment()).stream()
                                .map(Object::toString)
                                .toList(),
                        request.people().signOff(),
                        announcement(description, upgrade),
                        request.watch().flatMap(watch -> watch.length()).orElse(USUAL_WATCH),
                        description.materialDigest().hex()),
                "draft");
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
