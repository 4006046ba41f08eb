package org.liftlock.descriptor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.naming.TargetId;

/**
 * What can be read of a target before anything about a change is known.
 *
 * @param versions how the versions of its parts are read, the system's own first
 * @param config configuration files and directories
 */
public record WhatToRead(TargetId target, String environment, Map<String, CheckSpec> versions, List<String> config) {

    public WhatToRead {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        config = List.copyOf(config);
    }
}
