package org.liftlock.audit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.liftlock.naming.Digest;

/**
 * Which upgrades belong to a sample. Each key is ranked by the SHA-256 of the seed, a colon and the key; the lowest are
 * taken. The same seed takes the same keys from the same population on every machine, and nobody can tell beforehand
 * which; whoever has the list of keys can draw again without us.
 *
 * @param seed chosen by the auditor
 * @param size how many are wanted
 */
public record Draw(String seed, int size) {

    public static final int MOST = 200;

    public Draw {
        if (seed == null
                || seed.isBlank()
                || seed.length() > 100
                || seed.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "seed: a sample needs one, of at most 100 characters, such as the date and a number you roll");
        }
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("size: a sample holds 1 to " + MOST + " records, not " + size);
        }
    }

    private record Ranked(String rank, String key) {}

    List<String> from(Stream<String> population) {
        return population
                .map(key -> new Ranked(Digest.of(seed + ":" + key).hex(), key))
                .sorted(Comparator.comparing(Ranked::rank))
                .limit(size)
                .map(Ranked::key)
                .toList();
    }
}
