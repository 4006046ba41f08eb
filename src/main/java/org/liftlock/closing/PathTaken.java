package org.liftlock.closing;

import java.util.List;
import java.util.Map;

/** What a record keeps of the way an upgrade took through its models. */
@FunctionalInterface
public interface PathTaken {

    /**
     * The rows of one upgrade.
     *
     * @param models each model as it was drawn
     * @param instances each process instance, with what was visited in it
     */
    record Rows(List<Map<String, Object>> models, List<Map<String, Object>> instances) {}

    Rows of(String upgradeKey);
}
