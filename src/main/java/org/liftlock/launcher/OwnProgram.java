package org.liftlock.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.channel.Call;
import org.liftlock.channel.Channel;
import org.liftlock.channel.Ended;
import org.liftlock.channel.NoAnswer;
import org.liftlock.channel.NotReached;

/**
 * Liftlock as a program on a target. A command that starts with the word {@code liftlock} means it; how it is started is
 * known only where the command runs. It is the part of Liftlock that works on stores, carried there once; to this machine,
 * too, since it starts in a fraction of the time that the whole takes, and a system may be standing still meanwhile.
 */
public final class OwnProgram {

    private static final String NAME = "liftlock";
    private static final String MAIN = "org.liftlock.backup.StoreProgramMain";
    private static final String FEW_THREADS = "-XX:+UseSerialGC"; // a short-lived program needs no more than its work
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);

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
        CarriedProgram carried = CarriedProgram.get();
        String jar = channel.answer(channel.keepForAll(carried.path(), carried.content()));
        if (command.as().isPresent()) {
            makeSure(channel, jar, command.as().get());
        }
        List<String> arguments = new ArrayList<>(List.of(channel.java(), FEW_THREADS, "-cp", jar, MAIN));
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

    /** That the user can read it: Java would only say that it does not find its main class. */
    private static void makeSure(Channel channel, String jar, String user) throws NotReached, NoAnswer {
        Ended looked = channel.run(new Call(
                List.of("test", "-r", jar), new byte[0], Map.of(), Optional.of(user), Optional.empty(), LOOK_LIMIT));
        // When sudo does not allow to look, it says something itself.
        if (looked.exitCode() == 1 && looked.errorText().isBlank()) {
            throw new NotReached("On " + channel.machine() + " the user " + user + " cannot read " + jar
                    + ", the program that works on stores, since a folder above it is closed to others. Nothing was"
                    + " started. Let it lie where others may enter, such as /var/lib/liftlock: say so as home: in access,"
                    + " or, for Liftlock's own machine, as LIFTLOCK_LAUNCHER_HOME");
        }
    }
}
