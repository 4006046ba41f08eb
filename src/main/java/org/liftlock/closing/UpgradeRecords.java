package org.liftlock.closing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of an upgrade: everything that was written down about it, as one JSON document (R46). Its form is published
 * as {@code schemas/record.schema.json}.
 */
@Component
public class UpgradeRecords {

    /** Says which form the document has, should there ever be another. */
    private static final String FORMAT = "liftlock-record-1";

    /** What belongs to an upgrade, in the order a reader wants it; each with the column that orders its rows. */
    private static final Map<String, String> PARTS = parts();

    private static final String OF_UNITS = "unit_id in (select unit_id from unit_of_change where upgrade_key = ?)";

    /** How rows that do not name the upgrade belong to it. */
    private static final Map<String, String> THROUGH = Map.of(
            "unit_target", OF_UNITS,
            "unit_item", OF_UNITS,
            "closed_by_hand", "effect_id in (select effect_id from effect where upgrade_key = ?)");

    private final JdbcClient jdbc;
    private final Upgrades upgrades;
    private final Debts debts;
    private final Journal journal;
    private final PathTaken path;
    private final ObjectMapper json;
    private final Clock clock;

    UpgradeRecords(
            JdbcClient jdbc,
            Upgrades upgrades,
            Debts debts,
            Journal journal,
            PathTaken path,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.upgrades = upgrades;
        this.debts = debts;
        this.journal = journal;
        this.path = path;
        this.json = json;
        this.clock = clock;
    }

    /** The sealed record, or, while the upgrade is open, what there is so far. Empty when there is no such upgrade. */
    public Optional<String> document(String upgradeKey) {
        Optional<String> sealed = jdbc.sql("select document from sealed_record where upgrade_key = ?")
                .param(upgradeKey)
                .query(String.class)
                .optional();
        return sealed.isPresent() ? sealed : upgrades.look(upgradeKey).map(upgrade -> write(upgradeKey));
    }

    /** @throws IllegalStateException while something is owed (R29) */
    @Transactional
    void seal(String upgradeKey) {
        if (!debts.open(upgradeKey).isEmpty()) {
            throw new IllegalStateException(
                    "R29: " + upgradeKey + " cannot be closed before its shortcuts are reviewed by another person");
        }
        upgrades.close(upgradeKey);
        String document = write(upgradeKey);
        Digest digest = Digest.of(document);
        jdbc.sql("insert into sealed_record (upgrade_key, document, digest, sealed_at) values (?, ?, ?, ?)")
                .param(upgradeKey)
                .param(document)
                .param(digest.hex())
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                "process",
                "record-sealed",
                Optional.of("R49"),
                "Record sealed with digest " + digest.brief(),
                Optional.of(digest));
    }

    private String write(String upgradeKey) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("format", FORMAT);
        PARTS.forEach((table, order) -> record.put(table, rows(table, order, upgradeKey)));
        PathTaken.Rows taken = path.of(upgradeKey);
        record.put("process_model", taken.models());
        record.put("process_instance", taken.instances());
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(record);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The record of " + upgradeKey + " cannot be written", unwritable);
        }
    }

    private List<Map<String, Object>> rows(String table, String order, String upgradeKey) {
        String own = THROUGH.getOrDefault(table, "upgrade_key = ?");
        return jdbc.sql("select * from " + table + " where " + own + " order by " + order)
                .param(upgradeKey)
                .query((found, row) -> {
                    Map<String, Object> columns = new LinkedHashMap<>();
                    for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                        Object content = content(found, column);
                        if (content != null) {
                            columns.put(
                                    found.getMetaData().getColumnLabel(column).toLowerCase(), content);
                        }
                    }
                    return columns;
                })
                .list();
    }

    /** The same on every database and in every time zone: moments in UTC, as the hashes of the chain are made of them. */
    private static Object content(ResultSet found, int column) throws SQLException {
        Object content = found.getObject(column);
        if (content == null || content instanceof Number || content instanceof Boolean) {
            return content;
        } else if (content instanceof OffsetDateTime moment) {
            return moment.toInstant().toString();
        } else if (content instanceof Timestamp moment) {
            return moment.toInstant().toString();
        }
        return found.getString(column);
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("upgrade", "upgrade_key");
        parts.put("template_use", "template");
        parts.put("finding", "finding_id");
        parts.put("upgrade_plan", "revision");
        parts.put("maintenance_window", "revision");
        parts.put("approval", "approval_id");
        parts.put("directive", "seq");
        parts.put("inventory_reading", "reading_id");
        parts.put("unit_of_change", "unit_id");
        parts.put("unit_target", "unit_id, target_order");
        parts.put("unit_item", "unit_id, item_order");
        parts.put("backup", "backup_id");
        parts.put("verification", "verification_id");
        parts.put("proof", "made_at, proof_id");
        parts.put("proof_item", "proof_id, item_order");
        parts.put("step", "started_at");
        parts.put("effect", "planned_at");
        parts.put("closed_by_hand", "closed_at, effect_id");
        parts.put("check_result", "result_id");
        parts.put("evidence_file", "file_id");
        parts.put("carried_answer", "carried_id");
        parts.put("measurement", "measurement_id");
        parts.put("message", "message_id");
        parts.put("debt", "debt_id");
        parts.put("known_issue", "issue_id");
        parts.put("record_entry", "seq");
        return parts;
    }
}
