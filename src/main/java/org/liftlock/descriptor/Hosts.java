package org.liftlock.descriptor;

import java.util.List;
import org.liftlock.naming.TargetId;

/** Expands hosts written in a description; what cannot be expanded is a problem of its line. */
final class Hosts {

    private Hosts() {}

    static List<TargetId> expand(String pattern, Place place, String path, Problems problems) {
        try {
            return HostPattern.expand(pattern);
        } catch (IllegalArgumentException wrong) {
            problems.add(
                    place,
                    path,
                    pattern,
                    "a host, host/instance or pattern such as web[1-8].example.com",
                    wrong.getMessage() + ".");
            return List.of();
        }
    }
}
