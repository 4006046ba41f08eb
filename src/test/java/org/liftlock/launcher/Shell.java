package org.liftlock.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The shells the launcher's script has to run under, each with the tools that come with it first on the path. */
record Shell(String name, Path tools) {

    /** Those installed here; dash is on every Debian, busybox is what Alpine has. */
    static Stream<Shell> installed() {
        return Stream.of(dash(), busybox()).flatMap(Optional::stream);
    }

    String program() {
        return tools.resolve("sh").toString();
    }

    String path() {
        return tools + ":" + System.getenv("PATH");
    }

    private static Optional<Shell> dash() {
        return find("dash").map(dash -> new Shell("dash", linked(dash, List.of("sh"))));
    }

    private static Optional<Shell> busybox() {
        return find("busybox").map(busybox -> {
            List<String> applets = List.of(
                    "sh", "setsid", "dd", "sync", "mkfifo", "find", "stat", "wc", "tail", "head", "printf", "sleep",
                    "tr", "grep", "sed", "cat", "mv", "mkdir", "rm", "id", "env", "echo", "touch", "yes", "true");
            return new Shell("busybox", linked(busybox, applets));
        });
    }

    private static Path linked(Path program, List<String> names) {
        try {
            Path tools = Files.createTempDirectory("tools");
            for (String name : names) {
                Files.createSymbolicLink(tools.resolve(name), program);
            }
            return tools;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
