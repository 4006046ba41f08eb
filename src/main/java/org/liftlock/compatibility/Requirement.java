package org.liftlock.compatibility;

import java.util.Optional;
import org.liftlock.compatibility.Compatibility.Compatible;
import org.liftlock.compatibility.Compatibility.Incompatible;
import org.liftlock.compatibility.Compatibility.Unknown;
import org.liftlock.descriptor.Dependency;

/**
 * What a system needs of another one: {@code depends_on: [{system: sso-db, version: ">= 14"}]}.
 *
 * @param needs which versions; empty when the description does not say
 */
public record Requirement(String by, String system, Optional<VersionRange> needs) {

    public static Requirement of(String by, Dependency dependency) {
        return new Requirement(
                by, dependency.system().value(), dependency.version().map(VersionRange::parse));
    }

    /** @param installed the version read back; empty when nobody could */
    public Compatibility against(Optional<String> installed) {
        if (needs.isEmpty()) {
            return new Unknown(
                    by + " depends on " + system + ", and nothing says on which versions",
                    "Write the versions into depends_on of " + by + ", or prove it with a pilot");
        }
        Optional<Version> version = installed.flatMap(Requirement::readable);
        if (version.isEmpty()) {
            return new Unknown(
                    "%s needs %s %s, and %s"
                            .formatted(
                                    by,
                                    system,
                                    needs.get(),
                                    installed
                                            .map(text -> "\"" + text + "\" was read, which is no version")
                                            .orElse("its version could not be read")),
                    "Read the version of " + system + " on every node, or prove it with a pilot");
        }
        String fact = "%s needs %s %s, and it has %s".formatted(by, system, needs.get(), version.get());
        return needs.get().contains(version.get())
                ? new Compatible(fact)
                : new Incompatible(fact, "Raise " + system + " first, or choose another version of " + by);
    }

    private static Optional<Version> readable(String text) {
        try {
            return Optional.of(new Version(text.strip()));
        } catch (IllegalArgumentException noVersion) {
            return Optional.empty();
        }
    }
}
