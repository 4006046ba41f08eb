package org.liftlock.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes that no upgrade made, and what their owners say about them (R07). */
@Service
public class OutsideChanges {

    private static final int LONGEST_EXPLANATION = 2000;
    private static final int MOST_LINES = 200;
    private static final int TOLD = 3;

    private static final String SELECT = """
            select change.*, (select count(*) from outside_change other where other.system_id = change.system_id
                and other.environment = change.environment and other.changed_digest = change.changed_digest
                and other.change_id <> change.change_id and other.explained_at is null) as alike
            from outside_change change
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;
    private final Descriptions descriptions;
    private final Snapshots snapshots;

    OutsideChanges(JdbcClient jdbc, Clock clock, Journal journal, Descriptions descriptions, Snapshots snapshots) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
        this.descriptions = descriptions;
        this.snapshots = snapshots;
    }

    /** Holds two states of a target against what Liftlock did there in between; what is left was changed by others. */
    void hold(Look look, State before, State after) {
        Set<Digest> lists = new HashSet<>(Facts.lists(before.readings()));
        lists.addAll(Facts.lists(after.readings()));
        Map<Digest, String> texts = snapshots.texts(lists);
        Facts was = Facts.of(before.readings(), texts);
        Facts is = Facts.of(after.readings(), texts);
        Collection<String> worked = workedOn(look, before.seenAt());
        if (worked.contains(look.target().toString())) {
            return;
        }
        Collection<String> told = toldOfMachine(look, before.seenAt());
        List<Fact> changed = was.changedIn(
                is,
                before.comparableWith(after.asked())
                        .and(fact -> !fact.category().ofMachine()
                                || worked.isEmpty() && !told.contains(fact.change(was.value(fact), is.value(fact)))));
        if (!changed.isEmpty()) {
            keep(look, before, after, new ChangedLines(before, after, snapshots).of(changed, was, is));
        }
    }

    /** Targets of this machine that an effect of any upgrade reached meanwhile. */
    private Collection<String> workedOn(Look look, Instant since) {
        return jdbc.sql("""
                        select distinct target from effect
                        where target like ? and started_at <= ? and (settled_at is null or settled_at >= ?)
                        """)
                .params(look.target().host() + "/%", States.at(look.began()), States.at(since))
                .query(String.class)
                .list();
    }

    /** What is the machine's own is told once, with the first of its targets that is looked at. */
    private Collection<String> toldOfMachine(Look look, Instant since) {
        return jdbc
                .sql("select changed_lines from outside_change where target like ? and target <> ? and found_at >= ?")
                .params(look.target().host() + "/%", look.target().toString(), States.at(since))
                .query(String.class)
                .list()
                .stream()
                .flatMap(String::lines)
                .collect(Collectors.toSet());
    }

    private void keep(Look look, State before, State after, List<String> changed) {
        List<String> lines = changed.size() <= MOST_LINES
                ? changed
                : withRest(changed.subList(0, MOST_LINES), changed.size() - MOST_LINES);
        String text = String.join("\n", lines);
        jdbc.sql("""
                        insert into outside_change (system_id, environment, target, owner, state_before, state_after,
                            since, found_at, changed_lines, changed_digest)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        look.system(),
                        look.what().environment(),
                        look.target().toString(),
                        owner(look.system()),
                        before.id(),
                        after.id(),
                        States.at(before.seenAt()),
                        States.at(look.began()),
                        text,
                        Digest.of(text).hex())
                .update();
        journal.tell(
                Optional.empty(),
                "inventory",
                "outside-change",
                Optional.of(RuleId.R07.name()),
                look.target() + " of " + look.system() + " (" + look.what().environment() + ") was changed outside"
                        + " Liftlock: " + brief(changed),
                Optional.of(journal.keep(text)));
    }

    private static List<String> withRest(List<String> lines, int rest) {
        List<String> all = new ArrayList<>(lines);
        all.add("and " + rest + " more");
        return all;
    }

    private static String brief(List<String> lines) {
        String first = String.join("; ", lines.subList(0, Math.min(TOLD, lines.size())));
        return lines.size() <= TOLD ? first : first + "; and " + (lines.size() - TOLD) + " more";
    }

    private String owner(String system) {
        try {
            return descriptions
                    .system(new SystemId(system))
                    .map(SystemDescription::owner)
                    .orElse("");
        } catch (InvalidDescription broken) {
            return "";
        }
    }

    /** All that nobody has explained yet, oldest first. */
    public List<OutsideChange> open() {
        return jdbc.sql(SELECT + " where change.explained_at is null order by change.change_id")
                .query(OutsideChanges::change)
                .list();
    }

    /** Those of a system, newest first, open ones before all others. */
    public List<OutsideChange> of(String system, int most) {
        return jdbc.sql(SELECT + """
                         where change.system_id = ?
                        order by case when change.explained_at is null then 0 else 1 end, change.change_id desc
                        limit ?
                        """)
                .params(system, most)
                .query(OutsideChanges::change)
                .list();
    }

    public Optional<OutsideChange> find(long id) {
        return jdbc.sql(SELECT + " where change.change_id = ?")
                .param(id)
                .query(OutsideChanges::change)
                .optional();
    }

    /**
     * Takes in what somebody says about a change.
     *
     * @param alike whether it explains the same change on other targets of the environment, too
     * @return how many changes it explains
     * @throws ExplanationRefused when it says nothing, or the change is explained already
     */
    @Transactional
    public int explain(long id, String by, String text, boolean alike) {
        String said = text == null ? "" : text.strip();
        if (said.isEmpty() || said.length() > LONGEST_EXPLANATION) {
            throw new ExplanationRefused(
                    said.isEmpty()
                            ? "Say what was done, by whom and why: the next reader was not there."
                            : "An explanation has at most " + LONGEST_EXPLANATION
                                    + " characters; name where the rest is.");
        }
        OutsideChange change =
                find(id).orElseThrow(() -> new ExplanationRefused("There is no change " + id + " to explain."));
        List<Long> explained = jdbc.sql("""
                        select change_id from outside_change
                        where explained_at is null and (change_id = :id or (:alike and system_id = :system
                            and environment = :environment and changed_digest = :digest))
                        order by change_id for update
                        """)
                .param("id", id)
                .param("alike", alike)
                .param("system", change.system())
                .param("environment", change.environment())
                .param("digest", Digest.of(String.join("\n", change.lines())).hex())
                .query(Long.class)
                .list();
        if (!explained.contains(id)) {
            throw new ExplanationRefused("This change was explained meanwhile"
                    + find(id).flatMap(OutsideChange::explanation)
                            .map(given -> " by " + given.by())
                            .orElse("")
                    + "; nothing was changed.");
        }
        jdbc.sql("""
                        update outside_change set explained_by = :by, explained_at = :at, explanation = :text
                        where change_id in (:ids)
                        """)
                .param("by", by)
                .param("at", States.at(clock.instant()))
                .param("text", said)
                .param("ids", explained)
                .update();
        journal.tell(
                Optional.empty(),
                by,
                "outside-change-explained",
                Optional.of(RuleId.R07.name()),
                "Explained the change of " + change.target() + " outside Liftlock"
                        + (explained.size() > 1 ? ", and the same on " + (explained.size() - 1) + " more" : "") + ": "
                        + said,
                Optional.empty());
        return explained.size();
    }

    private static OutsideChange change(ResultSet row, int number) throws SQLException {
        return new OutsideChange(
                row.getLong("change_id"),
                row.getString("system_id"),
                row.getString("environment"),
                TargetId.parse(row.getString("target")),
                row.getString("owner"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_lines").lines().toList(),
                Optional.ofNullable(row.getObject("explained_at", OffsetDateTime.class))
                        .map(at -> explanation(row, at)),
                row.getInt("alike"));
    }

    private static OutsideChange.Explanation explanation(ResultSet row, OffsetDateTime at) {
        try {
            return new OutsideChange.Explanation(
                    row.getString("explained_by"), at.toInstant(), row.getString("explanation"));
        } catch (SQLException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
