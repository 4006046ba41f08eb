package org.liftlock.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.naming.SystemId;
import org.liftlock.record.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The upgrades of the site, and where each of them stands. */
@Component
public class Upgrades {

    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);

    /** What stands for the running version until the inventory has read it. */
    public static final String UNKNOWN_VERSION = "unknown";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Descriptions descriptions;
    private final Journal journal;
    private final ObjectMapper json;
    private final TransactionTemplate alone;

    Upgrades(
            JdbcClient jdbc,
            Clock clock,
            Descriptions descriptions,
            Journal journal,
            ObjectMapper json,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.descriptions = descriptions;
        this.journal = journal;
        this.json = json;
        this.alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Writes down a request and gives it its key, in the transaction that starts its process: when that fails, the key
     * is not used up.
     *
     * @throws org.liftlock.descriptor.InvalidDescription when the request does not fit the system's description
     */
    @Transactional
    public String accept(UpgradeRequest request, String requestedBy) {
        UpgradeDescription description = descriptions.describe(request);
        Instant now = clock.instant();
        String key = nextKey(now);
        jdbc.sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ASSESSMENT')
                        """)
                .param(key)
                .param(description.system().value())
                .param(description.request().environment())
                .param(description.request().from().orElse(UNKNOWN_VERSION))
                .param(request.to())
                .param(description.method().name())
                .param(request.reason().category().name())
                .param(request.reason().text())
                .param(descriptions.write(request))
                .param(merged(description))
                .param(description.digest().hex())
                .param(requestedBy)
                .param(Timestamp.from(now))
                .update();
        journal.tell(
                Optional.of(key),
                requestedBy,
                "requested",
                Optional.of("R01"),
                "Asked to raise " + description.name() + " ("
                        + description.request().environment() + ") to " + request.to() + ": "
                        + request.reason().text(),
                Optional.of(journal.keep(descriptions.write(request))));
        return key;
    }

    /** Ties the upgrade to the process that carries it. */
    public void runsIn(String key, String processInstance) {
        jdbc.sql("update upgrade set engine_instance = ? where upgrade_key = ?")
                .param(processInstance)
                .param(key)
                .update();
    }

    public boolean hasProcess(String key) {
        return jdbc.sql("select count(*) from upgrade where upgrade_key = ? and engine_instance is not null")
                        .param(key)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    public Upgrade find(String key) {
        return look(key).orElseThrow(() -> new IllegalArgumentException("There is no upgrade " + key));
    }

    public Optional<Upgrade> look(String key) {
        return jdbc.sql("""
                        select upgrade_key, system_id, environment, from_version, to_version, request, requested_by,
                            requested_at, control_level, stage, outcome
                        from upgrade where upgrade_key = ?
                        """).param(key).query(this::upgrade).optional();
    }

    /** All layers that describe the upgrade, as they are now. */
    public UpgradeDescription describe(String key) {
        return descriptions.describe(find(key).request());
    }

    /** The lock that orders, launches and plans of one upgrade take first. */
    public void lock(String key) {
        jdbc.sql("select upgrade_key from upgrade where upgrade_key = ? for update")
                .param(key)
                .query(String.class)
                .single();
    }

    @Transactional
    public void enter(String key, Stage stage) {
        jdbc.sql("update upgrade set stage = ? where upgrade_key = ?")
                .param(stage.name())
                .param(key)
                .update();
        journal.tell(
                Optional.of(key), "process", "stage", Optional.empty(), stage.title() + " began", Optional.empty());
    }

    /**
     * From now on the upgrade is made by another method, as if that had been asked for.
     *
     * @throws org.liftlock.descriptor.InvalidDescription when the method is not described, or not for these targets
     */
    @Transactional
    public void make(String key, String method, String by) {
        Upgrade before = find(key);
        UpgradeRequest changed = before.request().by(method);
        UpgradeDescription description = descriptions.describe(changed);
        String old = descriptions.describe(before.request()).method().name();
        jdbc.sql("update upgrade set method = ?, request = ?, merged = ?, merged_digest = ? where upgrade_key = ?")
                .param(description.method().name())
                .param(descriptions.write(changed))
                .param(merged(description))
                .param(description.digest().hex())
                .param(key)
                .update();
        journal.tell(
                Optional.of(key),
                by,
                "method-changed",
                Optional.of("R17"),
                "Made by method " + description.method().name() + " instead of " + old,
                Optional.of(journal.keep(descriptions.write(changed))));
    }

    public void runs(String key, String fromVersion) {
        jdbc.sql("update upgrade set from_version = ? where upgrade_key = ?")
                .param(fromVersion)
                .param(key)
                .update();
    }

    /**
     * @param monitoringFor how long the system is watched afterwards, ISO 8601
     * @param approverRoles groups that approve, by comma, one for each approval
     */
    @Transactional
    public void control(String key, ControlLevel level, String why, String monitoringFor, String approverRoles) {
        jdbc.sql("""
                        update upgrade set control_level = ?, control_reason = ?, monitoring_for = ?, approver_roles = ?
                        where upgrade_key = ?
                        """)
                .param(level.name())
                .param(why)
                .param(monitoringFor)
                .param(approverRoles)
                .param(key)
                .update();
        journal.tell(
                Optional.of(key),
                "policy",
                "control-level",
                Optional.of("R02"),
                "Control level " + level.name().toLowerCase() + ": " + why,
                Optional.empty());
    }

    /** How long the control level has the system watched; a day when no level was determined. */
    public Duration monitoring(String key) {
        return jdbc.sql("select monitoring_for from upgrade where upgrade_key = ?")
                .param(key)
                .query((found, row) -> Optional.ofNullable(found.getString(1)))
                .single()
                .map(Duration::parse)
                .orElse(Duration.ofDays(1));
    }

    /** The groups that approve, one for each approval in turn. */
    public List<String> approverRoles(String key) {
        return jdbc.sql("select coalesce(approver_roles, 'approvers') from upgrade where upgrade_key = ?")
                .param(key)
                .query((found, row) -> List.of(found.getString(1).split("\\s*,\\s*")))
                .single();
    }

    /** The sentence of the rule that decided on the control level. */
    public String controlReason(String key) {
        return jdbc.sql("select coalesce(control_reason, '') from upgrade where upgrade_key = ?")
                .param(key)
                .query(String.class)
                .single();
    }

    /** From now on no wave of the upgrade has more units than this (R41). */
    public void limitWaves(String key, int units) {
        jdbc.sql("update upgrade set wave_limit = ? where upgrade_key = ?")
                .param(units)
                .param(key)
                .update();
    }

    /** How many units a wave may have by order of the decider; empty when nothing was ordered. */
    public Optional<Integer> waveLimit(String key) {
        return jdbc.sql("select wave_limit from upgrade where upgrade_key = ?")
                .param(key)
                .query((found, row) -> Optional.ofNullable(found.getObject(1, Integer.class)))
                .single();
    }

    public void outcome(String key, Outcome outcome) {
        jdbc.sql("update upgrade set outcome = ? where upgrade_key = ?")
                .param(outcome.name())
                .param(key)
                .update();
    }

    @Transactional
    public void close(String key) {
        jdbc.sql("update upgrade set stage = 'CLOSED', closed_at = ? where upgrade_key = ?")
                .param(Timestamp.from(clock.instant()))
                .param(key)
                .update();
        journal.tell(Optional.of(key), "process", "closed", Optional.of("R46"), "Upgrade closed", Optional.empty());
    }

    private String nextKey(Instant now) {
        int year = now.atZone(ZoneOffset.UTC).getYear();
        if (!begun(year)) {
            beginYear(year);
        }
        int next = jdbc.sql("select last_number from upgrade_number where year_number = ? for update")
                        .param(year)
                        .query(Integer.class)
                        .single()
                + 1;
        jdbc.sql("update upgrade_number set last_number = ? where year_number = ?")
                .param(next)
                .param(year)
                .update();
        return "UPG-%d-%04d".formatted(year, next);
    }

    private boolean begun(int year) {
        return jdbc.sql("select count(*) from upgrade_number where year_number = ?")
                        .param(year)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Committed on its own, so that of two first requests of a year neither fails. */
    private void beginYear(int year) {
        try {
            alone.executeWithoutResult(
                    status -> jdbc.sql("""
                            insert into upgrade_number (year_number, last_number)
                            select ?, 0 from clock_offset where not exists
                                (select 1 from upgrade_number where year_number = ?)
                            """).param(year).param(year).update());
        } catch (DuplicateKeyException begunMeanwhile) {
            LOG.debug("The year {} was begun by another request", year);
        }
    }

    private String merged(UpgradeDescription description) {
        try {
            return json.writeValueAsString(description.merged());
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(
                    "The description of " + description.system() + " cannot be written", unwritable);
        }
    }

    private Upgrade upgrade(ResultSet found, int row) throws SQLException {
        return new Upgrade(
                found.getString("upgrade_key"),
                new SystemId(found.getString("system_id")),
                found.getString("environment"),
                found.getString("from_version"),
                found.getString("to_version"),
                descriptions.readRequest(found.getString("request")),
                found.getString("requested_by"),
                found.getObject("requested_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(found.getString("control_level")).map(ControlLevel::valueOf),
                Stage.valueOf(found.getString("stage")),
                Optional.ofNullable(found.getString("outcome")).map(Outcome::valueOf));
    }
}
