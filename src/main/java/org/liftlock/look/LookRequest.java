package org.liftlock.look;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to be looked at.
 *
 * @param kind kind of the system
 * @param kinds files with further kinds
 * @param system name the description is to have
 * @param variables of the kind, as far as the person says them
 * @param to version to ask for, when a request is to be written, too
 * @param who the person that looks
 * @param knownHosts file of host keys that are known
 */
public record LookRequest(
        Address address,
        String kind,
        List<Path> kinds,
        String system,
        Optional<String> owner,
        Map<String, String> variables,
        Optional<String> to,
        String who,
        Optional<Path> knownHosts) {

    public LookRequest {
        kinds = List.copyOf(kinds);
        variables = Map.copyOf(variables);
    }
}
