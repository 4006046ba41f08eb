package org.liftlock.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liftlock.document.Source.Row;
import org.liftlock.lifecycle.Figures;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.Words;
import org.liftlock.planning.MeasuredParts;

/** The way the upgrade took: planned and actual times, step by step, and what went wrong on it. */
final class Course {

    private static final String REHEARSAL = "Rehearsal";
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final Map<String, String> PARTS = parts();

    private final Source source;
    private final Map<String, Row> units;
    private final Map<String, List<String>> targets;

    Course(Source source) {
        this.source = source;
        this.units = source.rows("unit_of_change").stream()
                .collect(Collectors.toMap(row -> row.text("unit_id"), row -> row));
        this.targets = source.rows("effect").stream()
                .collect(Collectors.groupingBy(
                        row -> row.text("step_id"),
                        Collectors.mapping(row -> row.text("target"), Collectors.toList())));
    }

    /** Parts of a plan's estimates, with what readers call them. */
    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("prepare", "Prepare");
        parts.put("backUp", "Back up, and prove the backup");
        parts.put("apply", "Apply");
        parts.put("verify", "Verify and let users in");
        parts.put("rollBack", "Roll back");
        parts.put("tell", "Tell people");
        parts.put("margin", "Margin");
        return parts;
    }

    Section times() {
        List<Row> plans = source.rows("upgrade_plan");
        JsonNode plan = plans.isEmpty()
                ? source.upgrade().document("none")
                : plans.get(plans.size() - 1).document("document");
        List<Row> inside = source.rows("step").stream()
                .filter(step -> step.is("stage", Stage.EXECUTION.name()))
                .toList();
        return Section.of(
                "times",
                "Times, planned and actual",
                Block.facts(
                        "",
                        List.of(
                                Fact.of("Window opens, as planned", planned(plan, "opensAt")),
                                Fact.of("Window ends, as planned", planned(plan, "endsAt")),
                                Fact.of("First step inside the window", earliest(inside)),
                                Fact.of("Last step inside the window ended", latest(inside)))),
                Block.table(
                        "The window, by revision",
                        List.of(
                                Column.narrow("Revision"),
                                Column.time("Opens"),
                                Column.time("Ends"),
                                Column.wide("Decided")),
                        source.rows("maintenance_window").stream()
                                .map(window -> List.of(
                                        Cell.of(window.text("revision")),
                                        Cell.of(window.when("opens_at")),
                                        Cell.of(window.when("ends_at")),
                                        Cell.of(window.text("decided_by") + ", " + window.when("decided_at"))))
                                .toList(),
                        "There was no window."),
                Block.table(
                        "Parts of the plan",
                        List.of(
                                Column.wide("Part"),
                                Column.middle("Planned"),
                                Column.middle("Longest on one unit"),
                                Column.middle("All units together")),
                        durations(plan.path("estimates")),
                        "No plan says how long anything takes."));
    }

    /** All attempts count: the time was spent. */
    private List<List<Cell>> durations(JsonNode estimates) {
        Map<String, Map<String, Long>> spent = new TreeMap<>();
        source.rows("step").stream()
                .filter(step -> Optional.ofNullable(units.get(step.text("unit_id")))
                        .filter(unit -> unit.is("mode", "RAISE"))
                        .isPresent())
                .forEach(step -> MeasuredParts.partOf(step.text("topic"))
                        .ifPresent(part -> step.millis("started_at", "settled_at")
                                .ifPresent(took -> spent.computeIfAbsent(part, word -> new TreeMap<>())
                                        .merge(step.text("unit_id"), took, Long::sum))));
        List<List<Cell>> rows = new ArrayList<>();
        PARTS.forEach((part, title) -> Source.duration(estimates.path(part)).ifPresent(planned -> {
            Map<String, Long> actual = spent.getOrDefault(word(part), Map.of());
            rows.add(List.of(
                    Cell.of(title),
                    Cell.of(Figures.took(planned.toMillis())),
                    Cell.of(actual.values().stream()
                            .max(Long::compare)
                            .map(Figures::took)
                            .orElse("not measured")),
                    Cell.of(actual.values().stream()
                            .reduce(Long::sum)
                            .map(Figures::took)
                            .orElse("not measured"))));
        }));
        return rows;
    }

    /** "backUp" as "back_up". */
    private static String word(String part) {
        return part.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    Section path() {
        Map<String, List<Row>> byPart = source.rows("step").stream()
                .collect(Collectors.groupingBy(this::part, LinkedHashMap::new, Collectors.toList()));
        List<Block> blocks = new ArrayList<>();
        byPart.forEach((part, steps) -> blocks.add(steps(part, steps)));
        if (blocks.isEmpty()) {
            blocks.add(Block.remark("No step has touched or read a system."));
        }
        return new Section("path", "The way it took, step by step", blocks);
    }

    private Block steps(String heading, List<Row> steps) {
        return Block.table(
                heading,
                List.of(
                        Column.time("Started"),
                        Column.middle("Step"),
                        Column.narrow("Took"),
                        Column.narrow("Outcome"),
                        Column.wide("What it says")),
                steps.stream().map(this::step).toList(),
                "There was none.");
    }

    private List<Cell> step(Row step) {
        String attempt = step.number("attempt") > 1 ? ", attempt " + step.text("attempt") : "";
        List<String> on = targets.getOrDefault(step.text("step_id"), List.of());
        return List.of(
                Cell.of(step.when("started_at")),
                Cell.of(Words.sentence(step.text("topic")) + attempt),
                Cell.of(step.millis("started_at", "settled_at")
                        .map(Figures::took)
                        .orElse("not ended")),
                Cell.verdict(step.text("outcome")),
                Cell.of(on.isEmpty() ? step.text("summary") : String.join(", ", on) + ": " + step.text("summary")));
    }

    /** A rehearsal is a part of its own of the preparation. */
    private String part(Row step) {
        Row unit = units.get(step.text("unit_id"));
        if (unit != null && unit.is("mode", "REHEARSE")) {
            return REHEARSAL;
        }
        return step.maybe("stage").map(stage -> Stage.valueOf(stage).title()).orElse("Steps without a stage");
    }

    Section trouble() {
        List<Row> steps = source.rows("step");
        return Section.of(
                "trouble",
                "Issues, decisions and rollback",
                steps(
                        "Steps that did not succeed",
                        steps.stream()
                                .filter(step -> step.maybe("outcome").isPresent() && !step.is("outcome", SUCCEEDED))
                                .toList()),
                Block.table(
                        "Orders for the whole upgrade",
                        List.of(Column.time("Given"), Column.middle("Order"), Column.middle("By"), Column.wide("Why")),
                        source.rows("directive").stream()
                                .map(order -> List.of(
                                        Cell.of(order.when("ordered_at")),
                                        Cell.of(Words.sentence(order.text("kind"))),
                                        Cell.of(order.text("ordered_by")),
                                        Cell.of(order.text("reason"))))
                                .toList(),
                        "There was none."),
                Block.table(
                        "Answers that were carried to other units",
                        List.of(
                                Column.time("Decided"),
                                Column.middle("By"),
                                Column.middle("Question"),
                                Column.wide("Unit")),
                        source.rows("carried_answer").stream()
                                .map(answer -> List.of(
                                        Cell.of(answer.when("decided_at")),
                                        Cell.of(answer.text("decided_by")),
                                        Cell.of(Words.sentence(answer.text("element_id"))),
                                        Cell.of(answer.text("unit_id") + ": "
                                                + Words.of(
                                                        answer.maybe("ending").orElse("open")))))
                                .toList(),
                        "There was none."),
                Block.table(
                        "Closed by hand, since it could not be taken back",
                        List.of(Column.time("When"), Column.middle("By"), Column.middle("On"), Column.wide("Remark")),
                        source.rows("closed_by_hand").stream()
                                .map(closed -> List.of(
                                        Cell.of(closed.when("closed_at")),
                                        Cell.of(closed.text("closed_by")),
                                        Cell.of(targetOf(closed.text("effect_id"))),
                                        Cell.of(closed.text("remark"))))
                                .toList(),
                        "Nothing had to be."),
                Block.remark(rollback(steps)));
    }

    private String targetOf(String effect) {
        return source.rows("effect").stream()
                .filter(row -> row.is("effect_id", effect))
                .map(row -> row.text("target"))
                .findFirst()
                .orElse("");
    }

    /** The way back of a rehearsal is rehearsed too; that is no rollback of the upgrade. */
    private String rollback(List<Row> steps) {
        long back = raised("BACK");
        long repair = raised("NEEDS_REPAIR");
        long tried = steps.stream()
                .filter(step -> step.is("topic", "roll-back") && !part(step).equals(REHEARSAL))
                .count();
        return tried + back + repair == 0
                ? "Rollback: none. No unit of change was taken back."
                : "Rollback: " + tried + (tried == 1 ? " step" : " steps") + " of rolling back; units taken back: "
                        + back + "; units that need repair: " + repair
                        + ". Who decided what stands in the chain of entries.";
    }

    private long raised(String outcome) {
        return units.values().stream()
                .filter(unit -> unit.is("mode", "RAISE") && unit.is("outcome", outcome))
                .count();
    }

    private static String planned(JsonNode plan, String moment) {
        return plan.hasNonNull(moment)
                ? Source.instant(plan.path(moment))
                        .map(Figures::moment)
                        .orElse(plan.path(moment).asText())
                : "";
    }

    private static String earliest(List<Row> steps) {
        return steps.stream()
                .flatMap(step -> step.time("started_at").stream())
                .min(Instant::compareTo)
                .map(Figures::moment)
                .orElse("");
    }

    private static String latest(List<Row> steps) {
        return steps.stream()
                .flatMap(step -> step.time("settled_at").stream())
                .max(Instant::compareTo)
                .map(Figures::moment)
                .orElse("");
    }
}
