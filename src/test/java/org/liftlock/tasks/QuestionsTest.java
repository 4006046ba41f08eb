package org.liftlock.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftlock.EngineTest;
import org.liftlock.approval.Approvals;
import org.liftlock.launcher.RunState;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.process.DomainTime;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.process.Variables;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each question offers, and what follows from its answers. */
@EngineTest
@Import(OrderUpgrade.Rooms.class)
class QuestionsTest {

    private static final String NEXT_YEAR = "2099-01-15";

    @Autowired
    private OrderUpgrade order;

    @Autowired
    private Findings findings;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Questions questions;

    @Autowired
    private Plans plans;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Debts debts;

    @Autowired
    private KnownIssues issues;

    @Autowired
    private Windows windows;

    @Autowired
    private Upgrades upgrades;

    @Autowired
    private DomainTime time;

    @Autowired
    private TargetStates targets;

    @Autowired
    private Head head;

    @Autowired
    private JdbcClient jdbc;

    private String key;

    @BeforeEach
    void anUpgradeIsPlanned() {
        key = order.planned("replace");
        if (identity.createGroupQuery().groupId("approvers").count() == 0) {
            identity.saveGroup(identity.newGroup("approvers"));
            for (String name : List.of("ana", "carl", "paula")) {
                identity.saveUser(identity.newUser(name));
                identity.createMembership(name, "approvers");
            }
        }
    }

    @AfterEach
    void targetsAnswerAStopAgain() {
        Mockito.when(OrderUpgrade.Rooms.LAUNCHER.stop(Mockito.any(), Mockito.anyLong()))
                .thenReturn(new RunState.NeverStarted());
    }

    @Test
    void everyTaskOfTheModelsHasAQuestion() throws IllegalAccessException {
        List<String> notTasks = List.of(
                Element.ASSESSMENT,
                Element.PREPARATION,
                Element.WAITING,
                Element.EXECUTION,
                Element.VERIFICATION,
                Element.CLOSING,
                Element.UPGRADE_DEFERRED,
                Element.UPGRADE_REFUSED);
        for (Field constant : Element.class.getFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && !notTasks.contains(constant.get(null))) {
                assertThat(questions.of((String) constant.get(null)))
                        .as(constant.getName())
                        .isPresent();
            }
        }
    }

    @Test
    void aPlanThatIsLeftAsProposedStaysExactlyAsItIs() {
        Plan before = plans.newest(key).orElseThrow();
        Situation situation = order.at(key, Element.PLAN_UPGRADE);

        Taken taken = question(Element.PLAN_UPGRADE).take(proposedPlan(situation));

        assertThat(plans.newest(key)).contains(before);
        assertThat(taken.answer()).contains("check");
    }

    @Test
    void aPlannerChangesTheWindowAndTheMinutesOfAPart() {
        Situation situation = order.at(key, Element.PLAN_UPGRADE);

        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(situation, "windowTo", "2098-12-06T06:00+01:00", "applyMinutes", 45));

        Plan after = plans.newest(key).orElseThrow();
        assertThat(after.endsAt()).isEqualTo("2098-12-06T05:00:00Z");
        assertThat(after.estimates().apply()).isEqualTo(Duration.ofMinutes(45));
        assertThat(after.estimates().backUp()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void theDeputyIsAnotherPersonThanTheDecider() {
        Given answer = proposedPlan(order.at(key, Element.PLAN_UPGRADE), "deputy", "mia");

        assertThatThrownBy(() -> question(Element.PLAN_UPGRADE).take(answer))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("R27");
    }

    @Test
    void goingOnWithoutARehearsalIsOwedAndProposedAgain() {
        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", "staging is gone"));

        assertThat(debts.open(key)).extracting(Debts.Debt::rule).containsExactly(RuleId.R18);
        assertThat(question(Element.PLAN_UPGRADE)
                        .ask(order.at(key, Element.PLAN_UPGRADE))
                        .proposals())
                .containsEntry("rehearsalException", "staging is gone");
    }

    @Test
    void anExceptionFromTheRehearsalIsWithdrawnByEmptyingItsField() {
        // given
        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", "staging is gone"));

        // when
        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", " "));

        // then
        assertThat(debts.open(key)).isEmpty();
        assertThat(question(Element.PLAN_UPGRADE)
                        .ask(order.at(key, Element.PLAN_UPGRADE))
                        .proposals())
                .containsEntry("rehearsalException", null);
        assertThat(jdbc.sql("select actor || ': ' || sentence from record_entry where upgrade_key = ?"
                                + " and kind = 'debt-withdrawn'")
                        .param(key)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "erik: R18 holds again, withdrawn: Goes on without a proven rehearsal: staging is gone");
    }

    @Test
    void anotherReasonForAnExceptionTakesThePlaceOfTheFirst() {
        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", "staging is gone"));
        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", "staging is rebuilt"));

        assertThat(debts.open(key))
                .extracting(Debts.Debt::sentence)
                .containsExactly("Goes on without a proven rehearsal: staging is rebuilt");
    }

    @Test
    void whatAnEmergencyOwesIsNotWithdrawnWithTheExceptionOfThePlan() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "paula");

        question(Element.PLAN_UPGRADE).take(proposedPlan(order.at(key, Element.PLAN_UPGRADE)));

        assertThat(debts.open(key)).extracting(Debts.Debt::sentence).containsExactly("The upgrade was not rehearsed");
    }

    @Test
    void anExceptionUnderWhichTargetsWereChangedStaysUntilItIsReviewed() {
        question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", "staging is gone"));
        order.unit(key);

        assertThatThrownBy(() -> question(Element.PLAN_UPGRADE)
                        .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "rehearsalException", "")))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("stays until it is reviewed");
        assertThat(debts.open(key)).hasSize(1);
    }

    @Test
    void askingForTheStrictPathMakesTheSystemCritical() {
        Taken taken = question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "answer", "assess-again"));

        assertThat(taken.facts()).isEqualTo(Map.of(Variables.CRITICALITY, "HIGH"));
    }

    @Test
    void anotherMethodMakesAnotherPlanThatIsLookedAtBeforeItGoesOn() {
        // given
        findings.replace(key, Findings.PLAN_CHECKED, List.of());

        // when
        Taken taken = question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "method", "swap", "decider", "olga"));

        // then
        assertThat(taken.answer()).contains("another-method");
        assertThat(taken.facts()).isEqualTo(Map.of(Variables.REVERSIBILITY, "UNTIL_FIRST_WRITE"));
        Asked again = question(Element.PLAN_UPGRADE).ask(order.at(key, Element.PLAN_UPGRADE));
        assertThat(again.proposals()).containsEntry("method", "swap").containsEntry("decider", "olga");
        assertThat(again.shown().get(Shown.CHANGES)).contains("- method: replace → swap", "- decider: mia → olga");
        assertThat(again.shown().get(Shown.FINDINGS)).contains("R15");
        assertThat(question(Element.PLAN_UPGRADE)
                        .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE)))
                        .answer())
                .contains("check");
    }

    @Test
    void aMethodWithAnotherKindOfWayBackIsAssessedFirst() {
        Taken taken = question(Element.PLAN_UPGRADE)
                .take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "method", "move"));

        assertThat(taken.answer()).contains("assess-again");
        assertThat(taken.facts()).isEqualTo(Map.of(Variables.REVERSIBILITY, "NEVER"));
    }

    @Test
    void aPlannerChoosesAmongTheMethodsOfTheSystemWithTheirWayBack() {
        Asked asked = question(Element.PLAN_UPGRADE).ask(order.at(key, Element.PLAN_UPGRADE));

        assertThat(asked.selections().get("methods"))
                .containsExactly(
                        new Choice("replace", "replace: can be taken back until users write again"),
                        new Choice("swap", "swap: can be taken back until users write again"),
                        new Choice("move", "move: cannot be taken back"));
    }

    @Test
    void thePlannerSeesTheLastMomentToDecide() {
        Asked asked = question(Element.PLAN_UPGRADE).ask(order.at(key, Element.PLAN_UPGRADE));

        assertThat(asked.shown().get(Shown.TIME_BAR)).contains("**LAST MOMENT TO DECIDE**", "**not measured**");
        assertThat(asked.people().person()).contains("erik");
    }

    @Test
    void eachApproverIsAskedInARoleOfTheirOwn() {
        upgrades.control(key, org.liftlock.lifecycle.ControlLevel.HIGH, "critical", "P7D", "approvers,change-managers");

        Asked first = question(Element.APPROVE_UPGRADE).ask(turn(Element.APPROVE_UPGRADE, 0));
        Asked second = question(Element.APPROVE_UPGRADE).ask(turn(Element.APPROVE_UPGRADE, 1));

        assertThat(first.people().groups()).contains(List.of("approvers"));
        assertThat(second.people().groups()).contains(List.of("change-managers"));
    }

    @Test
    void whoIsNotInTheGroupOfAnApprovalDoesNotGiveIt() {
        // given
        Given answer = order.answer(order.at(key, Element.APPROVE_UPGRADE), "mia", "answer", "approved");

        // then
        assertThatThrownBy(() -> question(Element.APPROVE_UPGRADE).take(answer)).hasMessageContaining("approvers");
    }

    @Test
    void whoAskedForAnUpgradeDoesNotApproveIt() {
        plans.seal(key);
        Given answer = order.answer(order.at(key, Element.APPROVE_UPGRADE), "paula", "answer", "approved");

        assertThatThrownBy(() -> question(Element.APPROVE_UPGRADE).take(answer)).hasMessageContaining("R28: paula");
    }

    @Test
    void aConditionOfAnApprovalBecomesAFollowUp() {
        plans.seal(key);

        Taken taken = question(Element.APPROVE_UPGRADE)
                .take(order.answer(
                        order.at(key, Element.APPROVE_UPGRADE),
                        "ana",
                        "answer",
                        "approved-with-condition",
                        "condition",
                        "the nightly report is run by hand"));

        assertThat(issues.of(key))
                .extracting(KnownIssues.Entry::kind, KnownIssues.Entry::owner)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(KnownIssues.Kind.FOLLOW_UP, "erik"));
        assertThat(taken.facts()).isEmpty();
        assertThat(approvals.verdict(key)).isEqualTo("approved");
    }

    @Test
    void oneWhoSendsThePlanBackEndsTheOtherApprovals() {
        plans.seal(key);

        Taken taken = question(Element.APPROVE_UPGRADE)
                .take(order.answer(
                        order.at(key, Element.APPROVE_UPGRADE),
                        "ana",
                        "answer",
                        "changes-wanted",
                        "remark",
                        "later, please"));

        assertThat(taken.facts()).isEqualTo(Map.of(Variables.APPROVAL_OVER, true));
        assertThat(approvals.verdict(key)).isEqualTo("changes-wanted");
    }

    @Test
    void theApproverSeesWhoMayNotApproveAndWhy() {
        plans.write(key, plans.newest(key).orElseThrow().decidedBy("olga", "mia"), "carl");
        plans.seal(key);

        String who = question(Element.APPROVE_UPGRADE)
                .ask(order.at(key, Element.APPROVE_UPGRADE))
                .shown()
                .get(Shown.WHO);

        assertThat(who)
                .contains(
                        "- paula asked for this upgrade, and may neither send it back nor refuse it",
                        "- carl planned this upgrade",
                        "- erik is to carry this upgrade out")
                .doesNotContain("- ana", "Nobody");
    }

    @Test
    void whereNobodyOfTheGroupMayApproveTheFormSaysSo() {
        plans.seal(key);
        upgrades.control(key, org.liftlock.lifecycle.ControlLevel.HIGH, "critical", "P7D", "approvers,approvers");
        approvals.give(key, "ana", "approvers", Approvals.Verdict.APPROVED, "");
        approvals.give(key, "carl", "approvers", Approvals.Verdict.APPROVED, "");
        jdbc.sql("update upgrade set approvals_needed = 3 where upgrade_key = ?")
                .param(key)
                .update();

        assertThat(question(Element.APPROVE_UPGRADE)
                        .ask(order.at(key, Element.APPROVE_UPGRADE))
                        .shown()
                        .get(Shown.WHO))
                .contains(
                        "- ana has approved this plan already; another person is needed",
                        "**Nobody in the group \"approvers\" is left who may approve.**");
    }

    @Test
    void whoApprovesAgainSeesOnlyWhatHasChanged() {
        plans.seal(key);
        approvals.give(key, "ana", "approvers", Approvals.Verdict.SENT_BACK, "longer");
        question(Element.PLAN_UPGRADE).take(proposedPlan(order.at(key, Element.PLAN_UPGRADE), "applyMinutes", 45));
        plans.seal(key);

        Asked asked = question(Element.APPROVE_UPGRADE).ask(order.at(key, Element.APPROVE_UPGRADE));

        assertThat(asked.shown().get(Shown.CHANGES))
                .endsWith("**Changed since the plan that was approved or sent back**\n\n- apply minutes: 2 → 45");
    }

    @Test
    void readinessHandedOverIsAskedOfTheDeputyWhoCannotHandItOn() {
        Situation handedOver = new Situation(
                new Place(
                        key,
                        UpgradeProcess.UPGRADE,
                        Element.CONFIRM_READINESS,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.of("hand-over"),
                        Optional.empty()),
                upgrades.find(key),
                upgrades.describe(key),
                plans.newest(key),
                Optional.empty(),
                order.at(key, Element.CONFIRM_READINESS).now());

        Asked asked = question(Element.CONFIRM_READINESS).ask(handedOver);

        assertThat(asked.people().person()).contains("carl");
        assertThat(values(asked)).containsExactly("yes", "replan");
    }

    @Test
    void whoeverIsAskedBecauseAFileCouldNotBeFetchedSeesWhyAndHasItFetchedAgain() {
        findings.replace(
                key,
                Findings.ARTEFACTS_MISSING,
                List.of(new Finding(
                        RuleId.R24,
                        Finding.Severity.BLOCKS,
                        Findings.ARTEFACTS_MISSING,
                        "artifacts",
                        "orders.example.com has no room for orders.jar",
                        "Make room, then go on")));

        Asked asked = question(Element.CONFIRM_READINESS).ask(order.at(key, Element.CONFIRM_READINESS));

        assertThat(asked.choices()).extracting(Choice::label).contains("Ready: fetch again what is missing");
        assertThat(asked.toString()).contains("no room for orders.jar");
    }

    @Test
    void eachRepresentativeIsAskedAndAProblemBecomesAKnownIssue() {
        assertThat(question(Element.SIGN_OFF)
                        .ask(turn(Element.SIGN_OFF, 1))
                        .people()
                        .person())
                .contains("otto");

        Taken taken = question(Element.SIGN_OFF)
                .take(order.answer(
                        turn(Element.SIGN_OFF, 1),
                        "otto",
                        "answer",
                        "works-with-a-problem",
                        "problem",
                        "the report is slow"));

        assertThat(issues.of(key)).extracting(KnownIssues.Entry::sentence).containsExactly("the report is slow");
        assertThat(taken.facts()).isEqualTo(Map.of(Variables.SIGN_OFF_VERDICT, "works-with-a-problem"));
    }

    @Test
    void oneForWhomItDoesNotWorkEndsTheOtherSignOffs() {
        Taken taken = question(Element.SIGN_OFF)
                .take(order.answer(
                        turn(Element.SIGN_OFF, 0), "uma", "answer", "does-not-work", "problem", "nobody can log in"));

        assertThat(taken.facts())
                .isEqualTo(Map.of(Variables.SIGN_OFF_VERDICT, "does-not-work", Variables.SIGN_OFF_OVER, true));
    }

    @Test
    void anEntryWithoutAnOwnerDoesNotCloseAnUpgrade() {
        Given answer = order.answer(
                order.at(key, Element.CLOSE_UPGRADE),
                "carl",
                "entries",
                List.of(Map.of("kind", "FOLLOW_UP", "sentence", "tidy up", "due", NEXT_YEAR)));

        assertThatThrownBy(() -> question(Element.CLOSE_UPGRADE).take(answer)).hasMessageContaining("has no owner");
        assertThat(issues.of(key)).isEmpty();
    }

    @Test
    void entriesAndTheLessonAreKeptWhenAnUpgradeIsClosed() {
        question(Element.CLOSE_UPGRADE)
                .take(order.answer(
                        order.at(key, Element.CLOSE_UPGRADE),
                        "carl",
                        "lesson",
                        "check the free space first",
                        "entries",
                        List.of(Map.of(
                                "kind", "FOLLOW_UP", "sentence", "tidy up", "owner", "erik", "due", NEXT_YEAR))));

        assertThat(issues.of(key))
                .extracting(KnownIssues.Entry::kind)
                .containsExactly(KnownIssues.Kind.FOLLOW_UP, KnownIssues.Kind.LESSON);
    }

    @Test
    void shortcutsAreReviewedByAnotherPersonThanTheOneWhoTookThem() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "paula");
        Situation situation = order.at(key, Element.REVIEW_SHORTCUTS);

        assertThatThrownBy(() -> question(Element.REVIEW_SHORTCUTS)
                        .take(order.answer(situation, "paula", "review", "all is well")))
                .hasMessageContaining("R29");
        question(Element.REVIEW_SHORTCUTS).take(order.answer(situation, "ana", "review", "all is well"));

        assertThat(debts.open(key)).isEmpty();
    }

    @Test
    void anExtensionIsOfferedAndTakenOnlyAsFarAsItFits() {
        window();
        MaintenanceWindow window = windows.of(key).orElseThrow();
        windows.freeze(
                "quarter end " + key,
                Optional.empty(),
                window.endsAt().plus(Duration.ofMinutes(40)),
                window.endsAt().plus(Duration.ofMinutes(50)),
                List.of("NONE"));
        Situation situation = order.at(key, Element.DECIDE_WHEN_TIME_RUNS_OUT);
        Question question = question(Element.DECIDE_WHEN_TIME_RUNS_OUT);

        assertThat(question.ask(situation).choices())
                .contains(new Choice("extend", "Extend the window, by at most 40 min"));
        assertThat(question.ask(situation).shown().get(Shown.FACTS))
                .contains("of at most 40 min fits. It would run into this, from ", "change freeze \"quarter end");
        assertThatThrownBy(() -> question.take(order.answer(
                        situation, "mia", "answer", "extend", "extendMinutes", 60, "remark", "nearly there")))
                .hasMessageContaining("R33")
                .hasMessageContaining("quarter end");
        assertThat(question.take(order.answer(
                                situation, "mia", "answer", "extend", "extendMinutes", 20, "remark", "nearly there"))
                        .local())
                .isEqualTo(Map.of(Variables.EXTEND_MINUTES, 20));
    }

    @Test
    void anyOtherOrderExtendsByNothing() {
        window();

        Taken taken = question(Element.DECIDE_WHEN_TIME_RUNS_OUT)
                .take(order.answer(
                        order.at(key, Element.DECIDE_WHEN_TIME_RUNS_OUT),
                        "mia",
                        "answer",
                        "go-back",
                        "extendMinutes",
                        60,
                        "remark",
                        "too slow"));

        assertThat(taken.local()).isEqualTo(Map.of(Variables.EXTEND_MINUTES, 0));
    }

    @Test
    void afterAFailedApplyItCannotBeAcceptedAndSuggestedIsTheWayBack() {
        Situation situation = inUnit(Element.DECIDE_ON_FAILURE, "apply-upgrade", "migration ended with 1");

        Asked asked = question(Element.DECIDE_ON_FAILURE).ask(situation);

        assertThat(values(asked)).containsExactly("go-back", "retry", "check-again", "hold");
        assertThat(asked.shown().get(Shown.FAILURE)).contains("migration ended with 1");
        assertThat(asked.shown().get(Shown.FACTS)).contains("Last moment to decide", "loses nothing");
        assertThat(asked.shown().get(Shown.SUGGESTION)).contains("roll back");
    }

    @Test
    void whoDecidesOnAFailureSeesWhichChecksWereNotRun() {
        // given
        Situation situation = inUnit(Element.DECIDE_ON_FAILURE, "run-acceptance-checks", "1 of 3 checks failed");
        String unit = situation.place().unitId().orElseThrow();
        order.check(key, unit, "run-acceptance-checks", "health", "PASSED");
        order.check(key, unit, "run-acceptance-checks", "place-order", "FAILED");
        order.check(key, unit, "run-acceptance-checks", "turnover", "SKIPPED");

        // when
        Asked asked = question(Element.DECIDE_ON_FAILURE).ask(situation);

        // then
        assertThat(asked.shown().get(Shown.FAILURE))
                .contains("**place-order** (core)", "**Checks that were not run**: turnover");
    }

    @Test
    void aFailedCheckIsToldOnceWithWhatItPrintedAndHowTheLogEnded() {
        // given
        Situation situation = inUnit(
                Element.DECIDE_ON_FAILURE,
                "run-acceptance-checks",
                "1 of 2 checks failed, first the core check place-order");
        String unit = situation.place().unitId().orElseThrow();
        order.check(key, unit, "run-acceptance-checks", "health", "PASSED");
        order.failed(
                key,
                unit,
                "run-acceptance-checks",
                "place-order",
                "placed 413\nlooked for 413: 404\n",
                "no such order\n");

        // when
        String failure =
                question(Element.DECIDE_ON_FAILURE).ask(situation).shown().get(Shown.FAILURE);

        // then
        assertThat(failure)
                .containsOnlyOnce("place-order** (core)")
                .contains("**1 of 2 checks failed**", "expected 412; got 100")
                .contains("\n    placed 413\n    looked for 413: 404")
                .contains("**How /srv/orders.log on localhost ended**\n\n    no such order")
                .doesNotContain("first the core check");
    }

    @Test
    void ofAFailedApplyTheLastOutputAndTheStateOfTheTargetAreShown() {
        // given
        window();
        UnitOfChange unit = order.unit(key);
        order.read(key, unit, "BEFORE", "1.0");
        order.ended(key, unit, "APPLY", "FAILED", "copying\ncolumn customer is missing\n");
        jdbc.sql("update step set topic = 'apply-upgrade', outcome = 'FAILED' where unit_id = ?")
                .param(unit.unitId())
                .update();
        order.read(key, unit, "IN_DOUBT", "1.0");

        // when
        Asked asked = question(Element.DECIDE_ON_FAILURE)
                .ask(order.at(
                        key, UpgradeProcess.CHANGE_TARGET, Element.DECIDE_ON_FAILURE, Optional.of(unit.unitId()), 0));

        // then
        assertThat(asked.shown().get(Shown.FAILURE)).contains("\n    copying\n    column customer is missing");
        assertThat(asked.shown().get(Shown.FACTS))
                .contains(
                        "orders.example.com/main: **applied in part**; server **1.0**, as before the change, read at ");
    }

    @ParameterizedTest
    @CsvSource({
        "APPLY, SUCCEEDED, applied",
        "APPLY, UNKNOWN, 'unknown, since apply'",
        "APPLY, NEVER_STARTED, untouched",
        "ROLL_BACK, SUCCEEDED, rolled back",
        "ROLL_BACK, FAILED, rolled back in part",
    })
    void theStateOfATargetIsTheOneItsLastEffectLeft(String kind, String outcome, String state) {
        UnitOfChange unit = order.unit(key);
        order.ended(key, unit, kind, outcome, "");

        assertThat(targets.of(order.at(key, Element.CLOSE_UPGRADE)).text().orElseThrow())
                .contains("orders.example.com/main: **" + state + "**; no version was read back");
    }

    @Test
    void aVersionReadBeforeTheWayBackIsNotShownAsTheOneOfNow() {
        // given
        UnitOfChange unit = order.unit(key);
        order.read(key, unit, "BEFORE", "1.0");
        order.read(key, unit, "AFTER", "2.0");
        time.shiftBy(Duration.ofMinutes(3));
        order.ended(key, unit, "ROLL_BACK", "SUCCEEDED", "");
        Situation closing = order.at(key, Element.CLOSE_UPGRADE);
        assertThat(targets.of(closing).text().orElseThrow()).contains("**rolled back**; no version was read back");

        // when
        order.read(key, unit, "BACK", "1.0");

        // then
        assertThat(targets.of(closing).text().orElseThrow())
                .contains("**rolled back**; server **1.0**, as before the change");
    }

    @Test
    void oneTargetAloneIsNotAskedForAllLikeIt() {
        Situation alone = inUnit(Element.DECIDE_ON_FAILURE, "apply-upgrade", "migration ended with 1");
        assertThat(question(Element.DECIDE_ON_FAILURE).ask(alone).shown()).doesNotContainKey(Shown.ALIKE);

        order.unit(key);

        assertThat(question(Element.DECIDE_ON_FAILURE).ask(alone).shown().get(Shown.ALIKE))
                .contains("orders.example.com/main");
    }

    @Test
    void aDeadlineSecondsAwayIsToldToTheSecond() {
        Situation situation = order.at(key, Element.DECIDE_ON_FAILURE);
        Place place = situation.place();
        Situation due = new Situation(
                new Place(
                        key,
                        place.process(),
                        place.element(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(situation.now().plusSeconds(28))),
                situation.upgrade(),
                situation.description(),
                situation.plan(),
                Optional.empty(),
                situation.now());

        assertThat(head.of(due, Optional.of("the rollback begins")).text().orElseThrow())
                .containsPattern(
                        "Decide until\\*\\*: .* \\d\\d:\\d\\d:\\d\\d \\w+, 28 s after this was asked\\. If nobody");
    }

    @Test
    void whoDecidesSeesTheWayBackAsPlannedAndAsRehearsed() {
        Situation before = inUnit(Element.DECIDE_ON_FAILURE, "apply-upgrade", "migration ended with 1");
        assertThat(question(Element.DECIDE_ON_FAILURE).ask(before).shown().get(Shown.FACTS))
                .contains("as planned, not rehearsed");

        UnitOfChange rehearsal = order.rehearsal(key);
        order.step(key, rehearsal.unitId(), "roll-back", Duration.ofHours(1), Optional.of(Duration.ofSeconds(9)));

        assertThat(question(Element.DECIDE_ON_FAILURE).ask(before).shown().get(Shown.FACTS))
                .contains("as planned, 9 s in the rehearsal");
    }

    @Test
    void whoClosesAnUpgradeSeesTheTimesOfTheChangeItselfNotOfItsRehearsal() {
        // given
        UnitOfChange rehearsal = order.rehearsal(key);
        order.step(
                key,
                rehearsal.unitId(),
                "run-acceptance-checks",
                Duration.ofHours(2),
                Optional.of(Duration.ofSeconds(5)));
        UnitOfChange unit = order.unit(key);
        order.step(key, unit.unitId(), "apply-upgrade", Duration.ofHours(1), Optional.of(Duration.ofMinutes(3)));

        // when
        Asked asked = question(Element.CLOSE_UPGRADE).ask(order.at(key, Element.CLOSE_UPGRADE));

        // then
        assertThat(asked.shown().get(Shown.TIME_BAR)).contains("apply upgrade").doesNotContain("run acceptance checks");
    }

    @Test
    void whoClosesAnUpgradeSeesWhatFailedAndWhatWasRolledBackButNotOfItsRehearsal() {
        // given
        UnitOfChange rehearsal = order.rehearsal(key);
        order.step(key, rehearsal.unitId(), "apply-upgrade", "FAILED", "the port was taken on staging");
        UnitOfChange unit = order.unit(key);
        order.step(key, unit.unitId(), "back-up", "SUCCEEDED", "1 store");
        order.step(key, unit.unitId(), "run-acceptance-checks", "FAILED", "1 of 1 checks failed");
        order.check(key, unit.unitId(), "run-acceptance-checks", "place-order", "FAILED");
        order.step(key, unit.unitId(), "roll-back", "SUCCEEDED", "Restored, 412 rows");
        order.step(key, unit.unitId(), "verify-rollback", "SUCCEEDED", "Data and configuration are as before");

        // when
        String setbacks = question(Element.CLOSE_UPGRADE)
                .ask(order.at(key, Element.CLOSE_UPGRADE))
                .shown()
                .get(Shown.FAILURE);

        // then
        assertThat(setbacks)
                .containsSubsequence(
                        "**What failed**",
                        "**Run acceptance checks** at ",
                        "**place-order** (core) on localhost: expected 412; got 100",
                        "**What was rolled back**",
                        "Restored, 412 rows",
                        "Data and configuration are as before")
                .doesNotContain("staging", "1 store");
    }

    @Test
    void ofACleanUpgradeNothingFailed() {
        UnitOfChange unit = order.unit(key);
        order.step(key, unit.unitId(), "apply-upgrade", "SUCCEEDED", "done");

        assertThat(question(Element.CLOSE_UPGRADE)
                        .ask(order.at(key, Element.CLOSE_UPGRADE))
                        .shown())
                .doesNotContainKey(Shown.FAILURE);
    }

    @Test
    void whenTimeRunsOutTheRunningStepIsShownBesideItsUsualTime() {
        // given
        window();
        UnitOfChange unit = order.unit(key);
        order.step(key, unit.unitId(), "apply-upgrade", Duration.ofHours(9), Optional.of(Duration.ofMinutes(3)));
        order.step(key, unit.unitId(), "apply-upgrade", Duration.ofHours(1), Optional.empty());
        order.step(key, unit.unitId(), "resume-system", Duration.ofHours(1), Optional.empty());

        // when
        Asked asked = question(Element.DECIDE_WHEN_TIME_RUNS_OUT).ask(order.at(key, Element.DECIDE_WHEN_TIME_RUNS_OUT));

        // then
        assertThat(asked.shown().get(Shown.FACTS))
                .contains("usually within 3 min", "resume system", "not measured before");
    }

    @Test
    void failedChecksMayBeAcceptedByNameAndDate() {
        Situation situation = inUnit(Element.DECIDE_ON_FAILURE, "run-acceptance-checks", "page shows 1.9");
        Question question = question(Element.DECIDE_ON_FAILURE);

        assertThat(values(question.ask(situation))).contains("accept");
        question.take(order.answer(
                situation,
                "mia",
                "answer",
                "accept",
                "issueOwner",
                "erik",
                "issueDue",
                NEXT_YEAR,
                "remark",
                "only the footer"));

        assertThat(issues.of(key))
                .containsExactly(new KnownIssues.Entry(
                        KnownIssues.Kind.KNOWN_ISSUE,
                        "Accepted: page shows 1.9. only the footer",
                        "erik",
                        LocalDate.parse(NEXT_YEAR)));
    }

    @Test
    void aKnownIssueIsNotDueInThePast() {
        Situation situation = inUnit(Element.DECIDE_ON_FAILURE, "run-acceptance-checks", "page shows 1.9");
        Given answer = order.answer(
                situation,
                "mia",
                "answer",
                "accept",
                "issueOwner",
                "erik",
                "issueDue",
                "2020-01-01",
                "remark",
                "footer");

        assertThatThrownBy(() -> question(Element.DECIDE_ON_FAILURE).take(answer))
                .hasMessageContaining("2020-01-01 has passed");
    }

    @Test
    void whatCannotBeTakenBackIsNotOfferedToBeTakenBack() {
        key = order.planned("move");
        Situation failed = inUnit(Element.DECIDE_ON_FAILURE, "apply-upgrade", "moved half");

        assertThat(values(question(Element.DECIDE_ON_FAILURE).ask(failed))).doesNotContain("go-back", "leave-out");
        assertThat(values(question(Element.DECIDE_ON_FAILURE).ask(order.at(key, Element.DECIDE_ON_FAILURE))))
                .containsExactly("accept");
    }

    @Test
    void afterwardsGoingBackIsOfferedWithWhatItLosesAndHowTheTargetsStand() {
        order.unit(key);

        Asked asked = question(Element.DECIDE_ON_FAILURE).ask(order.at(key, Element.DECIDE_ON_FAILURE));

        assertThat(values(asked)).containsExactly("go-back", "accept");
        assertThat(asked.shown().get(Shown.FACTS))
                .contains("loses new orders", "orders.example.com/main: **untouched**");
    }

    @Test
    void nothingIsTriedAgainBeforeTheTargetConfirmsThatNothingRuns() {
        Situation situation = inUnit(Element.DECIDE_ON_UNKNOWN_OUTCOME, "apply-upgrade", "no word since 02:14");
        Given again = order.answer(situation, "erik", "answer", "again", "evidence", "I saw no process");
        Mockito.when(OrderUpgrade.Rooms.LAUNCHER.stop(Mockito.any(), Mockito.anyLong()))
                .thenReturn(new RunState.Running(0));

        assertThatThrownBy(() -> question(Element.DECIDE_ON_UNKNOWN_OUTCOME).makeSure(again))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("the command still runs")
                .hasMessageContaining("end what runs");
    }

    @Test
    void goingBackAndGivingUpWaitForThatCertaintyTooAndWhatWasAppliedDoesNot() {
        Situation applying = inUnit(Element.DECIDE_ON_UNKNOWN_OUTCOME, "apply-upgrade", "no word since 02:14");
        Situation quiescing = order.at(
                key,
                UpgradeProcess.CHANGE_TARGET,
                Element.DECIDE_ON_UNKNOWN_QUIESCING,
                applying.unit().map(UnitOfChange::unitId),
                0);
        Question question = question(Element.DECIDE_ON_UNKNOWN_OUTCOME);
        Mockito.when(OrderUpgrade.Rooms.LAUNCHER.stop(Mockito.any(), Mockito.anyLong()))
                .thenReturn(new RunState.Unknown("no route to host"));

        assertThatThrownBy(() -> question.makeSure(order.answer(applying, "erik", "answer", "go-back")))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("no route to host");
        assertThatThrownBy(() -> question.makeSure(order.answer(quiescing, "erik", "answer", "give-up")))
                .isInstanceOf(AnswerRefused.class);
        assertThatCode(() -> question.makeSure(order.answer(applying, "erik", "answer", "applied")))
                .doesNotThrowAnyException();
    }

    @Test
    void whoDecidesOnAnUnknownApplySeesWhatIsKnownAndWhatEachAnswerDoes() {
        window();
        UnitOfChange unit = order.unit(key);
        order.read(key, unit, "BEFORE", "1.0");
        order.unknown(key, unit, "APPLY", "RUNNER_KILLED", "the runner was killed", "copying\nrow 41 of 60\n");
        order.read(key, unit, "IN_DOUBT", "2.0");

        Asked asked = question(Element.DECIDE_ON_UNKNOWN_OUTCOME)
                .ask(order.at(
                        key,
                        UpgradeProcess.CHANGE_TARGET,
                        Element.DECIDE_ON_UNKNOWN_OUTCOME,
                        Optional.of(unit.unitId()),
                        0));

        assertThat(asked.shown().get(Shown.FACTS))
                .contains("\n    copying\n    row 41 of 60")
                .contains("server **2.0**, the new one (before the change: 1.0)")
                .contains("Rebooted: no");
        assertThat(asked.shown().get(Shown.SUGGESTION))
                .contains("it was applied, by the version read back")
                .contains("**Try again**: first every target has to confirm")
                .contains("the commands that undo it run")
                .contains("1 min 30 s as planned; it fits the window until")
                .contains("going back loses nothing");
        assertThat(asked.proposals()).doesNotContainKey(Asked.ANSWER);
    }

    @Test
    void aVersionReadForAnEarlierDoubtIsNotShownAsTheOneOfNow() {
        UnitOfChange unit = order.unit(key);
        order.read(key, unit, "IN_DOUBT", "2.0");
        time.shiftBy(Duration.ofMinutes(10));
        order.unknown(key, unit, "APPLY", "RUNNER_KILLED", "the runner was killed", "");

        Asked asked = question(Element.DECIDE_ON_UNKNOWN_OUTCOME)
                .ask(order.at(
                        key,
                        UpgradeProcess.CHANGE_TARGET,
                        Element.DECIDE_ON_UNKNOWN_OUTCOME,
                        Optional.of(unit.unitId()),
                        0));

        assertThat(asked.shown().get(Shown.FACTS)).doesNotContain("2.0");
        assertThat(asked.shown().get(Shown.SUGGESTION)).contains("Nothing read back speaks for");
    }

    @Test
    void anUnknownQuiescingOffersOnlyAgainAndGivingUp() {
        Situation situation = inUnit(Element.DECIDE_ON_UNKNOWN_QUIESCING, "quiesce-system", "no word");

        assertThat(values(question(Element.DECIDE_ON_UNKNOWN_QUIESCING).ask(situation)))
                .containsExactly("again", "give-up");
    }

    @Test
    void aRebootWhileUsersWereShutOutIsToldAndThatTheSystemMayBeUpAgain() {
        UnitOfChange unit = order.unit(key);
        order.unknown(key, unit, "QUIESCE", "REBOOTED", "this machine was rebooted", "stopping\n");

        Asked asked = question(Element.DECIDE_ON_UNKNOWN_QUIESCING)
                .ask(order.at(
                        key,
                        UpgradeProcess.CHANGE_TARGET,
                        Element.DECIDE_ON_UNKNOWN_QUIESCING,
                        Optional.of(unit.unitId()),
                        0));

        assertThat(asked.shown().get(Shown.FACTS))
                .contains("Rebooted: **yes**", "\n    stopping")
                .doesNotContain("Version");
        assertThat(asked.shown().get(Shown.SUGGESTION)).contains("may have come up again by itself", "**Give up**");
    }

    @Test
    void usersNotLetInAgainLeadBackOnlyWhereThereIsSomethingToTakeBack() {
        UnitOfChange unit = order.unit(key);
        Question question = question(Element.DECIDE_ON_FAILED_RESUME);
        Optional<String> unitId = Optional.of(unit.unitId());

        assertThat(values(question.ask(
                        order.at(key, UpgradeProcess.CHANGE_TARGET, Element.DECIDE_ON_FAILED_RESUME, unitId, 0))))
                .containsExactly("again", "go-back");
        assertThat(values(question.ask(
                        order.at(key, UpgradeProcess.TAKE_BACK, Element.DECIDE_ON_FAILED_RESUME, unitId, 0))))
                .containsExactly("again", "hand-over");
    }

    @Test
    void smallerWavesAreRemembered() {
        question(Element.DECIDE_ON_HALTED_ROLLOUT)
                .take(order.answer(
                        order.at(key, Element.DECIDE_ON_HALTED_ROLLOUT),
                        "mia",
                        "answer",
                        "smaller-waves",
                        "waveSize",
                        3,
                        "remark",
                        "carefully"));

        assertThat(upgrades.waveLimit(key)).contains(3);
    }

    @Test
    void takingBackGetsAWindowOfItsOwn() {
        question(Element.DECIDE_ON_TARGETS_LEFT_BEHIND)
                .take(order.answer(
                        order.at(key, Element.DECIDE_ON_TARGETS_LEFT_BEHIND),
                        "mia",
                        "answer",
                        "go-back",
                        "windowFrom",
                        "2098-12-06T02:00+01:00",
                        "windowTo",
                        "2098-12-06T04:00+01:00",
                        "remark",
                        "both versions do harm"));

        assertThat(windows.of(key).orElseThrow().endsAt()).isEqualTo("2098-12-06T03:00:00Z");
    }

    @Test
    void inTheAgreedWindowADecisionOnAFailureNeedsNoOther() {
        Situation situation = inUnit(Element.DECIDE_ON_FAILURE, "apply-upgrade", "migration ended with 1");
        MaintenanceWindow agreed = windows.of(key).orElseThrow();
        Question question = question(Element.DECIDE_ON_FAILURE);

        assertThat(question.ask(situation).shown()).doesNotContainKeys(Shown.WINDOW, Shown.LATER);
        question.take(order.answer(situation, "mia", "answer", "go-back", "remark", "too slow"));

        assertThat(windows.of(key)).contains(agreed);
    }

    @Test
    void whoGoesBackWhenTheWindowIsOverOpensOneForIt() {
        // given
        Situation situation = whenOver();
        windows.freeze(
                "quarter end " + key,
                Optional.empty(),
                situation.now(),
                situation.now().plusSeconds(600),
                List.of("NONE"));
        Question question = question(Element.DECIDE_ON_FAILURE);

        // when
        Asked asked = question.ask(situation);
        question.take(order.answer(situation, "mia", "answer", "go-back", "remark", "too slow"));

        // then
        assertThat(asked.shown().get(Shown.WINDOW))
                .contains("The window ended", "Going back takes up to 4 min 30 s", "quarter end");
        assertThat(asked.proposals()).containsKey("windowTo").doesNotContainKey("windowFrom");
        assertThat(windows.of(key))
                .contains(new MaintenanceWindow(situation.now(), situation.now().plusSeconds(270)));
        assertThat(jdbc.sql("select decided_by from maintenance_window where upgrade_key = ? order by revision desc")
                        .param(key)
                        .query(String.class)
                        .list())
                .startsWith("mia");
        assertThat(findings.open(key))
                .anyMatch(found -> found.severity() == Finding.Severity.WARNS
                        && found.rule() == RuleId.R33
                        && found.sentence().contains("quarter end"));
    }

    @Test
    void whoHoldsWhenTheWindowIsOverOpensNone() {
        Situation situation = whenOver();
        MaintenanceWindow over = windows.of(key).orElseThrow();

        question(Element.DECIDE_ON_FAILURE)
                .take(order.answer(situation, "mia", "answer", "hold", "remark", "erik is on his way"));

        assertThat(windows.of(key)).contains(over);
    }

    @Test
    void applyingAgainWhenTheWindowIsOverNeedsRoomForTheWayBackToo() {
        Situation situation = whenOver();
        Question question = question(Element.DECIDE_ON_FAILURE);
        Given tooShort = order.answer(
                situation,
                "mia",
                "answer",
                "retry",
                "windowTo",
                situation.times().field(situation.now().plusSeconds(360)),
                "remark",
                "the lock is gone");

        assertThatThrownBy(() -> question.take(tooShort))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("applying again needs 7 min 30 s");
        question.take(order.answer(situation, "mia", "answer", "retry", "remark", "the lock is gone"));

        assertThat(windows.of(key).orElseThrow().left(situation.now())).isEqualTo(Duration.ofSeconds(450));
    }

    @Test
    void nothingIsAppliedAgainIntoAFreeze() {
        Situation situation = whenOver();
        windows.freeze(
                "quarter end " + key,
                Optional.empty(),
                situation.now(),
                situation.now().plusSeconds(600),
                List.of("NONE"));

        assertThatThrownBy(() -> question(Element.DECIDE_ON_FAILURE)
                        .take(order.answer(situation, "mia", "answer", "retry", "remark", "the lock is gone")))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("R26")
                .hasMessageContaining("quarter end");
    }

    @Test
    void whatDoesNotWorkIsTakenBackAtOnceOrAtAQuieterTime() {
        // given
        window();
        Situation trouble = order.at(key, Element.DECIDE_ON_FAILURE);
        Question question = question(Element.DECIDE_ON_FAILURE);

        // when
        Asked asked = question.ask(trouble);
        question.take(order.answer(trouble, "mia", "answer", "go-back", "remark", "orders are lost"));
        MaintenanceWindow atOnce = windows.of(key).orElseThrow();
        question.take(order.answer(
                trouble,
                "mia",
                "answer",
                "go-back",
                "windowFrom",
                "2098-12-06T02:00+01:00",
                "windowTo",
                "2098-12-06T04:00+01:00",
                "remark",
                "it can wait for the night"));

        // then
        assertThat(asked.shown()).containsKeys(Shown.WINDOW, Shown.LATER);
        assertThat(asked.proposals()).containsKeys("windowFrom", "windowTo");
        assertThat(atOnce)
                .isEqualTo(new MaintenanceWindow(trouble.now(), trouble.now().plusSeconds(270)));
        assertThat(windows.of(key).orElseThrow().opensAt()).isEqualTo("2098-12-06T01:00:00Z");
    }

    @Test
    void aWindowOfItsOwnEndsAfterItOpens() {
        window();
        Given answer = order.answer(
                order.at(key, Element.DECIDE_ON_FAILURE),
                "mia",
                "answer",
                "go-back",
                "windowFrom",
                "2098-12-06T02:00+01:00",
                "windowTo",
                "2098-12-06T01:00+01:00");

        assertThatThrownBy(() -> question(Element.DECIDE_ON_FAILURE).take(answer))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("choose a later time");
    }

    @Test
    void aDisturbanceIsAcceptedOnlyWithAnOwner() {
        Given answer = order.answer(
                order.at(key, Element.DECIDE_ON_DISTURBANCE), "mia", "answer", "accept", "issueDue", NEXT_YEAR);

        assertThatThrownBy(() -> question(Element.DECIDE_ON_DISTURBANCE).take(answer))
                .isInstanceOf(AnswerRefused.class)
                .hasMessageContaining("issueOwner");
    }

    @Test
    void theApproverSeesWhatNobodyCanMeasureHoweverMuchElseWasFound() {
        List<Finding> found = new ArrayList<>();
        for (String other : List.of("one", "two", "three", "four")) {
            found.add(new Finding(
                    RuleId.R11, Finding.Severity.WARNS, Findings.PLAN_CHECKED, other, "Found " + other, "Look at it"));
        }
        found.add(new Finding(
                RuleId.R42,
                Finding.Severity.WARNS,
                Findings.PLAN_CHECKED,
                "watch",
                "Nothing is measured",
                "Describe it"));
        findings.replace(key, Findings.PLAN_CHECKED, found);

        Asked asked = question(Element.APPROVE_UPGRADE).ask(order.at(key, Element.APPROVE_UPGRADE));

        assertThat(asked.shown().get(Shown.FINDINGS))
                .contains("Found three", "(R42) Nothing is measured. Describe it", "1 more on the upgrade page")
                .doesNotContain("Found four");
    }

    @Test
    void whereNothingWasMeasuredTheDeciderIsNotAskedAboutADisturbance() {
        findings.replace(
                key,
                Findings.NOT_MEASURED,
                List.of(new Finding(
                        RuleId.R42,
                        Finding.Severity.WARNS,
                        Findings.NOT_MEASURED,
                        "watch",
                        "Nothing could be measured since noon",
                        "See for yourself whether it works")));

        Asked asked = question(Element.DECIDE_ON_DISTURBANCE).ask(order.at(key, Element.DECIDE_ON_DISTURBANCE));

        assertThat(asked.shown().get(Shown.FAILURE))
                .contains("**Not measured**", "**What to do**: See for yourself whether it works")
                .doesNotContain("Compared");
        assertThat(asked.choices())
                .extracting(Choice::label)
                .contains("Watch on: it works, or can be measured at the next look")
                .doesNotContain("Watch on: it is a passing disturbance");
    }

    private Situation inUnit(String element, String topic, String summary) {
        window();
        UnitOfChange unit = order.unit(key);
        order.step(key, unit.unitId(), topic, "FAILED", summary);
        return order.at(key, UpgradeProcess.CHANGE_TARGET, element, Optional.of(unit.unitId()), 0);
    }

    private Situation whenOver() {
        jdbc.sql("delete from change_freeze").update();
        Situation situation = inUnit(Element.DECIDE_ON_FAILURE, "apply-upgrade", "migration ended with 1");
        windows.set(
                key,
                new MaintenanceWindow(
                        situation.now().minusSeconds(7200), situation.now().minusSeconds(60)),
                "plan");
        return situation;
    }

    private void window() {
        Plan plan = plans.newest(key).orElseThrow();
        windows.set(key, new MaintenanceWindow(plan.opensAt(), plan.endsAt()), "plan");
    }

    private Situation turn(String element, int turn) {
        return order.at(key, UpgradeProcess.UPGRADE, element, Optional.empty(), turn);
    }

    private Question question(String element) {
        return questions.of(element).orElseThrow();
    }

    private static List<String> values(Asked asked) {
        return asked.choices().stream().map(Choice::value).toList();
    }

    private Given proposedPlan(Situation situation, Object... changes) {
        Given given = order.answer(situation, "erik", changes);
        Map<String, Object> content = new java.util.HashMap<>(
                question(Element.PLAN_UPGRADE).ask(situation).proposals());
        content.putAll(given.fields().given());
        return order.answer(
                situation,
                "erik",
                content.entrySet().stream()
                        .flatMap(entry -> Arrays.asList(entry.getKey(), entry.getValue()).stream())
                        .toArray());
    }
}
