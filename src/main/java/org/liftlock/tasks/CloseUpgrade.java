package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.planning.Plan;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** What is left open, who looks after it until when, and what should the next plan check (R47, R48)? */
@Component
class CloseUpgrade implements Question {

    private static final int DAYS_TO_LEARN = 30;

    private final KnownIssues issues;
    private final TargetStates targets;
    private final Setbacks setbacks;
    private final StepFacts steps;
    private final FindingList findings;

    CloseUpgrade(KnownIssues issues, TargetStates targets, Setbacks setbacks, StepFacts steps, FindingList findings) {
        this.issues = issues;
        this.targets = targets;
        this.setbacks = setbacks;
        this.steps = steps;
        this.findings = findings;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.CLOSE_UPGRADE);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.AS_MODELLED)
                .show(Shown.FACTS, facts(situation))
                .show(Shown.FAILURE, setbacks.of(situation))
                .show(Shown.TIME_BAR, plannedAndTaken(situation))
                .show(Shown.FINDINGS, findings.all(situation.key()))
                .propose("entries", List.of())
                .build();
    }

    @Override
    public Taken take(Given given) {
        List<KnownIssues.Entry> entries = new ArrayList<>();
        for (Fields row : given.fields().rows("entries")) {
            entries.add(new KnownIssues.Entry(
                    KnownIssues.Kind.valueOf(row.needed("kind")),
                    row.needed("sentence"),
                    row.text("owner").orElse(""),
                    row.day("due").map(day -> Issue.due(given, day)).orElse(null)));
        }
        given.fields()
                .text("lesson")
                .ifPresent(lesson -> entries.add(new KnownIssues.Entry(
                        KnownIssues.Kind.LESSON,
                        lesson,
                        given.situation().description().owner(),
                        Issue.today(given).plusDays(DAYS_TO_LEARN))));
        entries.forEach(entry -> issues.note(given.key(), entry, given.by()));
        return Taken.noted(RuleId.R47, "Closed with " + entries.size() + " more entries");
    }

    private Markdown facts(Situation situation) {
        return new Markdown()
                .fact("How it ended", situation.upgrade().outcome().map(Outcome::title))
                .text(targets.of(situation).text().orElse(""))
                .items(
                        "Noted already",
                        issues.of(situation.key()).stream()
                                .map(entry -> entry.kind().name().toLowerCase().replace('_', ' ') + ": "
                                        + plain(entry.sentence()) + " (" + plain(entry.owner()) + ", until "
                                        + entry.due() + ")")
                                .toList());
    }

    private Markdown plannedAndTaken(Situation situation) {
        Markdown bar = new Markdown();
        situation.plan().ifPresent(plan -> {
            bar.table("Part", "Planned", "Taken");
            planned(plan)
                    .forEach((topic, planned) -> steps.lastOfUpgrade(situation.key(), List.of(topic))
                            .filter(step -> step.ended().isPresent())
                            .ifPresent(step -> {
                                Duration took = Duration.between(
                                        step.began(), step.ended().get());
                                String taken = Times.length(took);
                                bar.row(
                                        topic.replace('-', ' '),
                                        Times.length(planned),
                                        took.compareTo(planned) > 0 ? "**" + taken + "**" : taken);
                            }));
        });
        return bar;
    }

    private static Map<String, Duration> planned(Plan plan) {
        // In the order in which they happen.
        Map<String, Duration> parts = new LinkedHashMap<>();
        parts.put("back-up", plan.estimates().backUp());
        parts.put("apply-upgrade", plan.estimates().apply());
        parts.put("run-acceptance-checks", plan.estimates().verify());
        parts.put("roll-back", plan.estimates().rollBack());
        return parts;
    }
}
