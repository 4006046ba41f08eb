package org.liftlock.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/**
 * A change of a target that no upgrade made.
 *
 * @param owner who answers for the system, as described when it was found
 * @param lines what changed, a line for each fact
 * @param alike other changes still open that are the same on other targets of the environment
 */
public record OutsideChange(
        long id,
        String system,
        String environment,
        TargetId target,
        String owner,
        Instant since,
        Instant foundAt,
        List<String> lines,
        Optional<Explanation> explanation,
        int alike) {

    public OutsideChange {
        lines = List.copyOf(lines);
    }

    /** What somebody said about it. */
    public record Explanation(String by, Instant at, String text) {}

    /** In a few words, for lists. */
    public String brief() {
        return lines.size() == 1 ? lines.get(0) : lines.size() + " things changed, such as " + lines.get(0);
    }
}
