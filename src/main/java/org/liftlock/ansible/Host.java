package org.liftlock.ansible;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A host of an inventory.
 *
 * @param groups it is in, directly or by a group in a group, but for those all are in
 * @param variables that count for it
 * @param line where it stands first
 */
record Host(String name, Set<String> groups, Map<String, Variable> variables, int line) {

    /** The first of some variables that is there; older names of the same thing stand last. */
    Optional<Variable> first(String... names) {
        for (String name : names) {
            if (variables.containsKey(name)) {
                return Optional.of(variables.get(name));
            }
        }
        return Optional.empty();
    }
}
