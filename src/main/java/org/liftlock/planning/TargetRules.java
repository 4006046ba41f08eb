package org.liftlock.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liftlock.backup.StoreProviders;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.TargetId;

/**
 * What the description of every target has to say before anybody is asked: found out inside the window it would be found
 * out with the users shut out.
 */
public final class TargetRules {

    private TargetRules() {}

    public static List<Finding> check(UpgradeDescription upgrade) {
        List<Finding> found = new ArrayList<>();
        String environment = upgrade.request().environment();
        for (TargetId target : upgrade.targets(environment)) {
            check(upgrade.preview(environment, target, Map.of()), found);
        }
        return found;
    }

    private static void check(TargetDescription target, List<Finding> found) {
        target.stores().stream()
                .flatMap(store -> StoreProviders.objection(store).stream())
                .map(objection -> objection.split("\\. ", 2))
                .forEach(said -> found.add(blocks(
                        RuleId.R13,
                        target,
                        said[0],
                        said.length > 1 ? said[1].replaceFirst("\\.$", "") : "Correct the description of the store")));
        if (target.config().isEmpty()) {
            found.add(blocks(
                    RuleId.R15,
                    target,
                    "no configuration is named",
                    "Say under config: which files and directories it is configured with; they are backed up even where"
                            + " there is no data"));
        }
        if (target.checks().stream().noneMatch(CheckSpec::core)) {
            found.add(
                    blocks(RuleId.R36, target, "no check is core", "Say core: true for what the system is there for"));
        }
    }

    private static Finding blocks(RuleId rule, TargetDescription target, String what, String remedy) {
        String name = target.target().toString();
        return new Finding(rule, Severity.BLOCKS, PlanRules.ORIGIN, name, name + ": " + what, remedy);
    }
}
