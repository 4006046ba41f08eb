package org.liftlock.tasks;

import static org.liftlock.process.Questions.METHODS;
import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.planning.Drafts;
import org.liftlock.planning.Methods;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** When, how, and by whom? Everything is filled in already; a planner changes what is not right (R13 to R27). */
@Component
class PlanUpgrade implements Question {

    private static final String CHECK = "check";
    private static final String ANOTHER_METHOD = "another-method";
    private static final String ASSESS_AGAIN = "assess-again";
    private static final String DEFER = "defer";
    private static final String REFUSE = "refuse";

    private final Plans plans;
    private final Drafts drafts;
    private final Methods methods;
    private final Upgrades upgrades;
    private final Debts debts;
    private final Impacts impacts;
    private final TimeBar timeBar;
    private final FindingList findings;

    PlanUpgrade(
            Plans plans,
            Drafts drafts,
            Methods methods,
            Upgrades upgrades,
            Debts debts,
            Impacts impacts,
            TimeBar timeBar,
            FindingList findings) {
        this.plans = plans;
        this.drafts = drafts;
        this.methods = methods;
        this.upgrades = upgrades;
        this.debts = debts;
        this.impacts = impacts;
        this.timeBar = timeBar;
        this.findings = findings;
    }

    @Override
    public Set<String> elements() {
        return Set.of(Element.PLAN_UPGRADE);
    }

    @Override
    public Asked ask(Situation situation) {
        Plan plan = situation.neededPlan();
        boolean strict = level(situation, ControlLevel.HIGH);
        Asked.Builder asked = Asked.to(Assignment.toEngineer(situation))
                .show(Shown.TIME_BAR, timeBar.of(situation.key(), plan, situation.times()))
                .show(Shown.FINDINGS, findings.all(situation.key()))
                .show(Shown.CHANGES, changes(situation))
                .show(Shown.FACTS, facts(situation))
                .select(METHODS, offered(situation))
                .choice(CHECK, "Check this plan and go on")
                .choiceIf(!strict, ASSESS_AGAIN, "This needs the strict path: assess it again")
                .choice(DEFER, "Defer the upgrade")
                .choice(REFUSE, "Refuse the upgrade")
                .propose("impact", impacts.newest(situation.key()).orElse(null))
                .propose("rehearsalException", exception(situation.key()))
                .propose(Asked.ANSWER, CHECK);
        PlanFields.of(plan, situation.times()).forEach(asked::propose);
        return asked.build();
    }

    @Override
    public Taken take(Given given) {
        String answer = given.answer();
        if (answer.equals(DEFER) || answer.equals(REFUSE)) {
            String why = given.fields()
                    .text("remark")
                    .orElseThrow(() -> new AnswerRefused("Field \"Why?\" is empty; say why, it goes into the record"));
            return Taken.answer(answer, RuleId.R03, (answer.equals(DEFER) ? "Deferred: " : "Refused: ") + why);
        }
        Plan plan = PlanFields.read(given);
        String method = given.fields().needed("method");
        boolean another = !method.equals(plan.method());
        boolean otherWayBack = another && drafts.anew(given.key(), plan, method, given.by());
        if (!another) {
            plans.write(given.key(), plan, given.by());
        }
        given.fields().text("impact").ifPresent(impact -> impacts.judge(given.key(), impact, given.by()));
        given.fields()
                .text("rehearsalException")
                .ifPresent(why -> debts.owe(
                        given.key(), RuleId.R18, "Goes on without a proven rehearsal: " + cut(why), given.by()));
        String remark = given.remark().isEmpty() ? "" : ": " + given.remark();
        Taken taken = another
                ? anotherMethod(given, method, otherWayBack, remark)
                : Taken.answer(answer, RuleId.R24, "Planned" + remark);
        return answer.equals(ASSESS_AGAIN) ? taken.with(Variables.CRITICALITY, "HIGH") : taken;
    }

    /**
     * Whatever the planner wanted done with the plan: the new one is looked at first. Where its way back is of another kind
     * the control level is determined anew before (R02), except in an emergency, whose level does not depend on it.
     */
    private Taken anotherMethod(Given given, String method, boolean otherWayBack, String remark) {
        boolean assess = given.answer().equals(ASSESS_AGAIN)
                || otherWayBack && !level(given.situation(), ControlLevel.EMERGENCY);
        return Taken.answer(
                        assess ? ASSESS_AGAIN : ANOTHER_METHOD,
                        RuleId.R17,
                        "Planned anew by method " + method + (assess ? ", assessed again first" : "") + remark)
                .with(
                        Variables.REVERSIBILITY,
                        upgrades.describe(given.key()).method().reversibility().name());
    }

    private List<Choice> offered(Situation situation) {
        return methods.offered(situation.key()).stream()
                .map(method -> new Choice(method.name(), method.name() + ": " + new WayBack(method).brief()))
                .toList();
    }

    /** Only when the method was changed: what is different in the plan computed with it. */
    private Markdown changes(Situation situation) {
        Optional<Plan> before = plans.before(situation.key())
                .filter(old -> !old.method().equals(situation.neededPlan().method()));
        return new Markdown()
                .items("Computed anew for another method; look through it", PlanChanges.between(before, situation));
    }

    private static boolean level(Situation situation, ControlLevel level) {
        return situation.upgrade().controlLevel().filter(level::equals).isPresent();
    }

    private static Markdown facts(Situation situation) {
        UpgradeDescription description = situation.description();
        List<String> digests = situation
                .plan()
                .map(plan -> List.of("descriptions " + plan.descriptionDigest().substring(0, 12)))
                .orElse(List.of());
        return new Markdown()
                .fact("Why", plain(description.request().reason().text()))
                .fact("Method", plain(description.method().name()))
                .fact("Way back", WayBack.of(situation).planned())
                .fact("Targets", plain(String.join(", ", situation.neededPlan().targets())))
                .fact("Users", Users.of(description))
                .fact("Digests", String.join(", ", digests));
    }

    private String exception(String upgradeKey) {
        return debts.open(upgradeKey).stream()
                .filter(debt -> debt.rule() == RuleId.R18)
                .map(debt -> debt.sentence().replaceFirst("^Goes on without a proven rehearsal: ", ""))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private static String cut(String why) {
        return why.length() <= 950 ? why : why.substring(0, 950) + "…";
    }
}
