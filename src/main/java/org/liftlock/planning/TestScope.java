package org.liftlock.planning;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.TargetId;

/**
 * What is tested because of the reason (R04). Core checks hold for every upgrade; beyond them a fix is shown to be there, a
 * speed is compared, and a version is read back. What the reason asks for and no check covers is found before anybody
 * approves.
 */
public final class TestScope {

    private TestScope() {}

    public static List<Finding> check(UpgradeDescription upgrade) {
        ReasonCategory category = upgrade.request().reason().category();
        String reason = category.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<CheckSpec> checks = checks(upgrade);
        List<Finding> found = new ArrayList<>();
        found.add(finding(
                Severity.TELLS,
                "Accepted for the reason \"" + reason + "\" when these pass: " + names(checks),
                "Compare this with the reason; nothing else is tested"));
        switch (category) {
            case SECURITY_FIX, SERIOUS_BUG, COMPLIANCE -> shown(upgrade, reason, found);
            case PERFORMANCE -> compared(upgrade, checks, found);
            case END_OF_SUPPORT -> readBack(checks, found);
            default -> {
                // New or changed functions are covered by the core checks, and by who signs off.
            }
        }
        return found;
    }

    /** The checks of a system know nothing of what is repaired this time; the request does. */
    private static void shown(UpgradeDescription upgrade, String reason, List<Finding> found) {
        if (!upgrade.request().overrides().containsKey("checks")) {
            found.add(finding(
                    Severity.WARNS,
                    "No check of this request shows that the " + reason + " is really there",
                    "Ask with a check of its own under checks:, or let a user representative try it at the sign-off"));
        }
    }

    private static void compared(UpgradeDescription upgrade, List<CheckSpec> checks, List<Finding> found) {
        boolean limited = checks.stream().anyMatch(check -> check.settings().containsKey("within"));
        if (upgrade.request().accept().isEmpty() && !limited) {
            found.add(finding(
                    Severity.WARNS,
                    "Nothing says how fast it has to be afterwards",
                    "Say within: at the checks that were too slow, or accept: in the request"));
        }
    }

    private static void readBack(List<CheckSpec> checks, List<Finding> found) {
        if (checks.stream().noneMatch(check -> "version".equals(check.type()))) {
            found.add(finding(
                    Severity.WARNS,
                    "No check reads back that the version which is no longer supported is gone",
                    "Add a check such as {id: version, core: true, equals: {versions.NAME: \"${to.version}\"}}"));
        }
    }

    private static List<CheckSpec> checks(UpgradeDescription upgrade) {
        String environment = upgrade.request().environment();
        List<CheckSpec> checks = new ArrayList<>();
        for (TargetId target : upgrade.targets(environment)) {
            checks.addAll(upgrade.preview(environment, target, Map.of()).checks());
        }
        return checks;
    }

    private static String names(List<CheckSpec> checks) {
        Set<String> names = new LinkedHashSet<>();
        checks.stream()
                .filter(check -> check.skipped().isEmpty())
                .forEach(check -> names.add(check.id() + (check.core() ? " (core)" : "")));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static Finding finding(Severity severity, String sentence, String remedy) {
        return new Finding(RuleId.R04, severity, PlanRules.ORIGIN, "checks", sentence, remedy);
    }
}
