package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** The watch shows the system worse than before, or shows nothing: is it a disturbance or trouble (R42)? */
@Component
class DecideOnDisturbance implements Question {

    private static final List<String> STEPS = List.of(Topic.COMPARE_WITH_BASELINE.topic());
    private static final String NOT_STABLE = "not-stable";

    private final StepFacts steps;
    private final KnownIssues issues;
    private final Findings findings;

    DecideOnDisturbance(StepFacts steps, KnownIssues issues, Findings findings) {
        this.findings = findings;
        this.steps = steps;
        this.issues = issues;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_DISTURBANCE);
    }

    @Override
    public Asked ask(Situation situation) {
        Optional<Finding> unknown =
                findings.open(situation.key(), Findings.NOT_MEASURED).stream().findFirst();
        return Asked.to(Assignment.toDecider(situation))
                .onSilence("the question is escalated; the system stays watched")
                .show(
                        Shown.FAILURE,
                        new Markdown()
                                .fact(
                                        unknown.isPresent() ? "Not measured" : "Compared with before",
                                        plain(seen(situation.key())))
                                .fact("What to do", unknown.map(finding -> plain(finding.remedy()))))
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .fact(
                                        "What a rollback now loses",
                                        WayBack.of(situation).now(true)))
                .choice(
                        Answer.GO_ON,
                        unknown.isPresent()
                                ? "Watch on: it works, or can be measured at the next look"
                                : "Watch on: it is a passing disturbance")
                .choice(Answer.ACCEPT, "Accept it as a known issue")
                .choice(NOT_STABLE, "It is not stable: decide on what follows")
                .build();
    }

    @Override
    public Taken take(Given given) {
        if (given.answers(Answer.ACCEPT)) {
            findings.replace(given.key(), Findings.NOT_MEASURED, List.of());
            issues.note(given.key(), Issue.of(given, seen(given.key()) + ". " + given.remark()), given.by());
        }
        String answered = seen(given.key());
        findings.replace(
                given.key(),
                Findings.TROUBLE_REPORTED,
                findings.open(given.key(), Findings.TROUBLE_REPORTED).stream()
                        // What was reported while the question was open is not answered by it.
                        .filter(unseen -> !answered.contains(unseen.sentence()))
                        .toList());
        return Taken.answer(given.answer(), RuleId.R42, given.answer().replace('-', ' ') + ": " + given.remark());
    }

    private String seen(String upgradeKey) {
        return steps.lastOfUpgrade(upgradeKey, STEPS)
                .map(StepFacts.Ran::summary)
                .orElse("nothing was compared");
    }
}
