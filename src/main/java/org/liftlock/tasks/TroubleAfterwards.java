package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.process.Topic;
import org.liftlock.process.UpgradeProcess.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Trouble after users were let in again: the watch, or a sign-off, says that it does not work. */
@Component
class TroubleAfterwards {

    private final StepFacts steps;
    private final TargetStates targets;
    private final Units units;
    private final WindowOfItsOwn own;
    private final JdbcClient jdbc;

    TroubleAfterwards(StepFacts steps, TargetStates targets, Units units, WindowOfItsOwn own, JdbcClient jdbc) {
        this.steps = steps;
        this.targets = targets;
        this.units = units;
        this.own = own;
        this.jdbc = jdbc;
    }

    Asked ask(Asked.Builder asked, Situation situation) {
        WayBack way = WayBack.of(situation);
        boolean finished = steps.lastOfUpgrade(situation.key(), List.of(Topic.FINISH_CHANGE.topic()))
                .filter(StepFacts.Ran::succeeded)
                .isPresent();
        boolean back = way.exists() && !finished;
        if (back) {
            own.offerLater(asked, situation);
        }
        return asked.onSilence("nothing happens; the new version stays in use")
                .show(Shown.FAILURE, new Markdown().items("What was reported", reported(situation.key())))
                .show(
                        Shown.FACTS,
                        targets.of(situation)
                                .fact(
                                        "What a rollback now loses",
                                        finished ? "the last step has destroyed the way back" : way.now(true))
                                .items("Backups of", backups(situation)))
                .show(
                        Shown.SUGGESTION,
                        new Markdown()
                                .fact(
                                        "Suggestion",
                                        back
                                                ? "weigh what users lose by going back against what they cannot do now;"
                                                        + " a repair is an upgrade of its own"
                                                : "accept it as a known issue and request a repair as an upgrade of its"
                                                        + " own"))
                .choiceIf(back, Answer.GO_BACK, "Take everything back")
                .choice(Answer.ACCEPT, "Accept it as a known issue")
                .build();
    }

    private List<String> reported(String upgradeKey) {
        List<String> sentences = new ArrayList<>();
        steps.lastOfUpgrade(upgradeKey, List.of(Topic.COMPARE_WITH_BASELINE.topic()))
                .filter(step -> !step.succeeded())
                .ifPresent(step -> sentences.add("Watch: " + plain(step.summary())));
        jdbc.sql("""
                        select actor, sentence from record_entry where upgrade_key = ? and kind = 'answered'
                            and rule_id = 'R39' order by seq desc fetch first 5 rows only
                        """)
                .param(upgradeKey)
                .query((found, row) -> "Sign-off of " + plain(found.getString(1)) + ": " + plain(found.getString(2)))
                .list()
                .forEach(sentences::add);
        return sentences;
    }

    private List<String> backups(Situation situation) {
        return units.of(situation.key()).stream()
                .filter(unit -> unit.mode() == Mode.RAISE)
                .filter(unit -> unit.result().filter(Result.RAISED::equals).isPresent())
                .map(unit -> unit.targets().stream()
                                .map(target -> plain(target.toString()))
                                .collect(Collectors.joining(", "))
                        + ": "
                        + backup(situation, unit))
                .toList();
    }

    private String backup(Situation situation, UnitOfChange unit) {
        return steps.backedUpAt(unit.unitId())
                .map(at -> situation.times().at(at))
                .orElse("none");
    }
}
