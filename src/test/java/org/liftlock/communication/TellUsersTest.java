package org.liftlock.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.KnownIssues.Entry;
import org.liftlock.lifecycle.KnownIssues.Kind;
import org.liftlock.lifecycle.Outcomes;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange.Mode;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plans;
import org.liftlock.security.Members;

/** What users read when the order service is handed back to them. */
class TellUsersTest {

    private static final LocalDate DUE = LocalDate.of(2027, 1, 15);

    private Rooms rooms;
    private KnownIssues issues;
    private String key;

    @BeforeEach
    void anUpgradeRan() {
        rooms = Rooms.cleared();
        issues = rooms.get(KnownIssues.class);
    }

    @Test
    void usersAreToldWhatWasKnownAndWhatWasAcceptedAndUntilWhen() {
        // given
        ended(Result.RAISED, "known: [\"Old invoices open slowly\"]\n");
        accepted("Accepted: the footer shows 1.9. Harmless");
        accepted("Accepted: the footer shows 1.9. Harmless");
        issues.note(key, new Entry(Kind.FOLLOW_UP, "Remove the old index", "erik", DUE), "mia");

        // when
        String mail = mailToUsers();

        // then
        assertThat(mail).contains("Raised, with known issues", """
                Known not to work:
                - Old invoices open slowly
                - Accepted: the footer shows 1.9. Harmless (to be settled by Fri 15 Jan 2027)

                """).doesNotContain("old index");
        assertThat(mail.split("the footer", -1)).as("each once").hasSize(2);
    }

    @Test
    void usersOfAVersionThatWasTakenBackAreNotToldWhatWasWrongWithTheOther() {
        ended(Result.BACK, "known: [\"Old invoices open slowly\"]\n");
        accepted("Accepted: the footer shows 1.9. Harmless");

        assertThat(mailToUsers()).contains("Back as before").doesNotContain("Known", "invoices", "footer");
    }

    @Test
    void nothingIsSaidOfKnownIssuesWhereThereAreNone() {
        ended(Result.RAISED, "");

        assertThat(mailToUsers()).contains("Raised").doesNotContain("Known");
    }

    @Test
    void whoeverIsOnDutyLearnsThatNothingCouldBeMeasuredAndNotThatItIsWorse() {
        rooms.describeSite("{site: home, people: {mia: {mail: mia@example.com}}}");
        ended(Result.RAISED, "");
        assertThat(mailAboutTheWatch()).startsWith("[" + key + "] Worse than before: Order service");

        rooms.get(Findings.class)
                .replace(
                        key,
                        Findings.NOT_MEASURED,
                        List.of(new Finding(
                                RuleId.R42,
                                Finding.Severity.WARNS,
                                Findings.NOT_MEASURED,
                                "watch",
                                "Nothing could be measured since noon: page has 0 figures from before",
                                "See for yourself")));
        assertThat(mailAboutTheWatch())
                .startsWith("[" + key + "] Not known whether it is worse than before: Order service")
                .contains("since noon: page has 0 figures from before", "What to do: See for yourself.");
    }

    private String mailAboutTheWatch() {
        rooms.jdbc.sql("delete from message").update();
        return mail(new EscalateDisturbance(messages()), "mia@example.com");
    }

    private void ended(Result result, String more) {
        key = rooms.request(more);
        rooms.get(Plans.class).write(key, rooms.plan(key), "erik");
        Units units = rooms.get(Units.class);
        units.ended(
                units.form(
                                key,
                                Rooms.PRODUCTION,
                                Mode.RAISE,
                                rooms.get(Upgrades.class).describe(key).targets(Rooms.PRODUCTION))
                        .unitId(),
                result);
    }

    private void accepted(String sentence) {
        issues.note(key, new Entry(Kind.KNOWN_ISSUE, sentence, "erik", DUE), "mia");
    }

    private String mailToUsers() {
        return mail(new TellUsers(messages()), "uma@example.com");
    }

    private UpgradeMessages messages() {
        return new UpgradeMessages(
                rooms.get(Upgrades.class),
                rooms.get(Outcomes.class),
                rooms.get(Plans.class),
                rooms.get(Windows.class),
                issues,
                rooms.get(Findings.class),
                rooms.get(Outbox.class),
                mock(Members.class),
                "https://liftlock.example.org");
    }

    private String mail(StepHandler teller, String reader) {
        Step step = new Step("s", key, Optional.empty(), "tell-users", "tell-users", "p", "e", 1, Map.of());
        StepWork work = teller.prepare(step);
        rooms.transaction()
                .executeWithoutResult(status -> ((StepWork.Reading) work).work().get());
        return rooms.jdbc
                .sql("select text_body from message where upgrade_key = ? and recipient = ?")
                .params(key, reader)
                .query(String.class)
                .single();
    }
}
