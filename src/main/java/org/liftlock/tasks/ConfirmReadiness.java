package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Set;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.planning.Plan;
import org.liftlock.process.UpgradeProcess.Answer;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Is all ready, shortly before the window? Whoever was handed over to is asked next (R27). At every level it is asked too
 * when the files of the new version could not be fetched.
 */
@Component
class ConfirmReadiness implements Question {

    private static final String YES = "yes";
    private static final String REPLAN = "replan";

    private final FindingList findings;
    private final Findings open;
    private final JdbcClient jdbc;

    ConfirmReadiness(FindingList findings, Findings open, JdbcClient jdbc) {
        this.findings = findings;
        this.open = open;
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.CONFIRM_READINESS);
    }

    @Override
    public Asked ask(Situation situation) {
        Plan plan = situation.neededPlan();
        boolean handedOver =
                situation.place().before().filter(Answer.HAND_OVER::equals).isPresent();
        return Asked.to(handedOver ? Assignment.to(plan.deputy()) : Assignment.toEngineer(situation))
                .onSilence("the deputy is told")
                .show(Shown.FACTS, facts(situation, plan))
                .show(Shown.FINDINGS, findings.all(situation.key()))
                .choice(YES, ready(situation.key()))
                .choiceIf(!handedOver, Answer.HAND_OVER, "Hand over to the deputy, " + plan.deputy())
                .choice(REPLAN, "Postpone: plan another window")
                .build();
    }

    @Override
    public Taken take(Given given) {
        String said = switch (given.answer()) {
            case YES -> "Ready";
            case REPLAN -> "Postponed";
            default -> "Handed over to " + given.situation().neededPlan().deputy();
        };
        return Taken.answer(given.answer(), RuleId.R27, said + (given.remark().isEmpty() ? "" : ": " + given.remark()));
    }

    private String ready(String upgradeKey) {
        if (isOpen(upgradeKey, Findings.ARTEFACTS_MISSING)) {
            return "Ready: fetch again what is missing";
        }
        return isOpen(upgradeKey, Findings.BACKUPS_NOT_PREPARED) ? "Ready: take the bases again" : "Ready";
    }

    private boolean isOpen(String upgradeKey, String origin) {
        return !open.open(upgradeKey, origin).isEmpty();
    }

    private Markdown facts(Situation situation, Plan plan) {
        return new Markdown()
                .fact(
                        "On duty",
                        "decides " + plain(plan.decider()) + ", else " + plain(plan.deputy()) + "; carries it out "
                                + plain(plan.engineer()))
                .fact("Last moment to decide", situation.times().at(plan.lastMoment()))
                .items("Messages", messages(situation.key()));
    }

    private List<String> messages(String upgradeKey) {
        return jdbc.sql("""
                        select kind, recipient, sent_at, coalesce(last_error, '') as last_error from message
                        where upgrade_key = ? order by written_at desc fetch first 10 rows only
                        """)
                .param(upgradeKey)
                .query((found, row) -> plain(found.getString("kind")) + " to " + plain(found.getString("recipient"))
                        + ": "
                        + (found.getObject("sent_at") == null
                                ? "**not sent** " + plain(found.getString("last_error"))
                                : "sent"))
                .list();
    }
}
