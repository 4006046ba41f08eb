package org.liftlock.descriptor;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A library held in memory: the kinds shipped, and documents laid on top of them. */
final class Shelf implements Library {

    private final Map<DocumentType, Map<String, Document>> documents = new LinkedHashMap<>();

    Shelf(Collection<Document> kinds) {
        // All of them now: what is only read later may be read by many at once.
        for (DocumentType type : DocumentType.values()) {
            documents.put(type, new LinkedHashMap<>());
        }
        kinds.forEach(this::lay);
    }

    static Shelf withShippedKinds(Problems problems) {
        return new Shelf(ShippedKinds.read(problems).values());
    }

    void lay(Document document) {
        of(document.type()).put(document.name(), document);
    }

    /** Lays documents of files; one name described twice is a problem, since nobody can tell which is meant. */
    void layOnce(List<Document> more, Problems problems) {
        Map<String, Document> seen = new LinkedHashMap<>();
        for (Document document : more) {
            String what = document.type().key() + " " + (document.type() == DocumentType.SITE ? "" : document.name());
            Document before = document.type() == DocumentType.REQUEST ? null : seen.putIfAbsent(what, document);
            if (before != null) {
                problems.add(
                        document.fields().place(),
                        document.type().key(),
                        document.name(),
                        "each " + document.type().key() + " described once",
                        "It is described in " + before.file() + " too; remove one of the two.");
            }
            lay(document);
        }
    }

    @Override
    public Optional<Document> site() {
        return of(DocumentType.SITE).values().stream().findFirst();
    }

    @Override
    public Optional<Document> kind(String name) {
        return Optional.ofNullable(of(DocumentType.KIND).get(name));
    }

    @Override
    public Optional<Document> system(String name) {
        return Optional.ofNullable(of(DocumentType.SYSTEM).get(name));
    }

    @Override
    public Optional<Document> template(String name) {
        return Optional.ofNullable(of(DocumentType.STANDARD_CHANGE).get(name));
    }

    @Override
    public Collection<String> kinds() {
        return of(DocumentType.KIND).keySet();
    }

    @Override
    public Collection<String> systems() {
        return of(DocumentType.SYSTEM).keySet();
    }

    private Map<String, Document> of(DocumentType type) {
        return documents.get(type);
    }
}
