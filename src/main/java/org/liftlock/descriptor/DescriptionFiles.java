package org.liftlock.descriptor;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.naming.SystemId;

/**
 * Descriptions read from files, with the shipped kinds beneath them: what the command line works on, where there is no
 * database. One file may hold several documents; a request is described by the rest.
 */
public final class DescriptionFiles {

    private final Shelf shelf;
    private final List<Document> documents;
    private final Describer describer;

    private DescriptionFiles(Shelf shelf, List<Document> documents) {
        this.shelf = shelf;
        this.documents = documents;
        this.describer = new Describer(shelf);
    }

    /**
     * @throws InvalidDescription naming everything whose form is wrong, in all files
     * @throws UncheckedIOException when a file cannot be read
     */
    public static DescriptionFiles read(List<Path> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(file.toString(), start(file)));
        return of(texts);
    }

    /** A file that is too long is not read further than is needed to see that. */
    static String start(Path file) {
        char[] characters = new char[DocumentReader.LONGEST + 1];
        try (Reader reader = Files.newBufferedReader(file)) {
            int length = 0;
            int more = 0;
            while (more >= 0 && length < characters.length) {
                more = reader.read(characters, length, characters.length - length);
                length += Math.max(0, more);
            }
            return new String(characters, 0, length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param texts documents by the name of the file they stand in */
    public static DescriptionFiles of(Map<String, String> texts) {
        Problems problems = new Problems();
        Shelf shelf = Shelf.withShippedKinds(problems);
        List<Document> documents = new ArrayList<>();
        texts.forEach((file, text) -> documents.addAll(Documents.read(text, file, problems)));
        shelf.layOnce(documents, problems);
        problems.orThrow();
        return new DescriptionFiles(shelf, documents);
    }

    /** The systems and requests in these files. */
    public Descriptions descriptions() {
        return new LibraryDescriptions(shelf);
    }

    public List<SystemId> systems() {
        return names(DocumentType.SYSTEM);
    }

    /** What else is wrong once everything is put together: what a system names and nobody describes. */
    public List<Problem> problems() {
        Problems problems = new Problems();
        documents.stream()
                .filter(document -> document.type() == DocumentType.SYSTEM)
                .forEach(system -> {
                    try {
                        describer.prove(system);
                    } catch (InvalidDescription invalid) {
                        problems.addAll(invalid.problems());
                    }
                });
        return problems.all();
    }

    /**
     * The upgrades that the requests in these files ask for, in order.
     *
     * @throws InvalidDescription naming everything that does not fit together
     */
    public List<UpgradeDescription> upgrades() {
        Problems problems = new Problems();
        List<UpgradeDescription> upgrades = new ArrayList<>();
        documents.stream()
                .filter(document -> document.type() == DocumentType.REQUEST)
                .forEach(request -> {
                    try {
                        upgrades.add(describer.upgrade(request));
                    } catch (InvalidDescription invalid) {
                        problems.addAll(invalid.problems());
                    }
                });
        problems.orThrow();
        return upgrades;
    }

    private List<SystemId> names(DocumentType type) {
        return documents.stream()
                .filter(document -> document.type() == type)
                .map(document -> new SystemId(document.name()))
                .toList();
    }
}
