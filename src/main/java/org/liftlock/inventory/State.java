package org.liftlock.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.naming.TargetId;

/**
 * A state a target was found in.
 *
 * @param asked versions and configuration paths that were asked for: what nobody asked for cannot have vanished
 * @param foundAt when it was found first
 * @param seenAt when it was found last
 */
record State(long id, List<Fact> asked, List<InventoryReading> readings, Instant foundAt, Instant seenAt) {

    private static final String ASKED = "ASKED ";

    State {
        asked = List.copyOf(asked);
        readings = List.copyOf(readings);
    }

    static List<Fact> asked(WhatToRead what) {
        List<Fact> asked = new ArrayList<>();
        what.versions().keySet().forEach(name -> asked.add(new Fact(Category.VERSION, name)));
        what.config().forEach(path -> asked.add(new Fact(Category.FILE, path)));
        return asked;
    }

    /** As it is kept: what is the same gives the same text. */
    static String written(List<Fact> asked, List<InventoryReading> readings) {
        List<String> lines = new ArrayList<>();
        asked.stream()
                .map(fact -> ASKED + fact.category() + "\t" + oneLine(fact.name()))
                .sorted()
                .forEach(lines::add);
        readings.stream()
                .map(reading -> reading.category() + "\t" + oneLine(reading.name()) + "\t" + oneLine(reading.reading()))
                .sorted()
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    static State read(long id, TargetId target, String text, Instant foundAt, Instant seenAt) {
        List<Fact> asked = new ArrayList<>();
        List<InventoryReading> readings = new ArrayList<>();
        text.lines().map(line -> line.split("\t", 3)).forEach(words -> {
            if (words[0].startsWith(ASKED)) {
                asked.add(new Fact(Category.valueOf(words[0].substring(ASKED.length())), words[1]));
            } else {
                readings.add(new InventoryReading(target, Category.valueOf(words[0]), words[1], words[2]));
            }
        });
        return new State(id, asked, readings, foundAt, seenAt);
    }

    /** Which facts were asked for here and are asked for now. */
    Predicate<Fact> comparableWith(List<Fact> now) {
        return fact -> switch (fact.category()) {
            case VERSION -> asked.contains(fact) && now.contains(fact);
            case FILE -> covers(asked, fact.name()) && covers(now, fact.name());
            default -> true;
        };
    }

    private static boolean covers(List<Fact> asked, String file) {
        return asked.stream()
                .filter(fact -> fact.category() == Category.FILE)
                .anyMatch(path -> under(path.name(), file));
    }

    static boolean under(String path, String file) {
        return file.equals(path) || file.startsWith(path.endsWith("/") ? path : path + "/");
    }

    Map<String, FileReading> files() {
        Map<String, FileReading> files = new HashMap<>();
        readings.stream()
                .filter(reading -> reading.category() == Category.FILE)
                .forEach(reading -> files.put(reading.name(), FileReading.parse(reading.reading())));
        return files;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }
}
