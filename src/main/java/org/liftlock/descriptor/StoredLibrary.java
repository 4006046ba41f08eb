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
