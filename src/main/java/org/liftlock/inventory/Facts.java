package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.liftlock.naming.Digest;

/** Facts of one target that stay as they are until somebody changes them, lists written out line by line. */
record Facts(Map<Fact, String> values) {

    /** @param texts of the lists among the readings, by digest */
    static Facts of(Collection<InventoryReading> readings, Map<Digest, String> texts) {
        Map<Fact, String> values = new LinkedHashMap<>();
        readings.stream().filter(reading -> reading.category().steady()).forEach(reading -> {
            if (!reading.category().isList()) {
                values.put(new Fact(reading.category(), reading.name()), comparable(reading));
                return;
            }
            texts.getOrDefault(new Digest(reading.reading()), "").lines().forEach(line -> {
                int space = line.indexOf(' ');
                values.put(
                        new Fact(reading.category(), space < 0 ? line : line.substring(0, space)),
                        space < 0 ? "there" : line.substring(space + 1));
            });
        });
        return new Facts(values);
    }

    static String comparable(InventoryReading reading) {
        return reading.category() == Category.FILE
                ? FileReading.parse(reading.reading()).comparable()
                : reading.reading();
    }

    /** Under which digests the lists among some readings are kept. */
    static Set<Digest> lists(Collection<InventoryReading> readings) {
        Set<Digest> lists = new HashSet<>();
        readings.stream()
                .filter(reading -> reading.category().isList())
                .forEach(reading -> lists.add(new Digest(reading.reading())));
        return lists;
    }

    Optional<String> value(Fact fact) {
        return Optional.ofNullable(values.get(fact));
    }

    /** Facts that are not what they were, of those that count. */
    List<Fact> changedIn(Facts later, Predicate<Fact> counts) {
        List<Fact> changed = new ArrayList<>();
        Set<Fact> all = new TreeSet<>(Comparator.comparing(Fact::category).thenComparing(Fact::name));
        all.addAll(values.keySet());
        all.addAll(later.values.keySet());
        all.stream()
                .filter(fact -> !value(fact).equals(later.value(fact)))
                .filter(counts)
                .forEach(changed::add);
        return changed;
    }
}
