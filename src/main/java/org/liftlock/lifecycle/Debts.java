package org.liftlock.lifecycle;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Steps that were shortened; each keeps the upgrade open until another person has looked at it (R29). */
@Component
public class Debts {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;

    Debts(JdbcClient jdbc, Clock clock, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
    }

    /** A debt that nobody has reviewed yet. */
    public record Debt(RuleId rule, String sentence, String takenBy) {}

    @Transactional
    public void owe(String upgradeKey, RuleId rule, String sentence, String takenBy) {
        if (open(upgradeKey).stream()
                .anyMatch(debt -> debt.rule() == rule && debt.sentence().equals(sentence))) {
            return;
        }
        jdbc.sql("insert into debt (upgrade_key, rule_id, sentence, taken_by, taken_at) values (?, ?, ?, ?, ?)")
                .param(upgradeKey)
                .param(rule.name())
                .param(sentence)
                .param(takenBy)
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.of(upgradeKey), takenBy, "debt", Optional.of("R29"), rule + ": " + sentence, Optional.empty());
    }

    /** A shortcut that was only planned, and is not taken after all: nobody has anything to review. */
    @Transactional
    public void withdraw(String upgradeKey, Debt debt, String by) {
        jdbc.sql("delete from debt where upgrade_key = ? and rule_id = ? and sentence = ? and reviewed_at is null")
                .param(upgradeKey)
                .param(debt.rule().name())
                .param(debt.sentence())
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                by,
                "debt-withdrawn",
                Optional.of("R29"),
                debt.rule() + " holds again, withdrawn: " + debt.sentence(),
                Optional.empty());
    }

    void oweForEmergency(String upgradeKey, String takenBy, boolean rehearsed) {
        owe(upgradeKey, RuleId.R05, "The impact was not assessed before the emergency", takenBy);
        owe(upgradeKey, RuleId.R28, "One person approved in place of the usual ones", takenBy);
        if (!rehearsed) {
            owe(upgradeKey, RuleId.R18, "The upgrade was not rehearsed", takenBy);
        }
    }

    public List<Debt> open(String upgradeKey) {
        return jdbc.sql("select rule_id, sentence, taken_by from debt where upgrade_key = ? and reviewed_at is null"
                        + " order by debt_id")
                .param(upgradeKey)
                .query((found, row) ->
                        new Debt(RuleId.valueOf(found.getString(1)), found.getString(2), found.getString(3)))
                .list();
    }

    /**
     * Reviews everything that is owed.
     *
     * @throws IllegalArgumentException when the reviewer took one of the shortcuts
     */
    @Transactional
    public void review(String upgradeKey, String reviewer, String review) {
        if (open(upgradeKey).stream().anyMatch(debt -> debt.takenBy().equals(reviewer))) {
            throw new IllegalArgumentException(
                    "R29: " + reviewer + " took these shortcuts; another person has to review them");
        }
        jdbc.sql("""
                        update debt set reviewed_by = ?, reviewed_at = ?, review = ?
                        where upgrade_key = ? and reviewed_at is null
                        """)
                .param(reviewer)
                .param(Timestamp.from(clock.instant()))
                .param(review)
                .param(upgradeKey)
                .update();
        journal.tell(Optional.of(upgradeKey), reviewer, "debts-reviewed", Optional.of("R29"), review, Optional.empty());
    }
}
