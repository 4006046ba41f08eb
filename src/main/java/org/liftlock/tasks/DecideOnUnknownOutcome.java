package org.liftlock.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.liftlock.effect.EffectResult;
import org.liftlock.launcher.RunState.Doubt;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Estimates;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Nobody knows whether the upgrade was applied, or users were shut out: what is true? Never guessed (R35). */
@Component
class DecideOnUnknownOutcome implements Question {

    private static final String CERTAIN_FIRST =
            "first every target has to confirm that nothing of it runs (refused otherwise); then ";

    private final Unknowns unknowns;
    private final StepFacts steps;
    private final Windows windows;

    DecideOnUnknownOutcome(Unknowns unknowns, StepFacts steps, Windows windows) {
        this.unknowns = unknowns;
        this.steps = steps;
        this.windows = windows;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_UNKNOWN_OUTCOME, Element.DECIDE_ON_UNKNOWN_QUIESCING);
    }

    @Override
    public Asked ask(Situation situation) {
        UnitOfChange unit = situation.neededUnit();
        List<InDoubt> doubts = unknowns.doubts(unit);
        List<EffectResult> elsewhere = unknowns.elsewhere(unit);
        Asked.Builder asked = Asked.to(Assignment.toEngineer(situation))
                .onSilence("nothing happens; the target is held until somebody has decided")
                .show(
                        Shown.FACTS,
                        new DoubtShown(situation.upgrade().toVersion(), situation.times()).of(doubts, elsewhere));
        return quiescing(situation) ? quiescing(asked, doubts) : applying(asked, situation, doubts, elsewhere);
    }

    private static Asked quiescing(Asked.Builder asked, List<InDoubt> doubts) {
        boolean rebooted = doubts.stream().anyMatch(doubt -> doubt.doubt() == Doubt.REBOOTED);
        return asked.show(
                        Shown.SUGGESTION,
                        new Markdown()
                                .fact(
                                        "Suggestion",
                                        "shut users out again: nothing is changed yet, and what is stopped already is"
                                                + " left alone"
                                                + (rebooted
                                                        ? ". With the reboot it may have come up again by itself"
                                                        : ""))
                                .items(
                                        "What each answer does",
                                        List.of(
                                                "**Again**: " + CERTAIN_FIRST + "the prechecks are asked once more, and"
                                                        + " the commands that stop it run from the first one on",
                                                "**Give up**: " + CERTAIN_FIRST + "the system is started as it was, and"
                                                        + " nothing of it is raised in this window")))
                .choice(Answer.AGAIN, "Shut users out again")
                .choice(Answer.GIVE_UP, "Give up here: let users in again, unchanged")
                .build();
    }

    private Asked applying(
            Asked.Builder asked, Situation situation, List<InDoubt> doubts, List<EffectResult> elsewhere) {
        WayBack way = WayBack.of(situation);
        int targets = situation.neededUnit().targets().size();
        Markdown text = new Markdown()
                .fact(
                        "Suggestion",
                        DoubtSuggestion.of(
                                doubts, elsewhere, situation.upgrade().toVersion(), way.exists()))
                .items(
                        "What each answer does",
                        List.of(
                                "**Applied**: nothing is run on "
                                        + (targets == 1 ? "the target" : "the " + targets + " targets")
                                        + "; the acceptance checks are next, with users still shut out",
                                "**Try again**: " + CERTAIN_FIRST + "apply runs once more from its first command"
                                        + (targets == 1 ? "" : ", on all " + targets + " targets of the unit")
                                        + ", on what is there now: what the first attempt did by half is not undone",
                                way.exists()
                                        ? "**Roll back**: " + CERTAIN_FIRST + goingBack(situation, way)
                                        : "Going back: " + way.now(false)));
        return asked.show(Shown.SUGGESTION, text)
                .choice(Answer.APPLIED, "It was applied: run the acceptance checks")
                .choice(Answer.AGAIN, "It was not applied: try again")
                .choiceIf(way.exists(), Answer.GO_BACK, "Roll back")
                .build();
    }

    private String goingBack(Situation situation, WayBack way) {
        String unitId = situation.neededUnit().unitId();
        Estimates estimates = situation.neededPlan().estimates();
        return "it is stopped, "
                + (way.method().restores()
                        ? "the backup"
                                + steps.backedUpAt(unitId)
                                        .map(at -> " of " + situation.times().at(at))
                                        .orElse("")
                                + " is restored"
                        : "the commands that undo it run")
                + ", and what is there is compared with what was before. That takes "
                + Times.length(estimates.rollBack())
                + " as planned"
                + steps.restoreTime(unitId)
                        .filter(took -> way.method().restores())
                        .map(took -> ", the trial restore took " + Times.length(took))
                        .orElse("")
                + lastMoment(situation, estimates) + ". " + way.now(steps.proofSpent(unitId));
    }

    private String lastMoment(Situation situation, Estimates estimates) {
        if (situation.neededUnit().mode() == Mode.REHEARSE) {
            return "";
        }
        return windows.of(situation.key())
                .map(window -> {
                    Instant last = estimates.lastMoment(window.endsAt());
                    return last.isBefore(situation.now())
                            ? "; it has not fitted the window since "
                                    + situation.times().at(last)
                            : "; it fits the window until " + situation.times().at(last);
                })
                .orElse("");
    }

    @Override
    public void makeSure(Given given) {
        if (!given.answers(Answer.APPLIED)) {
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
