package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.approval.Approvals;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.planning.Rehearsals;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.process.Variables;
import org.liftlock.security.Members;
import org.springframework.stereotype.Component;

/** May this plan be carried out? Asked of other people than the requester, each in a role of their own (R28). */
@Component
class ApproveUpgrade implements Question {

    private static final String APPROVED = "approved";
    private static final String WITH_CONDITION = "approved-with-condition";
    private static final String SEND_BACK = "changes-wanted";
    private static final String REFUSE = "refused";

    private final Approvals approvals;
    private final Upgrades upgrades;
    private final Plans plans;
    private final Rehearsals rehearsals;
    private final Debts debts;
    private final KnownIssues issues;
    private final Impacts impacts;
    private final TimeBar timeBar;
    private final FindingList findings;
    private final Members members;

    ApproveUpgrade(
            Approvals approvals,
            Upgrades upgrades,
            Plans plans,
            Rehearsals rehearsals,
            Debts debts,
            KnownIssues issues,
            Impacts impacts,
            TimeBar timeBar,
            FindingList findings,
            Members members) {
        this.members = members;
        this.approvals = approvals;
        this.upgrades = upgrades;
        this.plans = plans;
        this.rehearsals = rehearsals;
        this.debts = debts;
        this.issues = issues;
        this.impacts = impacts;
        this.timeBar = timeBar;
        this.findings = findings;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.APPROVE_UPGRADE);
    }

    @Override
    public Asked ask(Situation situation) {
        return Asked.to(Assignment.toGroup(role(situation)))
                .onSilence("the request is escalated; without an approval nothing starts")
                .show(Shown.FACTS, facts(situation))
                .show(Shown.FINDINGS, findings.worst(situation.key(), 3, RuleId.R42))
                .show(Shown.TIME_BAR, timeBar.of(situation.key(), situation.neededPlan(), situation.times()))
                .show(Shown.CHANGES, changes(situation))
                .show(Shown.WHO, who(situation))
                .choice(APPROVED, "Approve")
                .choice(WITH_CONDITION, "Approve with a condition")
                .choice(SEND_BACK, "Send back: the plan has to change")
                .choice(REFUSE, "Refuse the upgrade")
                .build();
    }

    @Override
    public Taken take(Given given) {
        String role = role(given.situation());
        if (!members.inGroup(role).contains(given.by())) {
            throw new AnswerRefused("R28: this approval is one of the group \"" + role + "\", and " + given.by()
                    + " is not in it; leave it to somebody who is");
        }
        String answer = given.answer();
        boolean approves = answer.equals(APPROVED) || answer.equals(WITH_CONDITION);
        Optional<String> condition = given.fields().text("condition").filter(text -> answer.equals(WITH_CONDITION));
        if (!approves && given.remark().isEmpty()) {
            throw new AnswerRefused("Field \"Remark\" is empty; say what has to change, or why it is refused");
        }
        String remark = condition.map(text -> "on condition: " + text).orElse(given.remark());
        approvals.give(given.key(), given.by(), role, verdict(answer), remark);
        condition.ifPresent(text -> issues.note(given.key(), followUp(given, text), given.by()));
        Taken taken = Taken.noted(RuleId.R28, answer.replace('-', ' ') + (remark.isEmpty() ? "" : ": " + remark));
        return approves ? taken : taken.with(Variables.APPROVAL_OVER, true);
    }

    /** Whose turn it is; the last role serves all further turns. */
    private String role(Situation situation) {
        List<String> roles = upgrades.approverRoles(situation.key());
        return roles.get(Math.min(situation.place().turn(), roles.size() - 1));
    }

    private static Approvals.Verdict verdict(String answer) {
        return switch (answer) {
            case SEND_BACK -> Approvals.Verdict.SENT_BACK;
            case REFUSE -> Approvals.Verdict.REFUSED;
            default -> Approvals.Verdict.APPROVED;
        };
    }

    /** Settled before the window opens, by whoever carries the upgrade out. */
    private static KnownIssues.Entry followUp(Given given, String condition) {
        Plan plan = given.situation().neededPlan();
        LocalDate due = plan.opensAt().atZone(given.situation().times().zone()).toLocalDate();
        String owner = plan.engineer().isBlank() ? given.situation().upgrade().requestedBy() : plan.engineer();
        return new KnownIssues.Entry(KnownIssues.Kind.FOLLOW_UP, "Condition of the approval: " + condition, owner, due);
    }

    private Markdown facts(Situation situation) {
        Plan plan = situation.neededPlan();
        return new Markdown()
                .fact(
                        "What",
                        plain(situation.description().name()) + " from "
                                + plain(situation.upgrade().fromVersion()) + " to "
                                + plain(situation.upgrade().toVersion()) + " on "
                                + plain(String.join(", ", plan.targets()))
                                + ", by method " + plain(plan.method()))
                .fact("Why", plain(situation.description().request().reason().text()))
                .fact(
                        "What if it fails",
                        "way back: " + WayBack.of(situation).planned() + ". "
                                + plain(plan.decider()) + " decides, else " + plain(plan.deputy())
                                + "; on silence: " + silence(plan))
                .fact("Users", Users.of(situation.description()))
                .fact("Impact", impacts.newest(situation.key()).map(Markdown::plain))
                .fact("Users are told", plain(plan.announcement()))
                .items("Rehearsal", rehearsal(situation))
                .items("Staging differs from what it stands for", differences(situation))
                .items(
                        "Shortened, to be reviewed afterwards",
                        debts.open(situation.key()).stream()
                                .map(debt -> debt.rule() + ": " + plain(debt.sentence()))
                                .toList())
                .fact("Asked for by", plain(situation.upgrade().requestedBy()))
                .fact("Digest of the plan", plans.sealedDigest(situation.key()).map(Digest::brief));
    }

    static String silence(Plan plan) {
        return plan.noAnswer().name().toLowerCase().replace('_', ' ');
    }

    private List<String> rehearsal(Situation situation) {
        List<String> steps = rehearsals.steps(situation.key()).stream()
                .filter(step -> !step.summary().startsWith("The description names no"))
                .map(step -> step.topic().replace('-', ' ') + ": "
                        + step.outcome().toLowerCase() + " in " + Times.length(step.took())
                        + (step.summary().isBlank() ? "" : " (" + plain(brief(step.summary())) + ")"))
                .toList();
        return steps.isEmpty() ? List.of("**There was none**") : steps;
    }

    private static String brief(String summary) {
        return summary.length() <= 120 ? summary : summary.substring(0, 119) + "…";
    }

    private static List<String> differences(Situation situation) {
        return situation
                .description()
                .systemDescription()
                .standInFor(situation.upgrade().environment())
                .map(EnvironmentSpec::differs)
                .orElse(List.of())
                .stream()
                .map(Markdown::plain)
                .toList();
    }

    /** Known before anybody has read it all and presses a button that refuses. */
    private Markdown who(Situation situation) {
        Map<String, String> barred = approvals.barred(situation.key());
        String requester = situation.upgrade().requestedBy();
        String role = role(situation);
        boolean nobody = members.inGroup(role).stream().allMatch(barred::containsKey);
        return new Markdown()
                .items(
                        "May not approve (R28)",
                        barred.entrySet().stream()
                                .map(one -> plain(one.getKey()) + " " + plain(one.getValue())
                                        + (one.getKey().equals(requester)
                                                ? ", and may neither send it back nor refuse it"
                                                : ""))
                                .toList())
                .text(
                        nobody
                                ? "**Nobody in the group \"" + plain(role) + "\" is left who may approve.** Have an"
                                        + " administrator add somebody else to it"
                                : "");
    }

    /** Only when somebody has answered to an earlier plan: what is different in this one. */
    private Markdown changes(Situation situation) {
        return new Markdown()
                .items(
                        "Changed since the plan that was approved or sent back",
                        PlanChanges.between(plans.answeredBefore(situation.key()), situation));
    }
}
