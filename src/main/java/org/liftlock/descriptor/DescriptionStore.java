package org.liftlock.descriptor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.liftlock.naming.Digest;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what users describe: the site, kinds, systems, templates. Every change is a new revision; a document with a problem, or one
 * that would break a system described earlier, changes nothing.
 */
@Component
public class DescriptionStore implements Descriptions {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;
    private final WrittenKinds given;
    private final StoredLibrary library;
    private final Descriptions descriptions;
    private final AtomicReference<AtOnce> atOnce = new AtomicReference<>();

    /** What was read at once, true as long as the table is in that state. */
    private record AtOnce(String state, Descriptions descriptions) {}

    /** @param folder further kinds as YAML files, read at start; empty for none */
    DescriptionStore(
            JdbcClient jdbc, Clock clock, Journal journal, @Value("${liftlock.kinds.directory:}") String folder) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
        Library kinds = KindFolder.aboveShipped(folder);
        this.given = new WrittenKinds(kinds);
        this.library = new StoredLibrary(jdbc, kinds);
        this.descriptions = new LibraryDescriptions(library);
    }

    /**
     * Takes in a document of a layer, under the name it gives itself.
     *
     * @return how it stands now; the same words again are no new revision
     * @throws InvalidDescription naming everything that is wrong; nothing was changed
     */
    @Transactional
    public StoredDescription put(Layer layer, String document, String changedBy) {
        return keep(layer, new NewDocument(library, layer).prove(document), document, changedBy);
    }

    /**
     * Takes in a document that somebody sent for a name.
     *
     * @return how it stands now; the same words again are no new revision
     * @throws InvalidDescription naming everything that is wrong, another name included; nothing was changed
     */
    @Transactional
    public StoredDescription put(Layer layer, String name, String document, String changedBy) {
        Document read = new NewDocument(library, layer).prove(document);
        if (!read.name().equals(name)) {
            String key = read.type().key();
            throw new InvalidDescription(List.of(new Problem(
                    read.file(),
                    read.fields().map().get(key).place().line(),
                    key,
                    read.name(),
                    "the name it is stored under, " + name,
                    "Write " + key + ": " + name + ", or store it under its own name, " + read.name() + ".",
                    Optional.empty())));
        }
        return keep(layer, read, document, changedBy);
    }

    private StoredDescription keep(Layer layer, Document read, String document, String changedBy) {
        String name = layer == Layer.SITE ? StoredLibrary.SITE : read.name();
        Optional<StoredDescription> before = current(layer, name);
        if (before.filter(same -> same.document().equals(document)).isPresent()) {
            return before.get();
        }
        int revision = before.map(StoredDescription::revision).orElse(0) + 1;
        jdbc.sql("""
                        insert into description (layer, name, revision, document, digest, changed_by, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(layer.name())
                .param(name)
                .param(revision)
                .param(document)
                .param(Digest.of(document).hex())
                .param(changedBy)
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.empty(),
                changedBy,
                "described",
                Optional.empty(),
                "Described " + Enums.write(layer) + (layer == Layer.SITE ? "" : " " + name) + ", revision " + revision
                        + before.map(old ->
                                        "; before it, digest " + old.digest().hex())
                                .orElse(""),
                Optional.of(journal.keep(document)));
        return current(layer, name).orElseThrow();
    }

    /** The newest revision of every document of a layer, by name. */
    public List<StoredDescription> all(Layer layer) {
        return jdbc.sql("""
                        select layer, name, revision, document, digest, changed_by, changed_at from description described
                        where layer = ? and revision = (select max(revision) from description newer
                            where newer.layer = described.layer and newer.name = described.name)
                        order by name
                        """).param(layer.name()).query(DescriptionStore::stored).list();
    }

    /** The newest revision of a document; the site's is found under any name. */
    public Optional<StoredDescription> current(Layer layer, String name) {
        return jdbc.sql("""
                        select layer, name, revision, document, digest, changed_by, changed_at from description
                        where layer = ? and name = ? order by revision desc fetch first 1 row only
                        """)
                .param(layer.name())
                .param(layer == Layer.SITE ? StoredLibrary.SITE : name)
                .query(DescriptionStore::stored)
                .optional();
    }

    /** Read anew when something was written since; the reading is one query, and asking whether it is needed another. */
    @Override
    public Descriptions atOnce() {
        String state = jdbc.sql("select count(*), max(changed_at) from description")
                .query((row, number) -> row.getString(1) + " " + row.getString(2))
                .single();
        AtOnce known = atOnce.get();
        if (known == null || !known.state().equals(state)) {
            known = new AtOnce(state, new LibraryDescriptions(library.atOnce()));
            atOnce.set(known);
        }
        return known.descriptions();
    }

    /** All kinds there are, by name: those that come with Liftlock, those of the folder of kinds, and those stored. */
    public List<WrittenKind> kinds() {
        return library.kinds().stream().flatMap(name -> kind(name).stream()).toList();
    }

    /** A kind as it is written; a stored one stands before a given one of the same name. */
    public Optional<WrittenKind> kind(String name) {
        return given.with(name, current(Layer.KIND, name));
    }

    /** Kinds that came with Liftlock or lie in the folder of kinds, whether or not a stored one stands before them. */
    List<WrittenKind> givenKinds() {
        return given.all();
    }

    @Override
    public UpgradeDescription describe(UpgradeRequest request) {
        return descriptions.describe(request);
    }

    @Override
    public Optional<SystemDescription> system(SystemId system) {
        return descriptions.system(system);
    }

    @Override
    public Map<String, CheckSpec> versions(SystemId system, String environment, TargetId target) {
        return descriptions.versions(system, environment, target);
    }

    @Override
    public WhatToRead toRead(SystemId system, String environment, TargetId target, Map<String, String> more) {
        return descriptions.toRead(system, environment, target, more);
    }

    @Override
    public List<SystemId> systems() {
        return descriptions.systems();
    }

    @Override
    public Site site() {
        return descriptions.site();
    }

    /** How machines are reached that no system describes. */
    Optional<AccessReader> usualAccess() {
        return library.site().map(Document::fields).map(AccessReader::ofSite);
    }

    @Override
    public Optional<StandardChange> standardChange(String name) {
        return descriptions.standardChange(name);
    }

    @Override
    public UpgradeRequest readRequest(String document) {
        return descriptions.readRequest(document);
    }

    @Override
    public String write(UpgradeRequest request) {
        return descriptions.write(request);
    }

    private static StoredDescription stored(ResultSet row, int number) throws SQLException {
        return new StoredDescription(
                Layer.valueOf(row.getString("layer")),
                row.getString("name"),
                row.getInt("revision"),
                row.getString("document"),
                new Digest(row.getString("digest")),
                row.getString("changed_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
