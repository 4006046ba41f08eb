package org.liftlock.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.document.Source.Row;
import org.liftlock.lifecycle.Figures;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.Words;

/** The models it ran on with the path taken, drawn and as lists. Instances that went the same way share a picture. */
final class PathPictures {

    private static final String LEGEND =
            "A thick border: done. A cross: it did not succeed. Dashed: not ended when this was written."
                    + " Dotted: cut off. Thin and grey: not reached. The list below each picture tells the same in words.";

    private final Source source;
    private final boolean closed;
    private int pictures;

    PathPictures(Source source) {
        this.source = source;
        this.closed = source.upgrade().is("stage", Stage.CLOSED.name());
    }

    private record Visit(String element, Optional<Instant> from, Optional<Instant> until, String how) {}

    /**
     * @param marks what became of each element: that it failed once, or what became of it last
     * @param order the elements as they were visited
     */
    private record Way(String definition, Map<String, String> marks, List<String> order) {}

    Section section() {
        Map<String, JsonNode> models = source.rows("process_model").stream()
                .collect(Collectors.toMap(row -> row.text("definition"), row -> row.document("drawing")));
        Map<Way, List<Row>> ways = source.rows("process_instance").stream()
                .collect(Collectors.groupingBy(this::way, LinkedHashMap::new, Collectors.toList()));
        List<Block> blocks = new ArrayList<>();
        if (ways.isEmpty()) {
            blocks.add(Block.remark("This record does not hold the path through the models."));
        } else {
            blocks.add(Block.remark(LEGEND));
            if (closed) {
                blocks.add(Block.remark(
                        "The record is sealed by the step Seal record itself, so the path ends before it."));
            }
        }
        ways.forEach((way, instances) -> blocks.addAll(blocks(way, instances, models.get(way.definition()))));
        return new Section("diagrams", "The models, with the path taken", blocks);
    }

    private Way way(Row instance) {
        List<Visit> visits = visits(instance);
        return new Way(
                instance.text("definition"),
                marks(visits),
                visits.stream().map(Visit::element).toList());
    }

    private List<Block> blocks(Way way, List<Row> instances, JsonNode model) {
        List<Block> blocks = new ArrayList<>();
        String title = instances.get(0).text("title") + " (" + way.definition().split(":")[0] + ", version "
                + version(way.definition()) + ")";
        if (instances.size() > 1) {
            blocks.add(new Block(
                    title,
                    "The same way " + instances.size() + " times: "
                            + instances.stream().map(row -> row.text("title")).collect(Collectors.joining(", "))
                            + ". The times are those of the first.",
                    "",
                    List.of(),
                    List.of(),
                    List.of()));
        }
        Map<String, String> names = new HashMap<>();
        if (model != null) {
            for (JsonNode sheet : model.path("sheets")) {
                sheet.path("shapes")
                        .forEach(shape -> names.put(
                                shape.path("id").asText(), shape.path("name").asText()));
                boolean first = sheet == model.path("sheets").get(0);
                if (first || reached(sheet, way)) {
                    String of =
                            first ? title : title + ": " + sheet.path("title").asText();
                    blocks.add(Block.picture(
                            of,
                            Drawing.of(
                                    sheet,
                                    way.marks(),
                                    taken(sheet, way.order()),
                                    "picture-" + ++pictures,
                                    of,
                                    says(sheet, way))));
                }
            }
        }
        blocks.add(list(title, visits(instances.get(0)), names));
        return blocks;
    }

    /** A node is left towards the one of its neighbours that was visited next; only a parallel one is left towards all. */
    private static Set<String> taken(JsonNode sheet, List<String> order) {
        Map<String, Set<String>> neighbours = new HashMap<>();
        sheet.path("lines")
                .forEach(line -> neighbours
                        .computeIfAbsent(line.path("from").asText(), none -> new HashSet<>())
                        .add(line.path("to").asText()));
        Set<String> parallel = new HashSet<>();
        sheet.path("shapes").forEach(shape -> {
            if (shape.path("type").asText().equals("parallelGateway")) {
                parallel.add(shape.path("id").asText());
            }
        });
        Set<String> taken = new HashSet<>();
        for (int at = 0; at < order.size(); at++) {
            String from = order.get(at);
            Stream<String> next = order.subList(at + 1, order.size()).stream()
                    .filter(neighbours.getOrDefault(from, Set.of())::contains);
            (parallel.contains(from) ? next : next.limit(1)).forEach(to -> taken.add(Drawing.line(from, to)));
        }
        return taken;
    }

    private static String version(String definition) {
        String[] parts = definition.split(":");
        return parts.length > 1 ? parts[1] : "unknown";
    }

    private static boolean reached(JsonNode sheet, Way way) {
        for (JsonNode shape : sheet.path("shapes")) {
            if (way.marks().containsKey(shape.path("id").asText())) {
                return true;
            }
        }
        return false;
    }

    private static String says(JsonNode sheet, Way way) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        sheet.path("shapes").forEach(shape -> {
            String how = way.marks().get(shape.path("id").asText());
            if (how != null && !shape.path("name").asText().isEmpty()) {
                named.computeIfAbsent(how, none -> new ArrayList<>())
                        .add(shape.path("name").asText());
            }
        });
        return named.isEmpty()
                ? "Nothing was reached."
                : named.entrySet().stream()
                        .map(how -> word(how.getKey()) + ": " + String.join(", ", how.getValue()) + ".")
                        .collect(Collectors.joining(" "));
    }

    private Block list(String title, List<Visit> visits, Map<String, String> names) {
        return Block.table(
                title + ", in words",
                List.of(Column.time("From"), Column.wide("Element"), Column.narrow("Took"), Column.middle("How")),
                visits.stream()
                        .map(visit -> List.of(
                                Cell.of(visit.from().map(Figures::moment).orElse("")),
                                Cell.of(named(visit.element(), names)),
                                Cell.of(took(visit)),
                                visit.how().equals("failed")
                                        ? Cell.warning(word("failed"))
                                        : Cell.of(word(visit.how()))))
                        .toList(),
                "Nothing was reached.");
    }

    private static String named(String element, Map<String, String> names) {
        String name = names.getOrDefault(element, "");
        return name.isEmpty() ? Words.sentence(element) : name;
    }

    private static String took(Visit visit) {
        return visit.from()
                .flatMap(from -> visit.until()
                        .map(until -> Figures.took(Duration.between(from, until).toMillis())))
                .orElse("");
    }

    private static String word(String how) {
        return switch (how) {
            case "visited" -> "Done";
            case "active" -> "Not ended";
            case "cancelled" -> "Cut off";
            case "failed" -> "Did not succeed";
            default -> how;
        };
    }

    private List<Visit> visits(Row instance) {
        List<Visit> visits = new ArrayList<>();
        instance.document("path")
                .forEach(visit -> visits.add(new Visit(
                        visit.path("element").asText(),
                        Source.instant(visit.path("from")),
                        Source.instant(visit.path("until")),
                        how(visit.path("how").asText()))));
        return visits;
    }

    /** Sealing is the last step there is: what had not ended then is the step it was done in. */
    private String how(String how) {
        return closed && how.equals("active") ? "visited" : how;
    }

    private static Map<String, String> marks(List<Visit> visits) {
        Map<String, String> marks = new LinkedHashMap<>();
        visits.forEach(visit ->
                marks.merge(visit.element(), visit.how(), (before, now) -> before.equals("failed") ? before : now));
        return marks;
    }
}
