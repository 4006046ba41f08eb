package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Windows;

class PlanRulesTest {

    private Rooms rooms;
    private PlanRules rules;
    private Plans plans;
    private String key;

    @BeforeEach
    void aSoundPlan() {
        rooms = Rooms.cleared();
        rules = rooms.get(PlanRules.class);
        plans = rooms.get(Plans.class);
        rooms.describe(1, "none", "checks: [{id: works, core: true, run: [works], only_reads: true}]\n");
        key = rooms.request();
        plans.write(key, rooms.plan(key), "mia");
    }

    @Test
    void aSoundPlanIsOnlyToldAbout() {
        assertThat(rules.check(key))
                .allMatch(finding -> finding.severity() == Severity.TELLS)
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(RuleId.R04, RuleId.R17, RuleId.R25);
    }

    @Test
    void everyFindingComesWithWhatToDoAboutIt() {
        plans.write(
                key,
                rooms.plan(key).in(Rooms.OPENS, Rooms.OPENS.plusSeconds(60)).decidedBy("", ""),
                "mia");
        rooms.redescribe("staging: {stands_for: production, targets: {staging.example.com: {}}}", "");

        assertThat(rules.check(key)).hasSizeGreaterThan(5).allSatisfy(finding -> {
            assertThat(finding.remedy()).isNotBlank();
            assertThat(finding.origin()).isEqualTo("check-plan");
        });
    }

    @Test
    void aWindowThatIsJustLongEnoughIsTakenAndOneThatIsASecondShorterIsNot() {
        plans.write(key, rooms.plan(key).in(Rooms.OPENS, Rooms.OPENS.plus(Rooms.ESTIMATES.total())), "mia");
        assertThat(blocking()).isEmpty();

        plans.write(
                key,
                rooms.plan(key)
                        .in(
                                Rooms.OPENS,
                                Rooms.OPENS.plus(Rooms.ESTIMATES.total()).minusSeconds(1)),
                "mia");
        Finding tooShort = only(RuleId.R24);
        assertThat(tooShort.severity()).isEqualTo(Severity.BLOCKS);
        assertThat(tooShort.sentence()).contains("lasts 2 h 4 min").contains("needs 2 h 5 min");
        assertThat(tooShort.remedy()).contains("at least 2 h 5 min");
    }

    @Test
    void aWindowThatIsTooNearItsEndIsRefused() {
        rooms.clock.set(Rooms.ENDS.minus(Rooms.ESTIMATES.total()).minusSeconds(1));
        assertThat(blocking()).isEmpty();

        rooms.clock.move(Duration.ofSeconds(1));
        assertThat(only(RuleId.R31).remedy()).isEqualTo("Choose a later window");
    }

    @Test
    void aTargetWithoutConfigurationIsFoundBeforeItsUsersAreShutOut() {
        rooms.redescribe("config: [/etc/orders]", "");

        Finding missing = only(RuleId.R15);

        assertThat(missing.severity()).isEqualTo(Severity.BLOCKS);
        assertThat(missing.sentence()).contains("no configuration is named");
        assertThat(missing.remedy()).contains("config:");
    }

    @Test
    void aStoreWhoseSettingsDoNotDoIsFoundBeforeItsUsersAreShutOut() {
        rooms.redescribe("stores: none", "stores: {orders: {backup: {with: pg_dump}}}");

        Finding wrong = only(RuleId.R13);

        assertThat(wrong.severity()).isEqualTo(Severity.BLOCKS);
        assertThat(wrong.sentence()).contains("\"login\" of store").contains("jdbc:postgresql://");
        assertThat(wrong.remedy()).contains("Correct it in the description of the store");
    }

    @Test
    void aFreezeBlocks() {
        rooms.get(Windows.class).freeze("Sale", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of());

        Finding conflict = only(RuleId.R26);
        assertThat(conflict.severity()).isEqualTo(Severity.BLOCKS);
        assertThat(conflict.sentence()).contains("\"Sale\"");
        assertThat(conflict.remedy()).contains("window");
    }

    @Test
    void aFreezeTheSiteDescribesBlocksAsWell() {
        rooms.describeSite("""
                site: harbour
                calendars: {stock-taking: {freeze: {from: 2026-11-18, to: 2026-11-20}, except: [security-fix]}}
                """);

        assertThat(only(RuleId.R26).sentence()).contains("stock-taking");
    }

    @Test
    void somebodyHasToDecide() {
        plans.write(key, rooms.plan(key).decidedBy(" ", "carl"), "mia");

        assertThat(only(RuleId.R21).severity()).isEqualTo(Severity.BLOCKS);
        assertThat(only(RuleId.R21).remedy()).isEqualTo("Name a decider");
    }

    @Test
    void aDeciderWithoutADeputyOrAsTheirOwnIsWarnedOf() {
        plans.write(key, rooms.plan(key).decidedBy("mia", ""), "mia");
        assertThat(only(RuleId.R27).severity()).isEqualTo(Severity.WARNS);

        plans.write(key, rooms.plan(key).decidedBy("mia", "mia"), "mia");
        assertThat(only(RuleId.R27).remedy()).contains("another person");
    }

    @Test
    void aMethodThatCannotBeTakenBackByCommandsIsWarnedOfWithWhatItLoses() {
        key = rooms.request("method: rewrite\n");
        plans.write(key, rooms.plan(key), "mia");

        assertThat(only(RuleId.R23).severity()).isEqualTo(Severity.WARNS);
        assertThat(only(RuleId.R23).sentence()).contains("rewrite").endsWith("loses new orders");
    }

    @Test
    void theDeciderIsToldHowLongAWayBackIsFree() {
        assertThat(only(RuleId.R17).sentence())
                .contains("until users write again")
                .contains("new orders");

        key = rooms.request("method: flip\n");
        plans.write(key, rooms.plan(key), "mia");
        assertThat(only(RuleId.R17).sentence()).contains("at any time");
    }

    @Test
    void whereNothingStandsForProductionApproversAreTold() {
        rooms.redescribe("staging: {stands_for: production, targets: {staging.example.com: {}}}", "");

        assertThat(only(RuleId.R18).severity()).isEqualTo(Severity.WARNS);
        assertThat(only(RuleId.R18).remedy()).contains("stands_for");
        assertThat(rules.maySkipRehearsal(key)).isTrue();
    }

    @Test
    void aRehearsalIsSkippedOnlyWithAReasonThatApproversSee() {
        assertThat(rules.maySkipRehearsal(key)).isFalse();

        rooms.get(Debts.class).owe(key, RuleId.R18, "Not rehearsed: staging is gone", "mia");

        assertThat(rules.maySkipRehearsal(key)).isTrue();
        assertThat(only(RuleId.R18).sentence()).isEqualTo("Not rehearsed: staging is gone");
        assertThat(only(RuleId.R18).severity()).isEqualTo(Severity.WARNS);
    }

    @Test
    void aDebtOfAnotherKindDoesNotExcuseFromTheRehearsal() {
        rooms.get(Debts.class).owe(key, RuleId.R05, "The impact was not assessed", "mia");

        assertThat(rules.maySkipRehearsal(key)).isFalse();
    }

    @Test
    void busyHoursAreShownBesideTheWindow() {
        assertThat(only(RuleId.R25).sentence()).contains("Mon-Fri 08:00-18:00");
    }

    private List<Finding> blocking() {
        return rules.check(key).stream()
                .filter(finding -> finding.severity() == Severity.BLOCKS)
                .toList();
    }

    private Finding only(RuleId rule) {
        List<Finding> found = rules.check(key).stream()
                .filter(finding -> finding.rule() == rule)
                .toList();
        assertThat(found).as(rule.name()).hasSize(1);
        return found.get(0);
    }
}
