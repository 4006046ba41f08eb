package org.liftlock.backup;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.system.ApplicationHome;

/** How to start this very program as a process of its own, from the packaged jar or from a class path. */
public final class OwnProgram {

    private static final String MAIN = "org.liftlock.Liftlock";

    private OwnProgram() {}

    /** The argument array that runs Liftlock with these arguments. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC"); // a short-lived program needs no more threads than its work has
        command.addAll(program(
                Optional.ofNullable(new ApplicationHome(OwnProgram.class).getSource()),
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** @param source the jar or directory this class comes from */
    static List<String> program(Optional<File> source, String classPath) {
        // The packaged jar carries its libraries inside, and is all there is on the class path.
        boolean packaged = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
        if (packaged && source.filter(File::isFile).isPresent()) {
            return List.of("-jar", source.get().getPath());
        }
        // Absolute, because the program starts in another directory.
        String absolute = Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return List.of("-cp", absolute, MAIN);
    }
}
