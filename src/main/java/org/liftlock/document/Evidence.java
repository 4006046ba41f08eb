package org.liftlock.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.document.Cell.Mark;
import org.liftlock.document.Source.Row;
import org.liftlock.lifecycle.CheckRun;
import org.liftlock.lifecycle.Figures;
import org.liftlock.lifecycle.UpgradeStory.Check;
import org.liftlock.lifecycle.Words;

/** What shows that it went as told: backups with their trial restore, checks, and what programs printed, by digest. */
final class Evidence {

    private final Source source;

    Evidence(Source source) {
        this.source = source;
    }

    Section backups() {
        List<Row> verdicts = source.rows("verification");
        List<Block> blocks = new ArrayList<>();
        for (Row backup : source.rows("backup")) {
            blocks.add(receipt(backup));
            blocks.add(Block.table(
                    "",
                    List.of(Column.narrow("Trial restore"), Column.time("Verified"), Column.wide("Result")),
                    verdicts.stream()
                            .filter(verdict -> verdict.is("backup_id", backup.text("backup_id")))
                            .map(verdict -> List.of(
                                    Cell.verdict(verdict.text("verdict")),
                                    Cell.of(verdict.when("verified_at")),
                                    Cell.of(verdict.text("reason") + "; restored in "
                                            + Figures.took(verdict.number("restore_millis")))))
                            .toList(),
                    "Not proven: no trial restore of this backup is recorded."));
        }
        if (blocks.isEmpty()) {
            blocks.add(Block.remark("No backup was taken."));
        }
        blocks.add(Block.table(
                "Proofs that allowed a change",
                List.of(Column.wide("Unit, and its items"), Column.time("Made"), Column.time("Spent")),
                source.rows("proof").stream().map(this::proof).toList(),
                "No proof was made, so nothing was applied."));
        return new Section("backups", "Backups, and their proof", blocks);
    }

    private static Block receipt(Row backup) {
        JsonNode content = backup.document("receipt").path("facts").path("content");
        List<Mark> marks = new ArrayList<>(List.of(new Mark("manifest", backup.text("digest"))));
        if (content.isTextual()) {
            marks.add(new Mark("content", content.asText()));
        }
        return Block.facts(
                backup.text("item") + ", attempt " + backup.text("attempt"),
                List.of(
                        Fact.of("Taken", backup.when("taken_at")),
                        Fact.of("State of", backup.when("point_in_time")),
                        Fact.of("Writes stopped by", backup.text("writes_stopped_by")),
                        Fact.of("Tool", backup.text("tool")),
                        Fact.of("Version of the store", backup.text("store_version")),
                        Fact.of("Size", Figures.size(backup.number("size_bytes"))),
                        Fact.of("Kept until", backup.when("keep_until")),
                        new Fact("Kept at", Cell.marked(backup.text("location"), marks))));
    }

    private List<Cell> proof(Row proof) {
        String items = source.rows("proof_item").stream()
                .filter(item -> item.is("proof_id", proof.text("proof_id")))
                .map(item -> item.text("item"))
                .collect(Collectors.joining(", "));
        return List.of(
                Cell.of(proof.text("unit_id") + ": " + items),
                Cell.of(proof.when("made_at")),
                Cell.of(proof.maybe("spent_at").isPresent() ? proof.when("spent_at") : "not spent"));
    }

    Section checks() {
        Map<String, List<Row>> runs = source.rows("check_result").stream()
                .collect(Collectors.groupingBy(
                        row -> row.text("purpose") + '\n' + row.text("target") + '\n' + row.text("step_id"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Block> blocks = new ArrayList<>();
        runs.values().forEach(run -> blocks.add(run(run)));
        if (blocks.isEmpty()) {
            blocks.add(Block.remark("No check has run."));
        }
        blocks.add(Block.table(
                "Files that people have added",
                List.of(Column.time("When"), Column.middle("By"), Column.wide("File"), Column.narrow("Size")),
                source.rows("evidence_file").stream()
                        .map(file -> List.of(
                                Cell.of(file.when("added_at")),
                                Cell.of(file.text("added_by")),
                                Cell.marked(file.text("name"), List.of(new Mark("SHA-256", file.text("digest")))),
                                Cell.of(Figures.size(file.number("size_bytes")))))
                        .toList(),
                "There is none."));
        return new Section("checks", "Checks, and other evidence", blocks);
    }

    private static Block run(List<Row> rows) {
        CheckRun run = new CheckRun(rows.stream().map(Evidence::check).toList());
        return Block.table(
                run.title() + ", " + run.where() + ": " + run.says(),
                List.of(
                        Column.middle("Check"),
                        Column.narrow("Verdict"),
                        Column.wide("Expected"),
                        Column.wide("Got"),
                        Column.wide("When, and evidence")),
                rows.stream().map(row -> cells(run, row)).toList(),
                "");
    }

    private static List<Cell> cells(CheckRun run, Row row) {
        List<Mark> marks = new ArrayList<>(List.of(new Mark("evidence", row.text("evidence_digest"))));
        row.maybe("log_digest").ifPresent(log -> marks.add(new Mark("log", log)));
        return List.of(
                Cell.of(row.text("check_id") + (row.yes("core") ? " (core)" : "")),
                verdict(run, row),
                Cell.of(row.text("expected")),
                Cell.of(row.text("got")),
                Cell.marked(row.when("checked_at") + ", took " + Figures.took(row.number("took_millis")), marks));
    }

    /** On a stopped system a check that fails is as wanted. */
    private static Cell verdict(CheckRun run, Row row) {
        if (!run.isAsWanted(check(row))) {
            return Cell.bad(Words.sentence(row.text("verdict")));
        }
        return row.is("verdict", "PASSED") ? Cell.verdict("PASSED") : Cell.of(Words.sentence(row.text("verdict")));
    }

    private static Check check(Row row) {
        return new Check(
                row.text("purpose"),
                row.text("check_id"),
                row.yes("core"),
                row.maybe("target"),
                row.text("verdict"),
                row.text("expected"),
                row.text("got"),
                row.number("took_millis"),
                row.time("checked_at").orElse(Instant.EPOCH));
    }

    /** What programs printed is referred to by digest: outputs are long, and kept as evidence. */
    Section output() {
        return Section.of(
                "output",
                "What was run, and the digests of what it printed",
                Block.table(
                        "",
                        List.of(
                                Column.middle("Target"),
                                Column.narrow("Command"),
                                Column.narrow("Outcome"),
                                Column.time("From and until"),
                                Column.wide("Order and output")),
                        source.rows("effect").stream().map(Evidence::effect).toList(),
                        "No command was run on a target."));
    }

    private static List<Cell> effect(Row effect) {
        List<Mark> marks = new ArrayList<>(List.of(new Mark("order", effect.text("run_order_digest"))));
        effect.maybe("log_digest").ifPresent(log -> marks.add(new Mark("output", log)));
        return List.of(
                Cell.of(effect.text("target")),
                Cell.of(Words.sentence(effect.text("kind"))),
                Cell.verdict(effect.maybe("outcome").orElse("not ended")),
                Cell.of(Optional.of(effect.when("started_at"))
                                .filter(when -> !when.isEmpty())
                                .orElse("not started")
                        + (effect.maybe("settled_at").isPresent() ? " to " + effect.when("settled_at") : "")),
                Cell.marked(effect.text("detail"), marks));
    }
}
