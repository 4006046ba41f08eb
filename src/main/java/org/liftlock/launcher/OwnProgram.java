package org.liftlock.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.channel.Channel;
import org.liftlock.channel.NoAnswer;
import org.liftlock.channel.NotReached;
import org.springframework.boot.system.ApplicationHome;

/**
 * Liftlock as a program on a target. A command that starts with the word {@code liftlock} means it; how it is started is
 * known only where the command runs. On this machine it is this very program, from the packaged jar or from a class
 * path; on another one it is the part of it that works on stores, carried there once.
 */
public final class OwnProgram {

    private static final String NAME = "liftlock";
    private static final String MAIN = "org.liftlock.Liftlock";
    private static final String MAIN_ELSEWHERE = "org.liftlock.backup.StoreProgramMain";
    private static final String FEW_THREADS = "-XX:+UseSerialGC"; // a short-lived program needs no more than its work

    private OwnProgram() {}

    /** The argument array that runs Liftlock with these arguments, wherever it is. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(NAME));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** The command as it is started over this channel. */
    static Command on(Channel channel, Command command) throws NotReached, NoAnswer {
        if (!command.arguments().get(0).equals(NAME)) {
            return command;
        }
        List<String> arguments = new ArrayList<>(channel.isHere() ? here() : carriedTo(channel));
        arguments.addAll(command.arguments().subList(1, command.arguments().size()));
        return new Command(
                arguments,
                command.stdin(),
                command.environment(),
                command.as(),
                command.directory(),
                command.within(),
                command.success());
    }

    static List<String> here() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(FEW_THREADS);
        command.addAll(program(
                Optional.ofNullable(new ApplicationHome(OwnProgram.class).getSource()),
                System.getProperty("java.class.path")));
        return command;
    }

    private static List<String> carriedTo(Channel channel) throws NotReached, NoAnswer {
        CarriedProgram carried = CarriedProgram.get();
        String jar = channel.answer(channel.keepForAll(carried.path(), carried.content()));
        return List.of(channel.java(), FEW_THREADS, "-cp", jar, MAIN_ELSEWHERE);
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
