package org.liftlock.descriptor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A document before it is kept: whether it is right by itself, and whether every system still is with it. */
final class NewDocument {

    private final Library library;
    private final Layer layer;

    NewDocument(Library library, Layer layer) {
        this.library = library;
        this.layer = layer;
    }

    /** @throws InvalidDescription naming everything that is wrong */
    Document prove(String text) {
        Document document = read(text);
        Describer describer = new Describer(new With(library, document));
        Problems problems = new Problems();
        if (document.type() == DocumentType.SITE) {
            // Before there is any system, nothing else would read its days, time zones and patterns.
            new SiteReader(Layers.ofSite(document.fields()), problems).read();
        }
        if (document.type() == DocumentType.STANDARD_CHANGE) {
            new TemplateCheck(library, describer, document, problems).check();
        }
        for (Document system : touched(document)) {
            try {
                describer.prove(system);
            } catch (InvalidDescription invalid) {
                problems.addAll(invalid.problems());
            }
        }
        problems.orThrow();
        return document;
    }

    private Document read(String text) {
        Problems problems = new Problems();
        DocumentType wanted = DocumentType.of(layer);
        List<Document> documents = Documents.read(text, Enums.write(layer), problems);
        if (!problems.any() && (documents.size() != 1 || documents.get(0).type() != wanted)) {
            problems.add(
                    new Place(layer, Enums.write(layer), 0),
                    wanted.key(),
                    "",
                    "one document that describes a " + wanted.key(),
                    "Send each document by itself, to the address of what it describes.");
        }
        problems.orThrow();
        return documents.get(0);
    }

    private List<Document> touched(Document document) {
        if (document.type() == DocumentType.SYSTEM) {
            return List.of(document);
        }
        if (document.type() == DocumentType.STANDARD_CHANGE) {
            return List.of();
        }
        boolean everything = document.type() == DocumentType.SITE;
        return library.systems().stream()
                .flatMap(name -> library.system(name).stream())
                .filter(system -> everything
                        || system.fields()
                                .text("kind")
                                .filter(document.name()::equals)
                                .isPresent())
                .toList();
    }

    /** A library as it would be with the new document. */
    private record With(Library library, Document document) implements Library {

        @Override
        public Optional<Document> site() {
            return is(DocumentType.SITE) ? Optional.of(document) : library.site();
        }

        @Override
        public Optional<Document> kind(String name) {
            return is(DocumentType.KIND) && document.name().equals(name) ? Optional.of(document) : library.kind(name);
        }

        @Override
        public Optional<Document> system(String name) {
            return is(DocumentType.SYSTEM) && document.name().equals(name)
                    ? Optional.of(document)
                    : library.system(name);
        }

        @Override
        public Optional<Document> template(String name) {
            return is(DocumentType.STANDARD_CHANGE) && document.name().equals(name)
                    ? Optional.of(document)
                    : library.template(name);
        }

        @Override
        public Collection<String> kinds() {
            return library.kinds();
        }

        @Override
        public Collection<String> systems() {
            return library.systems();
        }

        private boolean is(DocumentType type) {
            return document.type() == type;
        }
    }
}
