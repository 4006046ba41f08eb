package org.liftlock.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.liftlock.naming.Digest;

/** The files the sample is made of, as the build packed them. */
final class SampleFiles {

    private SampleFiles() {}

    static byte[] read(String name) {
        try (InputStream in = SampleFiles.class.getResourceAsStream("/sample/" + name)) {
            if (in == null) {
                throw new SampleException("The sample's file " + name
                        + " is not in this build; build it with ./mvnw package, an IDE alone does not make it");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new SampleException("The sample's file " + name + " cannot be read from this build", unreadable);
        }
    }

    static String text(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    static Digest digest(String name) {
        return Digest.of(read(name));
    }

    /** Leaves an equal file alone and replaces another in one step: a running service may have it open. */
    static void put(byte[] content, Path file, boolean program) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(content, Files.readAllBytes(file))) {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, content);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static void put(String content, Path file) throws IOException {
        put(content.getBytes(StandardCharsets.UTF_8), file, false);
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
