package org.liftlock.planning;

import java.util.List;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.TargetId;

/** Whether the targets that have to stay in service leave any unit that may be raised (R41); what leaves few makes small waves. */
public final class EnoughInService {

    private EnoughInService() {}

    public static List<Finding> check(UpgradeDescription upgrade) {
        String environment = upgrade.request().environment();
        List<TargetId> targets = upgrade.targets(environment);
        int keepUp = upgrade.rollout().keepUp();
        int most = Sealing.groups(upgrade, environment, targets).stream()
                .mapToInt(List::size)
                .max()
                .orElse(0);
        return targets.size() - most >= keepUp
                ? List.of()
                : List.of(new Finding(
                        RuleId.R41,
                        Severity.BLOCKS,
                        PlanRules.ORIGIN,
                        "rollout",
                        keepUp + " of " + targets.size()
                                + " targets are to stay in service, but raising one unit takes " + most + " out",
                        "Say a smaller keep_up under rollout, or describe more targets"));
    }
}
