package org.liftlock.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.closing.UpgradeRecords;
import org.liftlock.document.RecordRenderer;
import org.liftlock.ledger.RecordProof;
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A random sample of the upgrades of a search, as a zip: the record of each as JSON and HTML, and what proves it. */
@Component
public class RecordSample {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FoundUpgrades upgrades;
    private final UpgradeRecords records;
    private final RecordRenderer renderer;
    private final JdbcClient jdbc;
    private final Clock clock;

    RecordSample(
            FoundUpgrades upgrades, UpgradeRecords records, RecordRenderer renderer, JdbcClient jdbc, Clock clock) {
        this.upgrades = upgrades;
        this.records = records;
        this.renderer = renderer;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Prepared in a file that is deleted afterwards: a receiver that waits holds no connection to the database.
     *
     * @return how many records it holds
     */
    public int write(UpgradeQuery query, Sight sight, Draw draw, OutputStream out) {
        try {
            Path folder = Files.createTempDirectory("liftlock-sample");
            Path zip = folder.resolve("sample.zip");
            try {
                int drawn;
                try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
                    drawn = fill(inside.getPath("/"), query, sight, draw);
                }
                Files.copy(zip, out);
                return drawn;
            } finally {
                Files.deleteIfExists(zip);
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The sample cannot be written", failed);
        }
    }

    private int fill(Path root, UpgradeQuery query, Sight sight, Draw draw) throws IOException {
        List<String> population = new ArrayList<>();
        upgrades.eachKey(query, sight, population::add);
        Collections.reverse(population);
        List<String> drawn = draw.from(population.stream());
        List<Map<String, Object>> told = new ArrayList<>();
        for (String key : drawn) {
            told.add(writeRecord(root.resolve(key), key));
        }
        String keys = population.isEmpty() ? "" : String.join("\n", population) + "\n";
        Files.writeString(root.resolve("population.txt"), keys);
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("format", "liftlock-sample-1");
        sample.put("seed", draw.seed());
        sample.put("size", draw.size());
        sample.put("query", query.written());
        sample.put("population", population.size());
        sample.put("population_sha256", Digest.of(keys).hex());
        sample.put("drawn_by", sight.person());
        sample.put("drawn_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        sample.put("reach", sight.isWhole() ? "all systems" : "systems of " + sight.person());
        sample.put("records", told);
        Files.writeString(root.resolve("sample.json"), json(sample));
        Files.writeString(root.resolve("README.txt"), readMe(draw, population.size(), drawn.size()));
        return drawn.size();
    }

    /** An upgrade that is not sealed has no proof yet; its record is what there is so far. */
    private Map<String, Object> writeRecord(Path folder, String key) throws IOException {
        Files.createDirectory(folder);
        Optional<RecordProof> proof = RecordProof.of(key, jdbc);
        String record = proof.map(RecordProof::record)
                .or(() -> records.document(key))
                .orElseThrow(() -> new IllegalStateException(key + " is gone since the sample was drawn; draw again"));
        if (proof.isPresent()) {
            proof.get().writeInto(folder);
        } else {
            Files.writeString(folder.resolve("record.json"), record);
        }
        Files.writeString(folder.resolve("record.html"), renderer.html(record));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("upgrade", key);
        told.put("sealed", proof.isPresent());
        told.put("signed", proof.flatMap(RecordProof::checkpoint).isPresent());
        told.put("record_sha256", Digest.of(record).hex());
        return told;
    }

    private static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The sample cannot be described", unwritable);
        }
    }

    private static String readMe(Draw draw, int population, int drawn) {
        return """
                A random sample of upgrades: %d of %d, drawn with the seed "%s".

                sample.json     what was searched for, the seed, and which records are here
                population.txt  the keys of all upgrades that were searched, the oldest first
                UPG-.../        record.json and record.html; the .entry files and checkpoint.json prove the record
                                ("Verifying an exported record without Liftlock" in the auditor's guide). An upgrade
                                that is still open has no proof yet.

                How it was drawn: each key is ranked by the SHA-256 of the seed, a colon and the key; the lowest are
                taken. To draw again, with the seed in the variable seed:

                while read -r key; do
                  printf '%%s %%s\\n' "$(printf '%%s:%%s' "$seed" "$key" | sha256sum | cut -d ' ' -f 1)" "$key"
                done < population.txt | sort | head -n %d
                """.formatted(drawn, population, draw.seed(), draw.size());
    }
}
