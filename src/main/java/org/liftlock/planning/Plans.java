package org.liftlock.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans by revision; a change is a new revision, and a new revision is not sealed. */
@Component
public class Plans {

    /** Who a plan is by that nobody has looked at yet. */
    public static final String DRAFT = "draft";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Upgrades upgrades;
    private final Journal journal;
    private final ObjectMapper json;

    Plans(JdbcClient jdbc, Clock clock, Upgrades upgrades, Journal journal, ObjectMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.upgrades = upgrades;
        this.journal = journal;
        this.json = json;
    }

    public Optional<Plan> newest(String upgradeKey) {
        return jdbc.sql("select document from upgrade_plan where upgrade_key = ? order by revision desc"
                        + " fetch first 1 rows only")
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /**
     * A plan as it was written.
     *
     * @param plan empty when an old one can no longer be read: a list is of use without it
     * @param digest what approvals sign; empty while it is not sealed
     */
    public record Written(Optional<Plan> plan, int revision, Optional<Digest> digest, Instant at) {}

    /** The newest plan of each of these upgrades, by key, in one query; without those that have none. */
    public Map<String, Written> newest(Collection<String> upgradeKeys) {
        Map<String, Written> newest = new HashMap<>();
        if (!upgradeKeys.isEmpty()) {
            jdbc.sql("""
                            select upgrade_key, revision, document, digest, coalesce(sealed_at, planned_at) as written_at
                            from upgrade_plan plan where upgrade_key in (:keys) and revision =
                                (select max(revision) from upgrade_plan newer where newer.upgrade_key = plan.upgrade_key)
                            """)
                    .param("keys", upgradeKeys)
                    .query((found, row) -> newest.put(
                            found.getString("upgrade_key"),
                            new Written(
                                    readable(found.getString("document")),
                                    found.getInt("revision"),
                                    Optional.ofNullable(found.getString("digest"))
                                            .map(Digest::new),
                                    found.getObject("written_at", OffsetDateTime.class)
                                            .toInstant())))
                    .list();
        }
        return newest;
    }

    /** The plan that the present one has replaced. */
    public Optional<Plan> before(String upgradeKey) {
        return jdbc.sql("select document from upgrade_plan where upgrade_key = ? order by revision desc"
                        + " offset 1 rows fetch next 1 rows only")
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** The newest plan before the present one that an approver has answered to. */
    public Optional<Plan> answeredBefore(String upgradeKey) {
        return jdbc.sql("""
                        select document from upgrade_plan where upgrade_key = :key and digest in
                            (select plan_digest from approval where upgrade_key = :key)
                            and revision < (select max(revision) from upgrade_plan where upgrade_key = :key)
                        order by revision desc fetch first 1 rows only
                        """)
                .param("key", upgradeKey)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** The people who have written a plan of the upgrade, or have taken one as it was. */
    public List<String> planners(String upgradeKey) {
        return jdbc.sql("""
                        select planned_by from upgrade_plan where upgrade_key = :key and planned_by <> :draft
                        union select actor from record_entry where upgrade_key = :key and kind = 'plan-taken'
                        """)
                .param("key", upgradeKey)
                .param("draft", DRAFT)
                .query(String.class)
                .list();
    }

    /** The same plan again is no new one, and stays sealed; somebody else may stand for it now. */
    @Transactional
    public void write(String upgradeKey, Plan plan, String by) {
        upgrades.lock(upgradeKey);
        if (newest(upgradeKey).filter(plan::equals).isPresent()) {
            if (!by.equals(DRAFT) && !planners(upgradeKey).contains(by)) {
                journal.tell(
                        Optional.of(upgradeKey),
                        by,
                        "plan-taken",
                        Optional.of("R28"),
                        "Stands for the plan as it was",
                        Optional.empty());
            }
            return;
        }
        jdbc.sql("""
                        insert into upgrade_plan (upgrade_key, revision, document, planned_by, planned_at)
                        select ?, (select coalesce(max(revision), 0) + 1 from upgrade_plan where upgrade_key = ?), ?, ?, ?
                        from clock_offset
                        """)
                .param(upgradeKey)
                .param(upgradeKey)
                .param(write(plan))
                .param(by)
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                by,
                "planned",
                Optional.empty(),
                "Plan written: window "
                        + new MaintenanceWindow(plan.opensAt(), plan.endsAt())
                                .inWords(upgrades.describe(upgradeKey).site().timeZone())
                        + "; " + plan.decider() + " decides, else "
                        + plan.deputy() + "; if nobody answers: "
                        + plan.noAnswer().name().toLowerCase().replace('_', ' '),
                Optional.of(journal.keep(write(plan))));
    }

    /** Fixes the newest revision; its digest is what approvals sign. */
    @Transactional
    public Digest seal(String upgradeKey) {
        upgrades.lock(upgradeKey);
        Plan plan =
                newest(upgradeKey).orElseThrow(() -> new IllegalStateException(upgradeKey + " has no plan to seal"));
        Digest digest = Digest.of(write(plan));
        int sealed = jdbc.sql("""
                        update upgrade_plan set digest = ?, sealed_at = ? where upgrade_key = ? and digest is null
                            and revision = (select max(revision) from upgrade_plan where upgrade_key = ?)
                        """)
                .param(digest.hex())
                .param(Timestamp.from(clock.instant()))
                .param(upgradeKey)
                .param(upgradeKey)
                .update();
        if (sealed == 1) {
            journal.tell(
                    Optional.of(upgradeKey),
                    "process",
                    "sealed",
                    Optional.of("R28"),
                    "Plan sealed with digest " + digest.brief(),
                    Optional.of(digest));
        }
        return digest;
    }

    /** The digest of the newest revision, when that one is sealed. */
    public Optional<Digest> sealedDigest(String upgradeKey) {
        return jdbc.sql("select digest from upgrade_plan where upgrade_key = ? order by revision desc"
                        + " fetch first 1 rows only")
                .param(upgradeKey)
                .query((found, row) -> Optional.ofNullable(found.getString(1)))
                .optional()
                .flatMap(digest -> digest)
                .map(Digest::new);
    }

    /** Whether what the descriptions say now is still what was sealed. */
    public boolean stillDescribes(String upgradeKey) {
        return newest(upgradeKey)
                .filter(plan -> plan.descriptionDigest()
                        .equals(upgrades.describe(upgradeKey).materialDigest().hex()))
                .isPresent();
    }

    private Optional<Plan> readable(String document) {
        try {
            return Optional.of(read(document));
        } catch (IllegalStateException old) {
            return Optional.empty();
        }
    }

    private String write(Plan plan) {
        try {
            return json.writeValueAsString(plan);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The plan cannot be written", unwritable);
        }
    }

    private Plan read(String document) {
        try {
            return json.readValue(document, Plan.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A plan in the database cannot be read", unreadable);
        }
    }
}
