package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.closing.UpgradeRecords;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;

/** A sample that anybody can draw again. */
class RecordSampleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Register register;

    @BeforeEach
    void fiveUpgradesOfWhichOneIsSealed() {
        register = new Register(Rooms.cleared());
        String asked = ", \"reason\": {\"category\": \"feature\", \"text\": \"Customers get a record of their own\"}";
        IntStream.rangeClosed(1, 5)
                .forEach(number -> register.add(
                        number, "order-service", "erik", "RAISED", number, "Customers get a record", asked));
        seal("UPG-2026-0003");
    }

    private void seal(String key) {
        String record = register.rooms.get(UpgradeRecords.class).document(key).orElseThrow();
        register.rooms
                .jdbc
                .sql("insert into sealed_record (upgrade_key, document, digest, sealed_at) values (?, ?, ?, ?)")
                .params(key, record, Digest.of(record).hex(), Timestamp.from(Register.FIRST))
                .update();
        register.rooms
                .get(Journal.class)
                .tell(
                        Optional.of(key),
                        "process",
                        "record-sealed",
                        Optional.of("R49"),
                        "Record sealed",
                        Optional.of(Digest.of(record)));
    }

    @Test
    void theSameSeedDrawsTheSameRecordsAndAnotherOneOthers() throws Exception {
        assertThat(drawn("4711", 2)).hasSize(2).isEqualTo(drawn("4711", 2));
        assertThat(Stream.of("a", "b", "c", "d", "e", "f")
                        .map(this::drawnQuietly)
                        .distinct())
                .hasSizeGreaterThan(1);
        assertThat(drawn("4711", 200)).hasSize(5);
    }

    @Test
    void whoHasTheListOfKeysDrawsTheSameOnes() throws Exception {
        Map<String, String> zip = zip("4711", 2);

        List<String> again = zip.get("population.txt")
                .lines()
                .sorted(Comparator.comparing(key -> Digest.of("4711:" + key).hex()))
                .limit(2)
                .toList();

        JsonNode sample = JSON.readTree(zip.get("sample.json"));
        assertThat(sample.findValuesAsText("upgrade")).isEqualTo(again);
        assertThat(sample.path("seed").asText()).isEqualTo("4711");
        assertThat(sample.path("population").asInt()).isEqualTo(5);
        assertThat(sample.path("population_sha256").asText())
                .isEqualTo(Digest.of(zip.get("population.txt")).hex());
        assertThat(zip.get("README.txt")).contains("with the seed \"4711\"").contains("head -n 2");
    }

    @Test
    void aSealedRecordComesWithItsProofAndAnOpenOneAsItIs() throws Exception {
        Map<String, String> zip = zip("all", 5);

        assertThat(zip.keySet().stream()
                        .filter(name -> name.startsWith("UPG-2026-0003/"))
                        .map(name -> name.substring(14)))
                .contains("record.json", "record.html")
                .anyMatch(name -> name.matches("\\d{12}\\.entry"));
        assertThat(zip.keySet().stream().filter(name -> name.startsWith("UPG-2026-0001/")))
                .containsExactlyInAnyOrder("UPG-2026-0001/record.json", "UPG-2026-0001/record.html");
        assertThat(zip.get("UPG-2026-0003/record.html"))
                .contains("order-service: 1.0 to 2.0")
                .contains(Digest.of(zip.get("UPG-2026-0003/record.json")).hex());
    }

    @Test
    void aSampleNeedsASeedAndASize() {
        assertThatThrownBy(() -> new Draw(" ", 5)).hasMessageContaining("seed");
        assertThatThrownBy(() -> new Draw("x", 0)).hasMessageContaining("1 to 200 records, not 0");
        assertThatThrownBy(() -> new Draw("x", 201)).hasMessageContaining("not 201");
    }

    private TreeSet<String> drawnQuietly(String seed) {
        try {
            return drawn(seed, 2);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private TreeSet<String> drawn(String seed, int size) throws Exception {
        return new TreeSet<>(JSON.readTree(zip(seed, size).get("sample.json")).findValuesAsText("upgrade"));
    }

    private Map<String, String> zip(String seed, int size) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        register.rooms
                .get(RecordSample.class)
                .write(UpgradeQuery.ALL, Sight.ofEverything("otto"), new Draw(seed, size), out);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }
}
