package org.liftlock.look;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.channel.ShownKey;
import org.liftlock.inventory.Scan;

/**
 * What a look at a machine has shown.
 *
 * @param key host key it showed; none of this machine
 * @param variables of the kind, as said or found
 * @param missing variables the kind needs and nobody knows, and those it could not find
 * @param version that runs, where it was read
 * @param config configuration beyond what the kind says anyway
 * @param stores as the kind suggests them, by name
 * @param methods of the kind
 * @param roles of targets that the kind takes out of use
 * @param scan versions, configuration and machine
 * @param names of connected machines, by address
 */
record Seen(
        Optional<ShownKey> key,
        Map<String, String> variables,
        Set<String> missing,
        Optional<String> version,
        List<String> config,
        Map<String, String> stores,
        List<String> methods,
        Set<String> roles,
        Scan scan,
        Map<String, String> names) {}
