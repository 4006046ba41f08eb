package org.liftlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.lifecycle.KnownIssues.Entry;
import org.liftlock.lifecycle.KnownIssues.Kind;
import org.springframework.dao.DataIntegrityViolationException;

/** Debts, known issues and orders: what an upgrade keeps in mind. */
class WhatIsOwedTest {

    private static final LocalDate NEXT_WEEK = LocalDate.of(2026, 11, 25);

    private Rooms rooms;
    private Debts debts;
    private KnownIssues issues;
    private Directives directives;
    private String key;

    @BeforeEach
    void anUpgradeThatOwesNothing() {
        rooms = Rooms.cleared();
        debts = rooms.get(Debts.class);
        issues = rooms.get(KnownIssues.class);
        directives = rooms.get(Directives.class);
        key = rooms.request();
    }

    @Test
    void whoeverTookAShortcutDoesNotReviewIt() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");

        assertThatThrownBy(() -> debts.review(key, "mia", "it was fine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("R29: mia");
        assertThat(debts.open(key)).hasSize(1);
    }

    @Test
    void anotherPersonReviewsEverythingThatIsOwed() {
        debts.oweForEmergency(key, "mia", false);
        assertThat(debts.open(key)).extracting(Debts.Debt::rule).containsExactly(RuleId.R05, RuleId.R28, RuleId.R18);

        debts.review(key, "carl", "the fix could not wait");

        assertThat(debts.open(key)).isEmpty();
        assertThat(rooms.told(key, "debts-reviewed")).containsExactly("the fix could not wait");
    }

    @Test
    void anEmergencyThatWasRehearsedOwesNoRehearsal() {
        debts.oweForEmergency(key, "mia", true);

        assertThat(debts.open(key)).extracting(Debts.Debt::rule).doesNotContain(RuleId.R18);
    }

    @Test
    void theSameShortcutIsOwedOnce() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");

        assertThat(debts.open(key)).hasSize(1);
        assertThat(rooms.told(key, "debt")).hasSize(1);
    }

    @Test
    void theDatabaseItselfRefusesAReviewOfOnesOwnShortcut() {
        debts.owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");

        assertThatThrownBy(() ->
                        rooms.jdbc.sql("update debt set reviewed_by = 'mia'").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aKnownIssueHasASentenceAnOwnerAndADay() {
        assertThatThrownBy(() -> new Entry(Kind.KNOWN_ISSUE, " ", "olga", NEXT_WEEK))
                .hasMessageStartingWith("R47");
        assertThatThrownBy(() -> new Entry(Kind.KNOWN_ISSUE, "reports are slow", "", NEXT_WEEK))
                .hasMessageContaining("\"reports are slow\" has no owner");
        assertThatThrownBy(() -> new Entry(Kind.KNOWN_ISSUE, "reports are slow", "olga", null))
                .hasMessageContaining("no due date");
    }

    @Test
    void whatIsTooLongToBeKeptIsRefusedInWords() {
        assertThatThrownBy(() -> new Entry(Kind.LESSON, "x".repeat(1001), "olga", NEXT_WEEK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> new Entry(Kind.LESSON, "reports are slow", "o".repeat(65), NEXT_WEEK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64");
    }

    @Test
    void aKnownIssueIsReadBackAndTold() {
        var slow = new Entry(Kind.KNOWN_ISSUE, "reports are slow", "olga", NEXT_WEEK);

        issues.note(key, slow, "mia");

        assertThat(issues.of(key)).containsExactly(slow);
        assertThat(rooms.told(key, "known-issue")).containsExactly("reports are slow (olga, until 2026-11-25)");
    }

    @Test
    void asLongAsNobodyOrdersAnythingTheUpgradeGoesOn() {
        assertThat(directives.current(key)).isEqualTo(Directive.GO_ON);
        assertThat(directives.lastGiven(key)).isEmpty();
    }

    @Test
    void theNewestOrderIsInForceEvenWhenTwoAreGivenInOneMoment() {
        directives.give(key, Directive.HALT, "too slow", "mia");
        directives.give(key, Directive.STOP_AND_GO_BACK, "far too slow", "mia");

        assertThat(directives.current(key)).isEqualTo(Directive.STOP_AND_GO_BACK);
        assertThat(rooms.told(key, "ordered"))
                .containsExactly("Order: halt (too slow)", "Order: stop and go back (far too slow)");
    }

    @Test
    void theTimeOfTheNewestOrderIsKnown() {
        directives.give(key, Directive.HALT, "too slow", "mia");
        rooms.clock.move(Duration.ofMinutes(10));
        Instant later = rooms.clock.instant();
        directives.give(key, Directive.GO_ON, "fast again", "mia");

        assertThat(directives.lastGiven(key)).contains(later);
    }

    @Test
    void anOrderForOneUpgradeIsNoneForAnother() {
        directives.give(key, Directive.HALT, "too slow", "mia");

        assertThat(directives.current(rooms.request())).isEqualTo(Directive.GO_ON);
    }
}
