package org.liftlock.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.compatibility.Version;
import org.liftlock.descriptor.StandardChange.Versions;

/** The step from one version to another, as templates allow it. */
final class VersionStep {

    private VersionStep() {}

    /** Why the step is outside; empty when it is allowed. */
    static Optional<String> outside(Versions allowed, String from, String to) {
        if (allowed == Versions.ANY) {
            return Optional.empty();
        }
        try {
            if (!new Version(from).before(new Version(to))) {
                return Optional.of(to + " is not newer than " + from);
            }
        } catch (IllegalArgumentException unreadable) {
            return Optional.of("the two versions cannot be compared");
        }
        int same = allowed == Versions.SAME_MAJOR ? 1 : 2;
        return numbers(from, same).equals(numbers(to, same))
                ? Optional.empty()
                : Optional.of("it covers steps within the same " + (same == 1 ? "major" : "minor") + " version");
    }

    /** Epoch and first numbers: a version that leaves one out means zero. */
    private static List<String> numbers(String version, int count) {
        int colon = version.indexOf(':');
        String epoch = colon < 0 ? "0" : version.substring(0, colon);
        String[] upstream = version.substring(colon + 1)
                .replaceFirst("^[vV]", "")
                .split("[^0-9.]", 2)[0]
                .split("\\.");
        String[] numbers = Arrays.copyOf(upstream, count);
        return Stream.concat(
                        Stream.of(epoch),
                        Arrays.stream(numbers).map(number -> number == null || number.isEmpty() ? "0" : number))
                .map(number -> number.replaceFirst("^0+(?=.)", ""))
                .toList();
    }
}
