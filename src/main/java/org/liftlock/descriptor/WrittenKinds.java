package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;

/** The kinds nobody stored, and how a stored one stands before them. */
final class WrittenKinds {

    private final Library given;

    WrittenKinds(Library given) {
        this.given = given;
    }

    /** As they are without what is stored, by name. */
    List<WrittenKind> all() {
        return given.kinds().stream()
                .sorted()
                .flatMap(name -> with(name, Optional.empty()).stream())
                .toList();
    }

    Optional<WrittenKind> with(String name, Optional<StoredDescription> stored) {
        Optional<Document> below = given.kind(name);
        return stored.map(revision -> stored(revision, below.map(Document::file)))
                .or(() -> below.map(document -> of(
                        document.name(),
                        Optional.of(document),
                        document.file(),
                        document.source(),
                        stored,
                        Optional.empty())));
    }

    private static WrittenKind stored(StoredDescription revision, Optional<String> replaces) {
        String origin = StoredLibrary.origin(revision.layer(), revision.name(), revision.revision());
        // A form that no longer holds is told to whoever uses the kind; here it must not hide the text to be mended.
        Optional<Document> read = Documents.read(revision.document(), origin, new Problems()).stream()
                .findFirst();
        return of(revision.name(), read, origin, revision.document(), Optional.of(revision), replaces);
    }

    private static WrittenKind of(
            String name,
            Optional<Document> read,
            String origin,
            String text,
            Optional<StoredDescription> stored,
            Optional<String> replaces) {
        return new WrittenKind(
                name,
                read.flatMap(document -> document.fields().text("name")).orElse(name),
                read.map(document -> document.fields().texts("needs")).orElse(List.of()),
                origin,
                text,
                stored,
                replaces);
    }
}
