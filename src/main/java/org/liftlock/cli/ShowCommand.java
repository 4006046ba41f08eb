package org.liftlock.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.EnvironmentSpec;
import org.liftlock.descriptor.MergedValue;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.naming.SystemId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a system as all its layers together describe it. */
@Command(
        name = "show",
        description = "Shows a system as all its layers together describe it.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "The system, as its file calls it.")
    private String system;

    @Parameters(
            index = "1..*",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files with site, kinds and systems.")
    private List<Path> files;

    @Option(names = "--merged", description = "Every value, with the file and line it comes from.")
    private boolean merged;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SystemDescription described = DescriptionFiles.read(files)
                .descriptions()
                .system(id())
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "No system \"" + system + "\" is described in these files. Name the file that describes it."));
        PrintWriter out = spec.commandLine().getOut();
        if (merged) {
            printMerged(described, out);
        } else {
            print(described, out);
        }
        out.println("digest " + described.digest());
        return LiftlockCommand.FINE;
    }

    private SystemId id() {
        try {
            return new SystemId(system);
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private static void printMerged(SystemDescription described, PrintWriter out) {
        int width = described.merged().stream()
                .mapToInt(value -> value.path().length())
                .max()
                .orElse(1);
        for (MergedValue value : described.merged()) {
            out.printf(
                    "%-" + width + "s  %s%n",
                    value.path(),
                    value.value().strip().replace("\n", "⏎"));
            out.printf("%" + width + "s  └ %s%n", "", origin(value));
        }
    }

    private static String origin(MergedValue value) {
        String place = value.line() > 0 ? value.file() + ":" + value.line() : value.file();
        return place + " (" + Texts.words(value.layer()) + ")";
    }

    private static void print(SystemDescription described, PrintWriter out) {
        out.println(described.name() + " (" + described.system() + ")");
        out.println("kind " + described.kind() + ", owner " + described.owner() + ", criticality "
                + Texts.words(described.criticality()));
        described.environments().values().forEach(environment -> print(environment, out));
        described
                .methods()
                .values()
                .forEach(method ->
                        out.println("method " + method.name() + ": reversible " + Texts.words(method.reversibility())));
    }

    private static void print(EnvironmentSpec environment, PrintWriter out) {
        out.println("environment " + environment.name());
        environment
                .targets()
                .forEach((target, role) -> out.println(
                        "  " + target + role.map(name -> " (" + name + ")").orElse("")));
    }
}
