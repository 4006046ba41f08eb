package org.liftlock.planning;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.compatibility.Compatibility;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.Reversibility;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.template.ApprovedTemplates;
import org.springframework.stereotype.Component;

/** What a plan has to fulfil before anybody is asked to approve it. */
@Component
class PlanRules {

    static final String ORIGIN = Findings.PLAN_CHECKED;

    private final Upgrades upgrades;
    private final Plans plans;
    private final Windows windows;
    private final Debts debts;
    private final ApprovedTemplates templates;
    private final Methods methods;
    private final Findings findings;
    private final Clock clock;

    PlanRules(
            Upgrades upgrades,
            Plans plans,
            Windows windows,
            Debts debts,
            ApprovedTemplates templates,
            Methods methods,
            Findings findings,
            Clock clock) {
        this.upgrades = upgrades;
        this.plans = plans;
        this.windows = windows;
        this.debts = debts;
        this.templates = templates;
        this.methods = methods;
        this.findings = findings;
        this.clock = clock;
    }

    /** Checks the newest plan and writes down what was found, in place of what was found of the one before. */
    List<Finding> note(String upgradeKey) {
        List<Finding> found = check(upgradeKey);
        findings.replace(upgradeKey, ORIGIN, found);
        return found;
    }

    List<Finding> check(String upgradeKey) {
        Plan plan = plans.newest(upgradeKey).orElseThrow();
        UpgradeDescription description = upgrades.describe(upgradeKey);
        List<Finding> found = new ArrayList<>();
        window(plan, found);
        conflicts(upgradeKey, plan, found);
        people(plan, found);
        found.addAll(TargetRules.check(description));
        found.addAll(TestScope.check(description));
        found.addAll(MixedVersions.check(description));
        found.addAll(EnoughInService.check(description));
        found.addAll(Guidance.check(description));
        found.addAll(WatchScope.check(description));
        methodFits(upgradeKey, found);
        wayBack(description, found);
        rehearsal(upgradeKey, description, found);
        busyHours(description, found);
        template(upgradeKey, found);
        return found;
    }

    private void window(Plan plan, List<Finding> found) {
        Duration length = Duration.between(plan.opensAt(), plan.endsAt());
        Duration needed = plan.estimates().total();
        if (length.compareTo(needed) < 0) {
            found.add(new Finding(
                    RuleId.R24,
                    Severity.BLOCKS,
                    ORIGIN,
                    "window",
                    "The window lasts " + words(length) + ", the upgrade with its way back needs " + words(needed),
                    "Ask for a window of at least " + words(needed) + ", or a method that takes less time"));
        }
        if (!plan.endsAt().minus(needed).isAfter(clock.instant())) {
            found.add(new Finding(
                    RuleId.R31,
                    Severity.BLOCKS,
                    ORIGIN,
                    "window",
                    "From now on the window that ends " + plan.endsAt() + " is too short for the upgrade",
                    "Choose a later window"));
        }
    }

    private void conflicts(String upgradeKey, Plan plan, List<Finding> found) {
        windows.conflicts(upgradeKey, new MaintenanceWindow(plan.opensAt(), plan.endsAt()))
                .forEach(conflict -> found.add(new Finding(
                        RuleId.R26,
                        Severity.BLOCKS,
                        ORIGIN,
                        "window",
                        "Conflict: " + conflict,
                        "Choose a window outside it, or have the other change moved")));
    }

    private void people(Plan plan, List<Finding> found) {
        if (plan.decider().isBlank()) {
            found.add(new Finding(
                    RuleId.R21,
                    Severity.BLOCKS,
                    ORIGIN,
                    "decider",
                    "Nobody is named who decides whether to go back",
                    "Name a decider"));
        }
        if (plan.deputy().isBlank() || plan.deputy().equals(plan.decider())) {
            found.add(new Finding(
                    RuleId.R27,
                    Severity.WARNS,
                    ORIGIN,
                    "deputy",
                    "The decider has no deputy; one person alone can be out of reach",
                    "Name a deputy who is another person"));
        }
    }

    private void methodFits(String upgradeKey, List<Finding> found) {
        Compatibility fit = methods.fit(upgradeKey);
        if (fit instanceof Compatibility.Incompatible no) {
            found.add(new Finding(RuleId.R12, Severity.BLOCKS, ORIGIN, "method", no.sentence(), no.remedy()));
        } else if (fit instanceof Compatibility.Unknown unknown) {
            found.add(new Finding(RuleId.R12, Severity.WARNS, ORIGIN, "method", unknown.sentence(), unknown.remedy()));
        }
    }

    private void wayBack(UpgradeDescription description, List<Finding> found) {
        if (description.method().reversibility() == Reversibility.NEVER) {
            found.add(new Finding(
                    RuleId.R23,
                    Severity.WARNS,
                    ORIGIN,
                    "method",
                    "Method " + description.method().name() + " cannot be taken back by commands; the way back is the"
                            + " restore of the backup"
                            + description
                                    .method()
                                    .loses()
                                    .map(lost -> " and loses " + lost)
                                    .orElse(""),
                    "Consider a method with staged or parallel operation"));
        } else {
            found.add(new Finding(
                    RuleId.R17,
                    Severity.TELLS,
                    ORIGIN,
                    "method",
                    description.method().reversibility() == Reversibility.ALWAYS
                            ? "Can be taken back at any time before the last step"
                            : "Can be taken back without loss until users write again; after that a way back loses "
                                    + description.method().loses().orElse("what was written since"),
                    "Nothing to do; the decider is shown this again"));
        }
    }

    /** An exception is on record as a debt, or there is nothing to rehearse on; either way approvers see it. */
    boolean maySkipRehearsal(String upgradeKey) {
        return exception(upgradeKey).isPresent()
                || standIn(upgrades.describe(upgradeKey)).isEmpty();
    }

    private void rehearsal(String upgradeKey, UpgradeDescription description, List<Finding> found) {
        if (standIn(description).isEmpty()) {
            found.add(new Finding(
                    RuleId.R18,
                    Severity.WARNS,
                    ORIGIN,
                    "rehearsal",
                    description.name() + " has no environment that stands for "
                            + description.request().environment() + "; nothing can be rehearsed",
                    "Describe a staging environment with \"stands_for\", or approve without a rehearsal"));
        }
        exception(upgradeKey)
                .ifPresent(debt -> found.add(new Finding(
                        RuleId.R18,
                        Severity.WARNS,
                        ORIGIN,
                        "rehearsal",
                        debt.sentence(),
                        "Approve only when the reason convinces you; it is reviewed before the upgrade is closed")));
    }

    private static Optional<EnvironmentSpec> standIn(UpgradeDescription description) {
        return description.systemDescription().standInFor(description.request().environment());
    }

    private Optional<Debts.Debt> exception(String upgradeKey) {
        return debts.open(upgradeKey).stream()
                .filter(debt -> debt.rule() == RuleId.R18)
                .reduce((first, second) -> second);
    }

    private void busyHours(UpgradeDescription description, List<Finding> found) {
        description
                .systemDescription()
                .users()
                .busy()
                .ifPresent(busy -> found.add(new Finding(
                        RuleId.R25,
                        Severity.TELLS,
                        ORIGIN,
                        "window",
                        "Users are busy " + busy,
                        "Compare this with the window before you approve")));
    }

    /** At the low level nobody but the template approves. */
    private void template(String upgradeKey, List<Finding> found) {
        if (upgrades.find(upgradeKey).controlLevel().equals(Optional.of(ControlLevel.LOW))) {
            templates
                    .withdrawn(upgradeKey)
                    .ifPresent(why -> found.add(new Finding(
                            RuleId.R28,
                            Severity.BLOCKS,
                            ORIGIN,
                            "template",
                            why,
                            "Have the upgrade assessed again: people approve it then")));
        }
    }

    private static String words(Duration length) {
        long minutes = length.toMinutes();
        return minutes >= 120
                ? minutes / 60 + " h " + minutes % 60 + " min"
                : minutes > 0 ? minutes + " min" : length.toSeconds() + " s";
    }
}
