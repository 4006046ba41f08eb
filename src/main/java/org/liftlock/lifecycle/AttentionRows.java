package org.liftlock.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.lifecycle.EngineTrace.Trouble;
import org.liftlock.lifecycle.Landing.Attention;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what is not as it should be: faults, unknown outcomes, messages that did not leave, debts, overdue issues. */
@Component
class AttentionRows {

    private final JdbcClient jdbc;
    private final LeftOpen leftOpen;
    private final Clock clock;

    AttentionRows(JdbcClient jdbc, LeftOpen leftOpen, Clock clock) {
        this.jdbc = jdbc;
        this.leftOpen = leftOpen;
        this.clock = clock;
    }

    List<Attention> all(List<Trouble> incidents, Map<String, UpgradeRows.Base> byInstance) {
        Stream<Attention> faults = incidents.stream()
                .map(trouble -> new Attention(
                        "Fault",
                        Optional.ofNullable(byInstance.get(trouble.root())).map(UpgradeRows.Base::key),
                        trouble.element() + " stopped: " + trouble.message(),
                        "Put the cause right, then press \"Try it again\" on the page of the upgrade (engineers, change managers).",
                        trouble.since()));
        return Stream.of(unknownOutcomes(), faults, brackets(), messages(), debts(), overdueIssues())
                .flatMap(found -> found)
                .sorted(Comparator.comparing(Attention::since))
                .toList();
    }

    private Stream<Attention> unknownOutcomes() {
        return ask(
                """
                select 'Unknown outcome' as kind, upgrade_key, kind || ' on ' || target as sentence,
                    coalesce(settled_at, planned_at) as since
                from effect where outcome = 'UNKNOWN' and active_target is not null
                """,
                row -> sentenceOf(row) + ": nobody knows yet whether it took place",
                "Look at the evidence on the upgrade's page and answer its task; the target is held until then.");
    }

    private Stream<Attention> brackets() {
        return leftOpen.all().stream()
                .map(bracket -> new Attention(
                        "Left open",
                        Optional.of(bracket.upgradeKey()),
                        bracket.sentence(),
                        "Close it by hand, then say on the upgrade's page how it was done.",
                        bracket.since()));
    }

    private Stream<Attention> messages() {
        return ask(
                """
                select 'Message not sent' as kind, upgrade_key,
                    'To ' || recipient || ': ' || subject as sentence, written_at as since
                from message where sent_at is null and (given_up_at is not null or attempts > 0)
                """,
                row -> row.getString("sentence"),
                "It has not left. Check the mail or webhook settings; a message that must precede a window blocks it.");
    }

    private Stream<Attention> debts() {
        return ask(
                """
                select 'Debt' as kind, upgrade_key, rule_id || ': ' || sentence as sentence, taken_at as since
                from debt where reviewed_at is null
                """,
                row -> row.getString("sentence"),
                "Somebody else than the person who took it reviews it; until then the upgrade cannot close.");
    }

    private Stream<Attention> overdueIssues() {
        return jdbc
                .sql("""
                        select upgrade_key, sentence, owner, due, noted_at from known_issue
                        where settled_at is null and kind <> 'LESSON' and due < :today
                        """)
                .param("today", LocalDate.ofInstant(clock.instant(), clock.getZone()))
                .query((row, number) -> new Attention(
                        "Overdue",
                        Row.maybe(row, "upgrade_key"),
                        row.getString("sentence") + " was due on " + row.getString("due"),
                        row.getString("owner") + " owns it.",
                        Row.instant(row, "noted_at")))
                .list()
                .stream();
    }

    private interface Say {
        String sentence(ResultSet row) throws SQLException;
    }

    private Stream<Attention> ask(String sql, Say say, String remedy) {
        return jdbc
                .sql(sql)
                .query((row, number) -> new Attention(
                        row.getString("kind"),
                        Row.maybe(row, "upgrade_key"),
                        say.sentence(row),
                        remedy,
                        Row.instant(row, "since")))
                .list()
                .stream();
    }

    private static String sentenceOf(ResultSet row) throws SQLException {
        return Words.sentence(row.getString("sentence"));
    }
}
