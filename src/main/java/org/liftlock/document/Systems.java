package org.liftlock.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liftlock.document.Cell.Mark;
import org.liftlock.document.Source.Row;

/** What changed on the systems: versions, configuration, and the files of the new version. */
final class Systems {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String NOT_READ = "not read";

    private final Source source;

    Systems(Source source) {
        this.source = source;
    }

    /** What was read of one thing, by moment; of several readings at one moment the last counts. */
    private record Thing(String where, String name, Map<String, String> readings) {

        String before() {
            return Optional.ofNullable(readings.get("BEFORE"))
                    .or(() -> Optional.ofNullable(readings.get("ASSESSED")))
                    .orElse(NOT_READ);
        }

        String at(String moment) {
            return readings.getOrDefault(moment, NOT_READ);
        }

        /** As it is now: after the way back where there was one. */
        String last() {
            return readings.containsKey("BACK") ? at("BACK") : at("AFTER");
        }
    }

    Section versions() {
        return Section.of(
                "versions",
                "Versions before and after",
                Block.table(
                        "Targets, and how each ended",
                        List.of(
                                Column.wide("Target"),
                                Column.middle("Environment"),
                                Column.middle("Part of"),
                                Column.middle("Ended")),
                        targets(),
                        "No unit of change was formed: nothing was to be touched."),
                Block.table(
                        "Components",
                        List.of(
                                Column.wide("Where"),
                                Column.middle("Component"),
                                Column.middle("Before"),
                                Column.middle("After"),
                                Column.middle("After a way back")),
                        things("VERSION", "SYSTEM").stream()
                                .map(thing -> List.of(
                                        Cell.of(thing.where()),
                                        Cell.of(thing.name()),
                                        Cell.of(thing.before()),
                                        Cell.of(thing.at("AFTER")),
                                        Cell.of(thing.at("BACK"))))
                                .toList(),
                        "No versions were read."));
    }

    private List<List<Cell>> targets() {
        Map<String, List<String>> targets = source.rows("unit_target").stream()
                .collect(Collectors.groupingBy(
                        row -> row.text("unit_id"),
                        LinkedHashMap::new,
                        Collectors.mapping(row -> row.text("target"), Collectors.toList())));
        return source.rows("unit_of_change").stream()
                .map(unit -> List.of(
                        Cell.of(String.join(", ", targets.getOrDefault(unit.text("unit_id"), List.of()))),
                        Cell.of(unit.text("environment")),
                        Cell.of(unit.is("mode", "REHEARSE") ? "the rehearsal" : "the upgrade"),
                        Cell.verdict(unit.maybe("outcome").orElse("not ended"))))
                .toList();
    }

    Section artefacts() {
        List<List<Cell>> pinned = new ArrayList<>();
        for (JsonNode value : source.upgrade().document("merged")) {
            String digest = value.path("value").asText();
            if (value.path("path").asText().contains("sha256")
                    && DIGEST.matcher(digest).matches()) {
                pinned.add(List.of(
                        Cell.of(value.path("path").asText()),
                        Cell.marked(value.path("file").asText(), List.of(new Mark("SHA-256", digest)))));
            }
        }
        return Section.of(
                "artefacts",
                "Digests of the artefacts",
                Block.table(
                        "",
                        List.of(Column.wide("Named in the description"), Column.wide("File and pinned digest")),
                        pinned,
                        "The descriptions pin no digest of a file of the new version."));
    }

    Section configuration() {
        List<Thing> files = things("FILE");
        Set<String> readAgain = source.rows("inventory_reading").stream()
                .filter(reading -> reading.is("moment", "AFTER") || reading.is("moment", "BACK"))
                .map(Systems::where)
                .collect(Collectors.toSet());
        List<List<Cell>> changed = files.stream()
                .filter(file -> readAgain.contains(file.where()))
                .filter(file -> !digest(file.last()).equals(digest(file.before())))
                .map(file -> List.of(
                        Cell.of(file.where()),
                        Cell.of(file.name()),
                        Cell.of(changed(file)),
                        Cell.marked(
                                "",
                                List.of(
                                        new Mark("before", digest(file.before())),
                                        new Mark("after", digest(file.last()))))))
                .toList();
        return Section.of(
                "configuration",
                "Changed configuration",
                Block.table(
                        "",
                        List.of(
                                Column.middle("Where"),
                                Column.middle("File"),
                                Column.narrow("What"),
                                Column.wide("Digests")),
                        changed,
                        files.isEmpty()
                                ? "No configuration files were read."
                                : "None of the files that were read before and after the change differs."),
                Block.facts(
                        "",
                        List.of(
                                Fact.of("Files read", Integer.toString(files.size())),
                                Fact.of(
                                        "Not read again after the change",
                                        files.stream()
                                                .map(Thing::where)
                                                .filter(where -> !readAgain.contains(where))
                                                .distinct()
                                                .collect(Collectors.joining(", "))))),
                Block.table(
                        "What could not be read",
                        List.of(Column.middle("Where"), Column.middle("What"), Column.wide("Why")),
                        source.rows("inventory_reading").stream()
                                .filter(reading -> reading.is("category", "UNREADABLE"))
                                .map(reading -> List.of(
                                        Cell.of(where(reading)),
                                        Cell.of(reading.text("name")),
                                        Cell.of(reading.text("reading"))))
                                .distinct()
                                .toList(),
                        "Everything that was to be read could be read."));
    }

    private static String changed(Thing file) {
        if (file.before().equals(NOT_READ)) {
            return "new";
        }
        return file.last().equals(NOT_READ) ? "not read after the change" : "changed";
    }

    /** A reading of a file is its digest, and behind it where its text is kept. */
    private static String digest(String reading) {
        return reading.split(" text ", 2)[0];
    }

    private List<Thing> things(String... categories) {
        List<String> wanted = List.of(categories);
        Map<String, Thing> things = new TreeMap<>();
        source.rows("inventory_reading").stream()
                .filter(reading -> wanted.contains(reading.text("category")))
                .forEach(reading -> things.computeIfAbsent(
                                where(reading) + '\n' + reading.text("category") + '\n' + reading.text("name"),
                                name -> new Thing(where(reading), reading.text("name"), new TreeMap<>()))
                        .readings()
                        .put(reading.text("moment"), reading.text("reading")));
        return List.copyOf(things.values());
    }

    private static String where(Row reading) {
        return reading.text("target") + " (" + reading.text("environment") + ")";
    }
}
