package org.liftlock.tasks;

import static org.liftlock.process.Questions.METHODS;
import static org.liftlock.tasks.Markdown.plain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.Debts.Debt;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.Units;
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
    private static final String EXCEPTION = "rehearsalException";
    /** Begins the debt that the field makes; those of the emergency path are none of it. */
    private static final String WITHOUT_REHEARSAL = "Goes on without a proven rehearsal: ";

    private final Plans plans;
    private final Drafts drafts;
    private final Methods methods;
    private final Upgrades upgrades;
    private final Debts debts;
    private final Units units;
    private final Impacts impacts;
    private final TimeBar timeBar;
    private final FindingList findings;

    PlanUpgrade(
            Plans plans,
            Drafts drafts,
            Methods methods,
            Upgrades upgrades,
            Debts debts,
            Units units,
            Impacts impacts,
            TimeBar timeBar,
            FindingList findings) {
        this.plans = plans;
        this.drafts = drafts;
        this.methods = methods;
        this.upgrades = upgrades;
        this.debts = debts;
        this.units = units;
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
                .propose(
                        EXCEPTION,
                        exceptions(situation.key()).stream()
                                .map(PlanUpgrade::why)
                                .reduce((first, second) -> second)
                                .orElse(null))
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
        rehearseOrNot(given);
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

    /** What the field says now is what holds: a new reason takes the place of the old one, and an empty field is none. */
    private void rehearseOrNot(Given given) {
        Optional<String> why = given.fields().text(EXCEPTION).map(PlanUpgrade::cut);
        List<Debt> dropped = exceptions(given.key()).stream()
                .filter(debt -> why.filter(why(debt)::equals).isEmpty())
                .toList();
        if (!dropped.isEmpty() && raising(given.key())) {
            throw new AnswerRefused("Field \"Go on without a proven rehearsal?\": targets were changed under this"
                    + " exception already, so it stays until it is reviewed; leave it as it was: "
                    + why(dropped.get(dropped.size() - 1)));
        }
        dropped.forEach(debt -> debts.withdraw(given.key(), debt, given.by()));
        why.ifPresent(reason -> debts.owe(given.key(), RuleId.R18, WITHOUT_REHEARSAL + reason, given.by()));
    }

    private List<Debt> exceptions(String upgradeKey) {
        return debts.open(upgradeKey).stream()
                .filter(debt -> debt.rule() == RuleId.R18)
                .filter(debt -> debt.sentence().startsWith(WITHOUT_REHEARSAL))
                .toList();
    }

    private static String why(Debt exception) {
        return exception.sentence().substring(WITHOUT_REHEARSAL.length());
    }

    private boolean raising(String upgradeKey) {
        return units.of(upgradeKey).stream().anyMatch(unit -> unit.mode() == Mode.RAISE);
    }

    private static String cut(String why) {
        return why.length() <= 950 ? why : why.substring(0, 950) + "…";
    }
}
