package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.planning.Plan;

/** What is different between two plans of an upgrade, field by field, for a person who has answered to the first. */
final class PlanChanges {

    private PlanChanges() {}

    static List<String> between(Optional<Plan> before, Situation situation) {
        return before.map(old -> between(old, situation.neededPlan(), situation.times()))
                .orElse(List.of());
    }

    private static List<String> between(Plan before, Plan after, Times times) {
        Map<String, Object> old = PlanFields.of(before, times);
        List<String> changes = new ArrayList<>();
        PlanFields.of(after, times).forEach((field, now) -> {
            if (!now.equals(old.get(field))) {
                changes.add(words(field) + ": " + plain(String.valueOf(old.get(field))) + " → "
                        + plain(String.valueOf(now)));
            }
        });
        if (!before.descriptionDigest().equals(after.descriptionDigest())) {
            changes.add("the descriptions: commands, targets, stores or versions");
        }
        return changes.isEmpty() ? List.of("nothing") : changes;
    }

    private static String words(String field) {
        return field.replaceAll("([A-Z])", " $1").toLowerCase();
    }
}
