package org.liftlock.descriptor;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The documents in the database, above the kinds that lie in the jar or in a folder. */
final class StoredLibrary implements Library {

    /** There is one site; its document is kept under this name whatever it calls itself. */
    static final String SITE = "site";

    private final JdbcClient jdbc;
    private final Library kinds;

    StoredLibrary(JdbcClient jdbc, Library kinds) {
        this.jdbc = jdbc;
        this.kinds = kinds;
    }

    @Override
    public Optional<Document> site() {
        return document(Layer.SITE, SITE);
    }

    @Override
    public Optional<Document> kind(String name) {
        return document(Layer.KIND, name).or(() -> kinds.kind(name));
    }

    @Override
    public Optional<Document> system(String name) {
        return document(Layer.SYSTEM, name);
    }

    @Override
    public Optional<Document> template(String name) {
        return document(Layer.TEMPLATE, name);
    }

    @Override
    public Collection<String> kinds() {
        Collection<String> all = new TreeSet<>(kinds.kinds());
        all.addAll(names(Layer.KIND));
        return all;
    }

    @Override
    public Collection<String> systems() {
        return names(Layer.SYSTEM);
    }

    private Collection<String> names(Layer layer) {
        return jdbc.sql("select distinct name from description where layer = ? order by name")
                .param(layer.name())
                .query(String.class)
                .list();
    }

    /** Read again every time: another node may have changed it. */
    private Optional<Document> document(Layer layer, String name) {
        return jdbc.sql("""
                        select revision, document from description where layer = ? and name = ?
                        order by revision desc fetch first 1 row only
                        """)
                .param(layer.name())
                .param(name)
                .query((row, number) -> parsed(layer, name, row.getInt("revision"), row.getString("document")))
                .optional();
    }

    /**
     * All documents as they are now, held in memory. One that can no longer be read is left out: the others are of use
     * without it.
     */
    Library atOnce() {
        Shelf shelf = new Shelf(kinds.kinds().stream()
                .flatMap(name -> kinds.kind(name).stream())
                .toList());
        jdbc.sql("""
                        select layer, name, revision, document from description described
                        where revision = (select max(revision) from description newer
                            where newer.layer = described.layer and newer.name = described.name)
                        """)
                .query((row, number) -> readable(
                        Layer.valueOf(row.getString("layer")),
                        row.getString("name"),
                        row.getInt("revision"),
                        row.getString("document")))
                .list()
                .forEach(found -> found.ifPresent(shelf::lay));
        return shelf;
    }

    private static Optional<Document> readable(Layer layer, String name, int revision, String text) {
        try {
            return Optional.of(parsed(layer, name, revision, text));
        } catch (InvalidDescription broken) {
            return Optional.empty();
        }
    }

    private static Document parsed(Layer layer, String name, int revision, String text) {
        Problems problems = new Problems();
        var documents = Documents.read(text, origin(layer, name, revision), problems);
        problems.orThrow();
        return documents.get(0);
    }

    /** How people are told where a stored value stands. */
    static String origin(Layer layer, String name, int revision) {
        return (layer == Layer.SITE ? SITE : Enums.write(layer) + " " + name) + ", revision " + revision;
    }
}
