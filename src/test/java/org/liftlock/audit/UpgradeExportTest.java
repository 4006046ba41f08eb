package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.Rooms;
import org.liftlock.naming.Digest;

/** What an auditor takes away, and how it shows that it is whole. */
class UpgradeExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UpgradeQuery ERIKS = UpgradeQuery.of(Map.of("person", "erik"));

    private UpgradeExport export;

    @BeforeEach
    void someUpgrades() {
        Register register = new Register(Rooms.cleared());
        export = register.rooms.get(UpgradeExport.class);
        register.add(1, "order-service", "erik", "RAISED", 0, "=HYPERLINK(\"http://evil.example.com\")");
        register.add(2, "orders-db", "erik", null, 1, "Two lines,\nand a \"quote\" from Łódź");
        register.add(3, "web-edge", "paula", "CANCELLED", 2, "Not erik's");
        register.rooms.get(SearchIndex.class).catchUp();
    }

    @Test
    void aTableEndsWithSearchCountAndDigestOfItsLines() {
        String csv = csv(ERIKS, Sight.ofEverything("otto"));

        List<String> lines = csv.lines().toList();
        String table =
                lines.stream().filter(line -> !line.startsWith("# ")).collect(Collectors.joining("\r\n", "", "\r\n"));
        assertThat(lines.get(0)).startsWith("\uFEFF\"upgrade\",\"system\"").endsWith("\"record_sha256\"");
        assertThat(lines)
                .contains(
                        "# search: /upgrades?person=erik",
                        "# exported_by: otto",
                        "# reach: all systems",
                        "# count: 2",
                        "# sha256: " + Digest.of(table).hex())
                .hasSize(1 + 2 + 6);
        assertThat(lines.get(1))
                .startsWith("\"UPG-2026-0002\",\"orders-db\"")
                .contains("Two lines, and a \"\"quote\"\" from Łódź");
    }

    @Test
    void nobodyTakesAShortenedSightForTheWholeOne() {
        assertThat(csv(UpgradeQuery.ALL, Sight.of(Set.of("web-edge"), "uma")))
                .contains("UPG-2026-0003")
                .doesNotContain("UPG-2026-0002")
                .contains("# reach: the systems of uma, and what they asked for");
    }

    @Test
    void theDigestOfTheJsonIsThatOfItsRowsAsOtherProgramsWriteThem() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        export.json(ERIKS, Sight.ofEverything("otto"), out);

        JsonNode read = JSON.readTree(out.toByteArray());
        StringBuilder rows = new StringBuilder();
        for (JsonNode row : read.path("rows")) {
            rows.append(JSON.writeValueAsString(JSON.convertValue(row, TreeMap.class)))
                    .append('\n');
        }
        assertThat(read.path("count").asInt()).isEqualTo(2);
        assertThat(read.path("sha256").asText())
                .isEqualTo(Digest.of(rows.toString()).hex());
        assertThat(read.at("/query/person").asText()).isEqualTo("erik");
        assertThat(read.at("/search").asText()).isEqualTo("/upgrades?person=erik");
        assertThat(read.at("/rows/1/reason_text").asText()).isEqualTo("=HYPERLINK(\"http://evil.example.com\")");
        assertThat(read.at("/rows/0").has("outcome")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "|calc",
                "%0A",
                "  =1+1",
                "\t=1+1",
                "\r=1",
                "\n=1",
                "＝1",
                "\u00A0=1"
            })
    void aSpreadsheetNeverCalculatesACell(String typed) {
        assertThat(CsvLine.of(List.of(typed))).matches("\"'[^\\r\\n]*\"\\r\\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "order-service", "", "a=b", "x@y.example.com"})
    void otherCellsStayAsTheyAre(String typed) {
        assertThat(CsvLine.of(List.of(typed))).isEqualTo("\"" + typed + "\"\r\n");
    }

    private String csv(UpgradeQuery query, Sight sight) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.csv(query, sight, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
