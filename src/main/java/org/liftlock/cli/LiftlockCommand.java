package org.liftlock.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.liftlock.backup.StoreCommand;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.proof.UnreadableModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands besides starting the server. A further one is one more line in the list. */
@Command(
        name = "liftlock",
        description = "Raises systems to a new version. Without a command it starts the server.",
        mixinStandardHelpOptions = true,
        versionProvider = LiftlockVersion.class)
public final class LiftlockCommand implements Runnable {

    static final int FINE = 0;
    static final int PROBLEMS = 1;
    static final int UNREADABLE = 2;

    private static final List<Class<? extends Callable<Integer>>> COMMANDS = List.of(
            LookCommand.class,
            ImportAnsibleCommand.class,
            PlanCommand.class,
            ShowCommand.class,
            CheckFileCommand.class,
            CheckCommand.class,
            VerifyLedgerCommand.class,
            ExportRecordCommand.class,
            NewLedgerKeyCommand.class,
            StoreCommand.class);
    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Whether a command is asked for, rather than the server: a first word that is no option, or a call for help. */
    public static boolean isMeantBy(String... arguments) {
        return arguments.length > 0
                && (HELP.contains(arguments[0]) || !arguments[0].isBlank() && !arguments[0].startsWith("-"));
    }

    /** Runs a command and returns its exit code: 0 fine, 1 problems found, 2 unreadable or not understood. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new LiftlockCommand());
        COMMANDS.forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> explain(failure, failed.getErr()));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof InvalidDescription invalid) {
            invalid.problems().forEach(problem -> err.println(problem.sentence()));
            err.println(Texts.counted(invalid.problems().size(), "problem") + "; nothing was changed.");
            return PROBLEMS;
        }
        if (failure instanceof UncheckedIOException unreadable) {
            err.println("Cannot read " + Texts.reason(unreadable.getCause()) + ". Check the name and its permissions.");
            return UNREADABLE;
        }
        if (failure instanceof UnreadableModel unreadable) {
            err.println(unreadable.getMessage() + " Check that the whole file was saved.");
            return UNREADABLE;
        }
        throw failure;
    }
}
