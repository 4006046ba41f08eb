package org.liftlock.descriptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Kinds of the site's own, as files in a folder, above those shipped. */
final class KindFolder {

    private KindFolder() {}

    /**
     * @param folder empty for none
     * @throws InvalidDescription naming everything that is wrong in its files
     */
    static Library aboveShipped(String folder) {
        Problems problems = new Problems();
        Shelf shelf = Shelf.withShippedKinds(problems);
        List<Document> kinds = new ArrayList<>();
        for (Path file : files(folder)) {
            kinds.addAll(Documents.read(text(file), file.toString(), problems));
        }
        kinds.stream()
                .filter(document -> document.type() != DocumentType.KIND)
                .forEach(
                        document -> problems.add(
                                document.fields().place(),
                                document.type().key(),
                                document.name(),
                                "only kinds in the folder of kinds",
                                "Move it elsewhere; a site and systems are handed in on their pages, or with PUT /api/site and PUT /api/systems/{id}."));
        shelf.layOnce(kinds, problems);
        problems.orThrow();
        return shelf;
    }

    private static List<Path> files(String folder) {
        if (folder.isBlank()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The folder of kinds " + folder + " cannot be read; correct liftlock.kinds.directory", unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The kind in " + file + " cannot be read", unreadable);
        }
    }
}
