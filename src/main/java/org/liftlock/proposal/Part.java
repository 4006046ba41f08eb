package org.liftlock.proposal;

import java.util.Map;

/**
 * What people call one thing in a model: a task, a flow, a rule of a table, a field of a form.
 *
 * @param what it, in words
 * @param wiring how it hangs together with others
 * @param properties everything else it says
 */
record Part(String id, String what, Map<String, Wire> wiring, Map<String, String> properties) {

    /**
     * Another part it hangs on. A part that has got another name is still the same one.
     *
     * @param called how people call it
     */
    record Wire(String to, String called) {

        boolean isTo(Wire other) {
            return other != null && to.equals(other.to);
        }
    }
}
