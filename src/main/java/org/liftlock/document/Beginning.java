package org.liftlock.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.document.Cell.Mark;
import org.liftlock.document.Source.Row;
import org.liftlock.lifecycle.Figures;
import org.liftlock.lifecycle.Words;

/** What was asked for, by whom, under which control, and who approved what. */
final class Beginning {

    private final Source source;

    Beginning(Source source) {
        this.source = source;
    }

    Section summary() {
        Row upgrade = source.upgrade();
        return Section.of(
                "summary",
                "Summary",
                Block.facts(
                        "",
                        List.of(
                                Fact.of("Upgrade", upgrade.text("upgrade_key")),
                                Fact.of("System", upgrade.text("system_id")),
                                Fact.of("Environment", upgrade.text("environment")),
                                Fact.of("From version", upgrade.text("from_version")),
                                Fact.of("To version", upgrade.text("to_version")),
                                Fact.of("Method", upgrade.text("method")),
                                new Fact("Outcome", Cell.verdict(upgrade.text("outcome"))),
                                Fact.of("Reason", Words.sentence(upgrade.text("reason_category"))),
                                Fact.of("In words", upgrade.text("reason_text")),
                                Fact.of("Requested", by(upgrade.text("requested_by"), upgrade.when("requested_at"))),
                                Fact.of("Cancelled", by(upgrade.text("cancelled_by"), upgrade.when("cancelled_at"))),
                                Fact.of("Closed", upgrade.when("closed_at")),
                                new Fact("Digest of the descriptions", Cell.code(upgrade.text("merged_digest"))))));
    }

    Section people() {
        List<List<Cell>> roles = new ArrayList<>();
        Row upgrade = source.upgrade();
        add(roles, "Requested it", upgrade.text("requested_by"));
        plans().forEach(plan -> {
            String revision = "plan revision " + plan.text("revision");
            JsonNode document = plan.document("document");
            add(roles, "Wrote " + revision, plan.text("planned_by"));
            add(roles, "Decides, " + revision, document.path("decider").asText());
            add(roles, "Deputy, " + revision, document.path("deputy").asText());
            add(roles, "Carries it out, " + revision, document.path("engineer").asText());
            add(roles, "Signs off, " + revision, joined(document.path("signOff")));
        });
        source.rows("approval")
                .forEach(approval -> add(
                        roles,
                        Words.sentence(approval.text("verdict")) + " as " + approval.text("role"),
                        approval.text("approver")));
        source.rows("directive")
                .forEach(directive ->
                        add(roles, "Ordered: " + Words.of(directive.text("kind")), directive.text("ordered_by")));
        add(roles, "Cancelled it", upgrade.text("cancelled_by"));
        Set<String> actors = new TreeSet<>();
        source.rows("record_entry").forEach(entry -> actors.add(entry.text("actor")));
        return Section.of(
                "people",
                "People",
                Block.table(
                        "",
                        List.of(Column.wide("Part"), Column.wide("Person")),
                        roles.stream().distinct().toList(),
                        "Nobody is named."),
                Block.facts("", List.of(Fact.of("All who acted, persons and programs", String.join(", ", actors)))));
    }

    Section control() {
        Row upgrade = source.upgrade();
        return Section.of(
                "control",
                "Control level, and why",
                Block.facts(
                        "",
                        List.of(
                                Fact.of(
                                        "Level",
                                        upgrade.maybe("control_level")
                                                .map(Words::sentence)
                                                .orElse("not decided")),
                                Fact.of("Why", upgrade.text("control_reason")),
                                Fact.of("Approvals needed", upgrade.text("approvals_needed")),
                                Fact.of("By", upgrade.text("approver_roles")),
                                Fact.of("Watched for", watched(upgrade)),
                                Fact.of("Targets of a wave, at most", upgrade.text("wave_limit")))),
                Block.table(
                        "Standard change",
                        List.of(Column.middle("Template"), Column.narrow("Revision"), Column.wide("Used")),
                        source.rows("template_use").stream()
                                .map(use -> List.of(
                                        Cell.of(use.text("template")),
                                        Cell.of(use.text("revision")),
                                        Cell.marked(
                                                use.when("used_at"), List.of(new Mark("digest", use.text("digest"))))))
                                .toList(),
                        "No template had approved it beforehand."),
                Block.table(
                        "Findings",
                        List.of(
                                Column.narrow("Rule"),
                                Column.narrow("Severity"),
                                Column.middle("Subject"),
                                Column.wide("Finding"),
                                Column.middle("Settled")),
                        source.rows("finding").stream()
                                .map(finding -> List.of(
                                        Cell.of(finding.text("rule_id")),
                                        Cell.verdict(finding.text("severity")),
                                        Cell.of(finding.text("subject")),
                                        Cell.of(finding.text("sentence") + "\n" + finding.text("remedy")),
                                        Cell.of(
                                                finding.maybe("settled_at").isPresent()
                                                        ? finding.when("settled_at")
                                                        : "open")))
                                .toList(),
                        "Nothing was found."));
    }

    Section approvals() {
        return Section.of(
                "approvals",
                "Plans and approvals",
                Block.table(
                        "Plans",
                        List.of(Column.narrow("Revision"), Column.middle("By"), Column.wide("Written and sealed")),
                        plans().stream()
                                .map(plan -> List.of(
                                        Cell.of(plan.text("revision")),
                                        Cell.of(plan.text("planned_by")),
                                        Cell.marked(
                                                plan.when("planned_at")
                                                        + (plan.maybe("sealed_at")
                                                                        .isPresent()
                                                                ? ", sealed " + plan.when("sealed_at")
                                                                : ", not sealed"),
                                                plan.maybe("digest")
                                                        .map(digest -> List.of(new Mark("plan", digest)))
                                                        .orElse(List.of()))))
                                .toList(),
                        "There is no plan."),
                Block.table(
                        "Approvals",
                        List.of(
                                Column.narrow("Verdict"),
                                Column.middle("Person and role"),
                                Column.time("Given"),
                                Column.wide("Remark, and the plan that was approved")),
                        source.rows("approval").stream()
                                .map(Beginning::approval)
                                .toList(),
                        "Nobody has approved or refused anything."));
    }

    private static List<Cell> approval(Row approval) {
        boolean revoked = approval.maybe("revoked_at").isPresent();
        return List.of(
                revoked ? Cell.warning("Revoked") : Cell.verdict(approval.text("verdict")),
                Cell.of(approval.text("approver") + ", " + approval.text("role")),
                Cell.of(approval.when("given_at")
                        + (revoked
                                ? "; revoked by " + approval.text("revoked_by") + ", " + approval.when("revoked_at")
                                : "")),
                Cell.marked(approval.text("remark"), List.of(new Mark("plan", approval.text("plan_digest")))));
    }

    private static String watched(Row upgrade) {
        return Source.duration(upgrade.columns().path("monitoring_for"))
                .map(time -> Figures.took(time.toMillis()))
                .orElseGet(() -> upgrade.text("monitoring_for"));
    }

    private List<Row> plans() {
        return source.rows("upgrade_plan");
    }

    private static void add(List<List<Cell>> roles, String part, String person) {
        if (!person.isBlank()) {
            roles.add(List.of(Cell.of(part), Cell.of(person)));
        }
    }

    private static String joined(JsonNode names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(name.asText()));
        return String.join(", ", all);
    }

    private static String by(String person, String when) {
        return person.isBlank() ? "" : person + ", " + when;
    }
}
