package org.liftlock.planning;

import java.util.List;
import java.util.Set;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;

/** Whether users learn what is new to them, where the reason is that functions change (R45). */
public final class Guidance {

    private static final Set<ReasonCategory> CHANGE_FUNCTIONS =
            Set.of(ReasonCategory.FEATURE, ReasonCategory.ARCHITECTURE);

    private Guidance() {}

    public static List<Finding> check(UpgradeDescription upgrade) {
        boolean changes = CHANGE_FUNCTIONS.contains(upgrade.request().reason().category());
        return !changes || upgrade.request().training().isPresent()
                ? List.of()
                : List.of(
                        new Finding(
                                RuleId.R45,
                                Severity.WARNS,
                                PlanRules.ORIGIN,
                                "training",
                                "Functions change, and nothing tells users what is new to them or where they learn it",
                                "Say it in what the users are told, or ask with training: (the request page has a field for it)"));
    }
}
