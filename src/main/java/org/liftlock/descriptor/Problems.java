package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Gathers everything wrong, so that it can be told in one go. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String path, String value, String expected, String remedy) {
        add(place, path, value, expected, remedy, Optional.empty());
    }

    void add(Place place, String path, String value, String expected, String remedy, Optional<String> didYouMean) {
        found.add(new Problem(place.file(), place.line(), path, value, expected, remedy, didYouMean));
    }

    /** A name that is not among the known ones. */
    void unknown(Place place, String path, String value, String what, Collection<String> known) {
        List<String> names = known.stream().sorted().toList();
        String expected = names.isEmpty() ? what + ", but none is described" : what + ": " + String.join(", ", names);
        add(
                place,
                path,
                value,
                expected,
                "Name one of these, or describe the missing one first.",
                Nearest.to(value, names));
    }

    void addAll(List<Problem> more) {
        found.addAll(more);
    }

    boolean any() {
        return !found.isEmpty();
    }

    /** In the order of the files; the same problem seen twice is told once. */
    List<Problem> all() {
        return found.stream().distinct().toList();
    }

    void orThrow() {
        if (any()) {
            throw new InvalidDescription(all());
        }
    }
}
