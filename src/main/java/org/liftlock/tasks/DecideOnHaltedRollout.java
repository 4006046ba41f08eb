package org.liftlock.tasks;

import java.util.Set;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** The rollout has halted, by order or since a wave did not prove itself: how does it go on (R41)? */
@Component
class DecideOnHaltedRollout implements Question {

    private final TargetStates targets;
    private final Units units;
    private final Upgrades upgrades;
    private final Directives directives;

    DecideOnHaltedRollout(TargetStates targets, Units units, Upgrades upgrades, Directives directives) {
        this.targets = targets;
        this.units = units;
        this.upgrades = upgrades;
        this.directives = directives;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.DECIDE_ON_HALTED_ROLLOUT);
    }

    @Override
    public Asked ask(Situation situation) {
        WayBack way = WayBack.of(situation);
        boolean several = units.of(situation.key()).size() > 1;
        return Asked.to(Assignment.toDecider(situation))
                .onSilence(ApproveUpgrade.silence(situation.neededPlan()))
                .show(Shown.FAILURE, targets.of(situation))
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .fact(
                                        "Order in force",
                                        directives
                                                .current(situation.key())
                                                .name()
                                                .toLowerCase()
                                                .replace('_', ' '))
                                .fact("What a rollback now loses", way.now(true)))
                .show(
                        Shown.SUGGESTION,
                        new Markdown()
                                .fact(
                                        "Suggestion",
                                        "go on only when you know why it halted; what failed once fails on the next"
                                                + " target too"))
                .choice(Answer.GO_ON, "Go on with the next wave")
                .choiceIf(several, Answer.SMALLER_WAVES, "Go on in smaller waves")
                .choiceIf(way.exists(), Answer.GO_BACK, "Stop, and roll back what was raised")
                .choice(Answer.HOLD, "Hold: start nothing new, ask again later")
                .build();
    }

    @Override
    public Taken take(Given given) {
        String size = "";
        if (given.answers(Answer.SMALLER_WAVES)) {
            int waveSize = Math.toIntExact(given.fields()
                    .number("waveSize")
                    .orElseThrow(
                            () -> new AnswerRefused("Field \"How many targets at a time?\" is empty; fill it in")));
            upgrades.limitWaves(given.key(), waveSize);
            size = " of " + waveSize;
        }
        return Taken.answer(
                given.answer(), RuleId.R41, given.answer().replace('-', ' ') + size + ": " + given.remark());
    }
}
