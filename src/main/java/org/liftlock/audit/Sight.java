package org.liftlock.audit;

import java.util.Optional;
import java.util.Set;

/**
 * Which upgrades a person is shown in lists and exports.
 *
 * @param systems the person's own; empty for those who see all
 * @param person who also sees what they have asked for themselves
 */
public record Sight(Optional<Set<String>> systems, String person) {

    public Sight {
        systems = systems.map(Set::copyOf);
    }

    public static Sight ofEverything(String person) {
        return new Sight(Optional.empty(), person);
    }

    public static Sight of(Set<String> systems, String person) {
        return new Sight(Optional.of(systems), person);
    }

    public boolean isWhole() {
        return systems.isEmpty();
    }

    /** Whether the person sees a system as such: its history, what was approved for it. */
    public boolean reaches(String system) {
        return systems.map(own -> own.contains(system)).orElse(true);
    }
}
