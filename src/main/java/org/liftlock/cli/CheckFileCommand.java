package org.liftlock.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong in description files. */
@Command(
        name = "check-file",
        description = "Says everything that is wrong in description files; exit 0 fine, 1 problems, 2 unreadable.",
        mixinStandardHelpOptions = true)
final class CheckFileCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with site, kinds, systems and requests.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        DescriptionFiles read = DescriptionFiles.read(files);
        PrintWriter out = spec.commandLine().getOut();
        List<Problem> problems = read.problems();
        problems.forEach(problem -> out.println(problem.sentence()));
        if (problems.isEmpty()) {
            read.upgrades();
            out.println("Fine: " + Texts.counted(files.size(), "file") + " read, nothing wrong.");
        } else {
            out.println(Texts.counted(problems.size(), "problem") + ".");
        }
        return problems.isEmpty() ? LiftlockCommand.FINE : LiftlockCommand.PROBLEMS;
    }
}
