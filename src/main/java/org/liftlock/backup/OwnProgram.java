package org.liftlock.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.system.ApplicationHome;

/** How to start this very program as a process of its own, from the packaged jar or from a class path. */
public final class OwnProgram {

    private static final String MAIN = "org.liftlock.Liftlock";

    /** A short-lived program: quick to start, and no more threads than it needs. */
    private static final List<String> SWIFT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private OwnProgram() {}

    /** The argument array that runs Liftlock with these arguments. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SWIFT);
        command.addAll(program(
                new ApplicationHome(OwnProgram.class).getSource() == null
                        ? Path.of("")
                        : new ApplicationHome(OwnProgram.class).getSource().toPath(),
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /**
     * @param source the jar or directory this class comes from
     */
    static List<String> program(Path source, String classPath) {
        // A packaged jar carries its libraries inside and is all there is on the class path.
        if (source.toString().endsWith(".jar")) {
            return List.of("-jar", source.toString());
        }
        return List.of("-cp", classPath, MAIN);
    }
}
