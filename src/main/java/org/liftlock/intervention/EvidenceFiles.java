package org.liftlock.intervention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.liftlock.lifecycle.Figures;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/** Files that people add to an upgrade while it is open: a picture of a screen, a report, a log of another tool. */
@Component
public class EvidenceFiles {

    private static final int LONGEST_NAME = 200;

    private final JdbcClient jdbc;
    private final Upgrades upgrades;
    private final Journal journal;
    private final Clock clock;
    private final DataSize largest;

    EvidenceFiles(
            JdbcClient jdbc,
            Upgrades upgrades,
            Journal journal,
            Clock clock,
            @Value("${liftlock.evidence.largest:20MB}") DataSize largest) {
        this.jdbc = jdbc;
        this.upgrades = upgrades;
        this.journal = journal;
        this.clock = clock;
        this.largest = largest;
    }

    /**
     * A file that was added.
     *
     * @param digest SHA-256 of its bytes
     * @param size in bytes
     * @param there false once its contents were erased
     */
    public record Added(long id, String name, Digest digest, long size, String by, Instant at, boolean there) {}

    /** The contents of a file are not those that were added. */
    public static final class Changed extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Changed(String sentence) {
            super(sentence);
        }
    }

    /** The largest file that is taken. */
    public DataSize largest() {
        return largest;
    }

    /** In the order they were added. */
    public List<Added> of(String upgradeKey) {
        return jdbc.sql("""
                        select file_id, name, digest, size_bytes, added_by, added_at,
                            exists (select 1 from evidence_bytes where evidence_bytes.file_id = evidence_file.file_id) as there
                        from evidence_file where upgrade_key = ? order by file_id
                        """)
                .param(upgradeKey)
                .query((row, number) -> added(row))
                .list();
    }

    /**
     * @return its bytes; empty when they were erased
     * @throws Changed when they are not those that were added
     */
    public Optional<byte[]> content(Added file) {
        Optional<byte[]> content = jdbc.sql("select content from evidence_bytes where file_id = ?")
                .param(file.id())
                .query((row, number) -> row.getBytes(1))
                .optional();
        if (content.filter(bytes -> !Digest.of(bytes).equals(file.digest())).isPresent()) {
            throw new Changed("The contents of \"" + file.name()
                    + "\" are not those that were added: their digest differs from the one in the record");
        }
        return content;
    }

    /**
     * @param name as the person's machine called it; of a path only the end is kept
     * @throws IllegalArgumentException when the file is empty or too large, or has no name
     * @throws InterventionRefused when the upgrade is closed and its record sealed
     */
    @Transactional
    public Added add(String upgradeKey, String name, byte[] content, String by) {
        String clean = clean(name);
        if (content.length == 0 || content.length > largest.toBytes()) {
            throw new IllegalArgumentException("\"" + clean + "\" has " + content.length
                    + " bytes; send a file of 1 byte to " + Figures.size(largest.toBytes()) + ", a large log packed");
        }
        upgrades.lock(upgradeKey);
        if (upgrades.find(upgradeKey).stage() == Stage.CLOSED) {
            throw new InterventionRefused(
                    upgradeKey + " is closed and its record sealed; add the file to the upgrade that follows it");
        }
        Digest digest = Digest.of(content);
        Instant now = clock.instant();
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                        insert into evidence_file (upgrade_key, name, digest, size_bytes, added_by, added_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(upgradeKey, clean, digest.hex(), content.length, by, Timestamp.from(now))
                .update(id, "file_id");
        long file = id.getKey().longValue();
        jdbc.sql("insert into evidence_bytes (file_id, content) values (?, ?)")
                .params(file, content)
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                by,
                "evidence-added",
                Optional.of("R46"),
                "Added \"" + clean + "\", " + content.length + " bytes, SHA-256 " + digest.hex(),
                Optional.of(journal.keepWithin(
                        "file " + clean + "\nbytes " + content.length + "\nsha256 " + digest.hex() + "\n")));
        return new Added(file, clean, digest, content.length, by, now, true);
    }

    private static String clean(String given) {
        String end =
                given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String name = end.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "The file needs a name of 1 to " + LONGEST_NAME + " characters; rename it and send it again");
        }
        return name;
    }

    private static Added added(ResultSet row) throws SQLException {
        return new Added(
                row.getLong("file_id"),
                row.getString("name"),
                new Digest(row.getString("digest")),
                row.getLong("size_bytes"),
                row.getString("added_by"),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("there"));
    }
}
