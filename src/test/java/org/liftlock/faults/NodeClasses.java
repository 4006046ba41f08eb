package org.liftlock.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The package {@code faults.node} alone, so that no other class of the tests is found by the product. */
final class NodeClasses {

    private static final String PACKAGE = "org/liftlock/faults/node";

    private NodeClasses() {}

    static synchronized Path in(Path directory) {
        Path root = directory.resolve("node-classes");
        if (Files.isDirectory(root)) {
            return root;
        }
        try {
            Path from = Path.of(Node.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve(PACKAGE);
            Path to = Files.createDirectories(root.resolve(PACKAGE));
            for (Path file : classes(from)) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return root;
        } catch (IOException | URISyntaxException failed) {
            throw new UncheckedIOException(new IOException("The suite's classes for its nodes", failed));
        }
    }

    private static List<Path> classes(Path from) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            return all.toList();
        }
    }
}
