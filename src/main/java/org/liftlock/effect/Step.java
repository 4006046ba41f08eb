package org.liftlock.effect;

import java.util.Map;
import java.util.Optional;

/**
 * One external task of the engine, as its handler sees it.
 *
 * @param attempt 1 for the first time this element runs for this unit
 * @param variables process variables visible at the step
 */
public record Step(
        String stepId,
        String upgradeKey,
        Optional<String> unitId,
        String topic,
        String elementId,
        String processInstance,
        String externalTask,
        int attempt,
        Map<String, Object> variables) {

    /** The unit of change this step belongs to. */
    public String unit() {
        return unitId.orElseThrow(() ->
                new IllegalStateException("Step \"" + elementId + "\" of " + upgradeKey + " needs a unit of change,"
                        + " but its process has no variable unitId; check the call activity that starts it"));
    }

    /** A text variable. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).map(Object::toString);
    }
}
