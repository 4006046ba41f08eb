package org.liftlock.document;

import java.util.ArrayList;
import java.util.List;
import org.liftlock.document.Cell.Mark;
import org.liftlock.document.Source.Row;
import org.liftlock.lifecycle.Words;

/** Who was told, what is left to do, what was learned, and the chain of entries that holds it all together. */
final class Aftermath {

    private static final List<String> NOT_IN_IT = List.of(
            "The output of commands: it is kept as evidence, under the digests given here.",
            "Files of the new version as they lay on the targets: there is the digest the description pins, and what"
                    + " fetching or applying compared with it.",
            "Software beside what the description names a version check for.",
            "The entry of the chain that tells of the sealing: it holds the digest of this record, and so comes after it.",
            "Signatures: they are on the checkpoints of the ledger, which export-record writes beside the record.");

    private final Source source;

    Aftermath(Source source) {
        this.source = source;
    }

    Section messages() {
        return Section.of(
                "messages",
                "Messages",
                Block.table(
                        "",
                        List.of(
                                Column.time("Written"),
                                Column.middle("To"),
                                Column.wide("Subject"),
                                Column.time("Sent")),
                        source.rows("message").stream()
                                .map(message -> List.of(
                                        Cell.of(message.when("written_at")),
                                        Cell.of(message.text("recipient") + ", by "
                                                + Words.of(message.text("channel"))),
                                        Cell.of(message.text("subject")),
                                        sent(message)))
                                .toList(),
                        "Nobody was sent a message."));
    }

    private static Cell sent(Row message) {
        if (message.maybe("sent_at").isPresent()) {
            return Cell.of(message.when("sent_at"));
        }
        return Cell.warning(
                message.maybe("given_up_at").isPresent()
                        ? "given up " + message.when("given_up_at") + ": " + message.text("last_error")
                        : "not sent when this was written: " + message.text("last_error"));
    }

    Section knownIssues() {
        return Section.of(
                "known-issues",
                "Known issues, follow-ups and debts",
                noted("Known issues", "KNOWN_ISSUE", "None was noted."),
                noted("Follow-ups", "FOLLOW_UP", "None was noted."),
                Block.table(
                        "Shortcuts that were taken",
                        List.of(
                                Column.narrow("Rule"),
                                Column.wide("Shortcut"),
                                Column.middle("Taken"),
                                Column.wide("Reviewed")),
                        source.rows("debt").stream()
                                .map(debt -> List.of(
                                        Cell.of(debt.text("rule_id")),
                                        Cell.of(debt.text("sentence")),
                                        Cell.of(debt.text("taken_by") + ", " + debt.when("taken_at")),
                                        debt.maybe("reviewed_by").isPresent()
                                                ? Cell.of(debt.text("reviewed_by") + ", " + debt.when("reviewed_at")
                                                        + ": " + debt.text("review"))
                                                : Cell.warning("not reviewed")))
                                .toList(),
                        "None was taken."));
    }

    Section lessons() {
        return Section.of("lessons", "Lessons", noted("", "LESSON", "None was noted."));
    }

    private Block noted(String heading, String kind, String none) {
        return Block.table(
                heading,
                List.of(Column.wide("What"), Column.middle("Owner"), Column.middle("Due"), Column.middle("Settled")),
                source.rows("known_issue").stream()
                        .filter(issue -> issue.is("kind", kind))
                        .map(issue -> List.of(
                                Cell.of(issue.text("sentence")),
                                Cell.of(issue.text("owner")),
                                Cell.of(issue.text("due")),
                                Cell.of(issue.maybe("settled_at").isPresent() ? issue.when("settled_at") : "open")))
                        .toList(),
                none);
    }

    Section chain() {
        return Section.of(
                "chain",
                "The chain of entries",
                Block.remark(
                        "Everything written down about this upgrade, in the order it was committed. Each entry holds"
                                + " the hash of the one before it in the chain of all upgrades; where numbers are not consecutive,"
                                + " the entries between are about something else."),
                Block.table(
                        "",
                        List.of(
                                Column.narrow("Entry"),
                                Column.time("When, and who"),
                                Column.narrow("Rule"),
                                Column.wide("What happened, and the hashes")),
                        source.rows("record_entry").stream()
                                .map(Aftermath::entry)
                                .toList(),
                        "There is no entry."));
    }

    private static List<Cell> entry(Row entry) {
        List<Mark> marks = new ArrayList<>();
        entry.maybe("evidence_digest").ifPresent(evidence -> marks.add(new Mark("evidence", evidence)));
        marks.add(new Mark("before", entry.text("previous_hash")));
        marks.add(new Mark("hash", entry.text("entry_hash")));
        return List.of(
                Cell.of(entry.text("seq")),
                Cell.of(entry.when("at_time") + "\n" + entry.text("actor")),
                Cell.of(entry.text("rule_id")),
                Cell.marked(entry.text("sentence"), marks));
    }

    Section missing() {
        return new Section(
                "not-in-it",
                "What this record does not hold",
                NOT_IN_IT.stream().map(Block::remark).toList());
    }
}
