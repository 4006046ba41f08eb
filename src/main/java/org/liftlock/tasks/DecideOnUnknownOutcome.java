package org.liftlock.tasks;

import java.util.Set;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Nobody knows whether the upgrade was applied, or users were shut out: what is true? Never guessed (R35). */
@Component
class DecideOnUnknownOutcome implements Question {

    private final Unknowns unknowns;

    DecideOnUnknownOutcome(Unknowns unknowns) {
        this.unknowns = unknowns;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_UNKNOWN_OUTCOME, Element.DECIDE_ON_UNKNOWN_QUIESCING);
    }

    @Override
    public Asked ask(Situation situation) {
        Asked.Builder asked = Asked.to(Assignment.toEngineer(situation))
                .onSilence("nothing happens; the target is held until somebody has decided")
                .show(Shown.FACTS, new Markdown().items("What is known", unknowns.evidence(situation.neededUnit())));
        return quiescing(situation) ? quiescing(asked) : applying(asked, situation);
    }

    private static Asked quiescing(Asked.Builder asked) {
        return asked.show(
                        Shown.SUGGESTION,
                        new Markdown().fact("Suggestion", "try again; shutting users out twice does no harm"))
                .choice(Answer.AGAIN, "Shut users out again")
                .choice(Answer.GIVE_UP, "Give up here: let users in again, unchanged")
                .build();
    }

    private static Asked applying(Asked.Builder asked, Situation situation) {
        WayBack way = WayBack.of(situation);
        return asked.show(
                        Shown.SUGGESTION,
                        new Markdown()
                                .fact(
                                        "Suggestion",
                                        way.exists()
                                                ? "roll back, unless you have seen the new version run: the backup is"
                                                        + " proven, a half-applied upgrade is not"
                                                : "look on the target first; there is no way back")
                                .fact("Going back", way.now(false)))
                .choice(Answer.APPLIED, "It was applied: run the acceptance checks")
                .choice(Answer.AGAIN, "It was not applied: try again")
                .choiceIf(way.exists(), Answer.GO_BACK, "Roll back")
                .build();
    }

    @Override
    public void makeSure(Given given) {
        if (given.answers(Answer.AGAIN)) {
            unknowns.makeSureNothingRuns(given.situation().neededUnit());
        }
    }

    @Override
    public Taken take(Given given) {
        unknowns.decided(given.situation().neededUnit());
        return Taken.answer(
                given.answer(),
                RuleId.R35,
                "Decided: " + given.answer().replace('-', ' ') + ". Evidence: "
                        + given.fields().needed("evidence"));
    }

    private static boolean quiescing(Situation situation) {
        return situation.place().element().equals(Element.DECIDE_ON_UNKNOWN_QUIESCING);
    }
}
