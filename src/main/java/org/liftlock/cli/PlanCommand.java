package org.liftlock.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.Problem;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.planning.TimeBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what an upgrade would do, and touches nothing. */
@Command(
        name = "plan",
        description =
                "Prints the time bar of an upgrade, every command that would run, where and as whom, the way back,"
                        + " and what is missing. Touches nothing; exit 0 fine, 1 problems, 2 unreadable.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with site, kinds, systems and requests.")
    private List<Path> files;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A running server to ask how long things took before; user and password from LIFTLOCK_USER"
                    + " and LIFTLOCK_PASSWORD.")
    private Optional<URI> server = Optional.empty();

    @Option(names = "--full", description = "Print scripts inside commands in full.")
    private boolean full;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        DescriptionFiles read = DescriptionFiles.read(files);
        PrintWriter out = spec.commandLine().getOut();
        List<UpgradeDescription> upgrades = read.upgrades();
        if (upgrades.isEmpty()) {
            out.println("There is no request in these files. Add a document that starts with upgrade: and the system"
                    + " to raise.");
            return LiftlockCommand.PROBLEMS;
        }
        boolean sound = true;
        for (UpgradeDescription upgrade : upgrades) {
            TimeBar bar = TimeBar.of(upgrade.request().limits(), measured(upgrade, out));
            new PlanPrinter(upgrade, bar, out, full).print();
            PlanFindings findings = PlanFindings.of(upgrade, bar);
            findings.print(out);
            sound &= findings.sound();
        }
        List<Problem> others = read.problems();
        others.forEach(problem -> out.println(problem.sentence()));
        return sound && others.isEmpty() ? LiftlockCommand.FINE : LiftlockCommand.PROBLEMS;
    }

    private Map<String, Duration> measured(UpgradeDescription upgrade, PrintWriter out) {
        return server.map(address -> new MeasuredDurations(address, out).of(upgrade))
                .orElse(Map.of());
    }
}
