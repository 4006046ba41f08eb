package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.Set;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Who is hit, and is it worth it? A task of its own at the high level only (R03, R05). */
@Component
class AssessImpact implements Question {

    private static final String GO = "go";
    private static final String DEFER = "defer";
    private static final String REFUSE = "refuse";
    private static final String FIND_OUT_MORE = "find-out-more";

    private final Impacts impacts;
    private final FindingList findings;

    AssessImpact(Impacts impacts, FindingList findings) {
        this.impacts = impacts;
        this.findings = findings;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.ASSESS_IMPACT);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.AS_MODELLED)
                .onSilence("you are reminded")
                .show(Shown.FACTS, facts(situation.description()))
                .show(Shown.FINDINGS, findings.all(situation.key()))
                .choice(GO, "Worth doing: plan it")
                .choice(DEFER, "Defer it")
                .choice(REFUSE, "Refuse it")
                .choice(FIND_OUT_MORE, "Find out more: read the inventory again")
                .propose("impact", impacts.newest(situation.key()).orElse(null))
                .build();
    }

    @Override
    public Taken take(Given given) {
        String answer = given.answer();
        String remark = given.remark();
        if (!answer.equals(GO) && remark.isEmpty()) {
            throw new AnswerRefused("Field \"Why?\" is empty; say why, it goes into the record");
        }
        if (answer.equals(GO) && optional(given) && remark.isEmpty()) {
            throw new AnswerRefused("R03: \"a new version exists\" is no reason; name the benefit in field \"Why?\","
                    + " or defer the upgrade");
        }
        String mitigations = given.fields()
                .text("mitigations")
                .map(text -> ". Bearable because: " + text)
                .orElse("");
        impacts.judge(given.key(), given.fields().needed("impact") + mitigations, given.by());
        String until = given.fields()
                .day("deferUntil")
                .filter(day -> answer.equals(DEFER))
                .map(day -> " until " + Issue.due(given, day))
                .orElse("");
        return Taken.answer(
                answer, RuleId.R05, answer.replace('-', ' ') + until + (remark.isEmpty() ? "" : ": " + remark));
    }

    private static boolean optional(Given given) {
        return given.situation().upgrade().request().reason().category() == ReasonCategory.OPTIONAL;
    }

    private static Markdown facts(UpgradeDescription description) {
        return new Markdown()
                .fact("Why", plain(description.request().reason().text()))
                .fact("Users", Users.of(description))
                .fact("Systems that depend on it", plain(Users.dependants(description)))
                .fact("Criticality", description.criticality().name().toLowerCase())
                .fact("Owner", plain(description.owner()))
                .fact("Way back", new WayBack(description.method()).planned());
    }
}
