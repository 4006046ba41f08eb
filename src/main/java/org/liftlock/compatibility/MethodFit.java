package org.liftlock.compatibility;

import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.compatibility.Compatibility.Compatible;
import org.liftlock.compatibility.Compatibility.Incompatible;
import org.liftlock.compatibility.Compatibility.Unknown;
import org.liftlock.descriptor.Method;

/** Whether a method leads from one version to another: {@code methods: {link: {from: ">= 14", to: "17.x"}}} (R12). */
public final class MethodFit {

    private MethodFit() {}

    public static Compatibility of(Method method, String from, String to) {
        String name = "Method " + method.name();
        return Stream.of(side(name + " starts from", method.from(), from), side(name + " leads to", method.to(), to))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new Compatible(name + " leads from " + from + " to " + to));
    }

    private static Optional<Compatibility> side(String fact, Optional<String> range, String version) {
        if (range.isEmpty()) {
            return Optional.empty();
        }
        try {
            VersionRange versions = VersionRange.parse(range.get());
            return versions.contains(new Version(version))
                    ? Optional.empty()
                    : Optional.of(new Incompatible(
                            fact + " " + versions + ", not " + version, "Choose a method that is made for this step"));
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(new Unknown(
                    fact + " " + range.get() + "; whether that fits " + version + " cannot be told: "
                            + unreadable.getMessage(),
                    "Correct the method's range, or read the version that really runs"));
        }
    }
}
