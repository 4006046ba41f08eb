package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.Set;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** What follows from the steps that were shortened? Asked of another person than the one who shortened them (R29). */
@Component
class ReviewShortcuts implements Question {

    private final Debts debts;

    ReviewShortcuts(Debts debts) {
        this.debts = debts;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.REVIEW_SHORTCUTS);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.AS_MODELLED)
                .onSilence("the upgrade stays open")
                .show(
                        Shown.FACTS,
                        new Markdown()
                                .items(
                                        "Shortened",
                                        debts.open(situation.key()).stream()
                                                .map(debt -> debt.rule() + ": " + plain(debt.sentence()) + " (by "
                                                        + plain(debt.takenBy()) + ")")
                                                .toList()))
                .build();
    }

    @Override
    public Taken take(Given given) {
        debts.review(given.key(), given.by(), given.fields().needed("review"));
        return Taken.noted(RuleId.R29, "Reviewed the shortcuts");
    }
}
