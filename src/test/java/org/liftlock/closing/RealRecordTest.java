package org.liftlock.closing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.approval.Approvals;
import org.liftlock.document.RecordDocument;
import org.liftlock.lifecycle.Debts;
import org.liftlock.lifecycle.KnownIssues;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.liftlock.planning.Plans;

/** The record as the product writes it, and what is published about its form. */
class RealRecordTest {

    private static final String SCHEMA = "schemas/record.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the engine knows, and what says which form this is. */
    private static final Set<String> OF_NO_TABLE = Set.of("format", "process_model", "process_instance");

    private Rooms rooms;
    private String key;
    private JsonNode record;
    private String document;

    @BeforeEach
    void anUpgradeThatIsClosed() throws Exception {
        rooms = Rooms.cleared();
        rooms.describe(2, "none", "");
        key = rooms.request();
        Plans plans = rooms.get(Plans.class);
        plans.write(key, rooms.plan(key), "erik");
        plans.seal(key);
        rooms.get(Approvals.class).give(key, "anna", "approvers", Approvals.Verdict.APPROVED, "go ahead");
        rooms.get(Units.class).ended(rooms.unit(key, 1, 2).unitId(), Result.RAISED);
        rooms.get(Debts.class).owe(key, RuleId.R18, "The upgrade was not rehearsed", "mia");
        rooms.get(Debts.class).review(key, "carl", "it could not wait");
        rooms.get(KnownIssues.class)
                .note(
                        key,
                        new KnownIssues.Entry(
                                KnownIssues.Kind.FOLLOW_UP, "reports are slow", "olga", LocalDate.of(2026, 12, 1)),
                        "mia");
        rooms.get(Closing.class).sum(key);
        rooms.get(UpgradeRecords.class).seal(key);
        document = rooms.get(UpgradeRecords.class).document(key).orElseThrow();
        record = JSON.readTree(document);
    }

    @Test
    void itIsAsThePublishedSchemaSays() {
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(SchemaLocation.of("classpath:" + SCHEMA))
                        .validate(record))
                .isEmpty();
        assertThat(record.path("unit_target")).hasSize(2);
        assertThat(record.at("/approval/0/approval_id").isIntegralNumber()).isTrue();
        assertThat(record.at("/record_entry/0/at_time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    }

    @Test
    void theSchemaKnowsEveryColumnThereIs() throws Exception {
        JsonNode parts = JSON.readTree(getClass().getResource("/" + SCHEMA)).path("properties");
        parts.fieldNames().forEachRemaining(part -> {
            if (!OF_NO_TABLE.contains(part)) {
                TreeSet<String> described = new TreeSet<>();
                parts.path(part).at("/items/properties").fieldNames().forEachRemaining(described::add);
                assertThat(described).as(part).containsExactlyElementsOf(new TreeSet<>(columns(part)));
            }
        });
        assertThat(names(record)).containsExactlyElementsOf(names(parts));
    }

    @Test
    void itIsShownWithWhatItHolds() {
        RecordDocument shown = RecordDocument.of(document);

        assertThat(shown.key()).isEqualTo(key);
        assertThat(shown.standing()).startsWith("Raised").contains("sealed then");
        assertThat(shown.sections())
                .flatExtracting(section -> section.blocks())
                .flatExtracting(block -> block.rows())
                .extracting(row -> row.get(0).text())
                .contains("Approved", "reports are slow", "R18", "orders1.example.com/main, orders2.example.com/main");
    }

    private List<String> columns(String table) {
        return rooms.jdbc
                .sql("select lower(column_name) from information_schema.columns where lower(table_name) = ?"
                        + " and table_schema = 'PUBLIC'")
                .param(table)
                .query(String.class)
                .list();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
