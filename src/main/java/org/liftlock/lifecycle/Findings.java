package org.liftlock.lifecycle;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was found about an upgrade and is not settled yet. */
@Component
public class Findings {

    /** Origin of what people report; while such a finding is open the system does not count as healthy. */
    public static final String TROUBLE_REPORTED = "trouble-reported";

    /** Origin of what the watch cannot compare, though nothing shows that it is worse; the next look settles it. */
    public static final String NOT_MEASURED = "compare-with-baseline";

    /** Origin of what could not be fetched before the window. */
    public static final String ARTEFACTS_MISSING = "fetch-artefacts";

    /** Origin of what could not be taken or proven of a backup before the window. */
    public static final String BACKUPS_NOT_PREPARED = "prepare-backups";

    /** Origin of what a plan lacks; a new plan settles it. */
    public static final String PLAN_CHECKED = "check-plan";

    /** Origin of what the newest rehearsal has not shown. */
    public static final String REHEARSAL_JUDGED = "judge-rehearsal";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;

    Findings(JdbcClient jdbc, Clock clock, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
    }

    /** Settles what this origin found before and is no longer so, and writes down what is new. */
    @Transactional
    public void replace(String upgradeKey, String origin, Collection<Finding> found) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Finding> before = open(upgradeKey, origin);
        before.stream()
                .filter(known -> !found.contains(known))
                .forEach(gone -> jdbc.sql("""
                                update finding set settled_at = ?
                                where upgrade_key = ? and origin = ? and rule_id = ? and severity = ? and subject = ?
                                    and sentence = ? and remedy = ? and settled_at is null
                                """)
                        .param(now)
                        .param(upgradeKey)
                        .param(origin)
                        .param(gone.rule().name())
                        .param(gone.severity().name())
                        .param(gone.subject())
                        .param(gone.sentence())
                        .param(gone.remedy())
                        .update());
        found.stream().filter(one -> !before.contains(one)).distinct().forEach(one -> add(upgradeKey, one, now));
    }

    /** Everything open, the gravest first. */
    public List<Finding> open(String upgradeKey) {
        return jdbc.sql("""
                        select rule_id, severity, origin, subject, sentence, remedy from finding
                        where upgrade_key = ? and settled_at is null
                        order by case severity when 'BLOCKS' then 1 when 'WARNS' then 2 else 3 end, rule_id, finding_id
                        """)
                .param(upgradeKey)
                .query((found, row) -> new Finding(
                        RuleId.valueOf(found.getString("rule_id")),
                        Finding.Severity.valueOf(found.getString("severity")),
                        found.getString("origin"),
                        found.getString("subject"),
                        found.getString("sentence"),
                        found.getString("remedy")))
                .list();
    }

    /** What one origin found that is not settled. */
    public List<Finding> open(String upgradeKey, String origin) {
        return open(upgradeKey).stream()
                .filter(finding -> finding.origin().equals(origin))
                .toList();
    }

    private void add(String upgradeKey, Finding finding, Timestamp now) {
        jdbc.sql("""
                        insert into finding (upgrade_key, rule_id, severity, origin, subject, sentence, remedy, found_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(upgradeKey)
                .param(finding.rule().name())
                .param(finding.severity().name())
                .param(finding.origin())
                .param(finding.subject())
                .param(finding.sentence())
                .param(finding.remedy())
                .param(now)
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                "process",
                "finding",
                Optional.of(finding.rule().name()),
                finding.sentence(),
                Optional.empty());
    }
}
