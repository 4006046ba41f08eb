package org.liftlock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.liftlock.process.ClosedModelGate;
import org.liftlock.process.ModelGate;
import org.liftlock.proof.Aspect;
import org.liftlock.proof.Examination;
import org.liftlock.proof.Finding;
import org.liftlock.proof.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves process models, as they are before a deployment. */
@Command(
        name = "check",
        description = "Proves process models, and tells the shortest way in which one can go wrong. Give models that"
                + " call each other together. Exit 0 proved, 1 findings, 2 unreadable.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Models (.bpmn).")
    private List<Path> files;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ASPECT",
            description = "One or more of ${COMPLETION-CANDIDATES}; soundness alone for models of other tools.")
    private Set<Aspect> only = Set.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Report format = Report.TEXT;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<ModelGate.Model> models = files.stream().map(CheckCommand::read).toList();
        List<Finding> findings = new Examination(List.of(ClosedModelGate.withoutServer())).of(models, only);
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.of(findings));
        if (format == Report.TEXT) {
            out.println(
                    findings.isEmpty()
                            ? "Proved: " + Texts.counted(files.size(), "model") + "."
                            : Texts.counted(findings.size(), "finding") + ".");
        }
        out.flush();
        return findings.stream().anyMatch(Finding::refuses) ? LiftlockCommand.PROBLEMS : LiftlockCommand.FINE;
    }

    private static ModelGate.Model read(Path file) {
        try {
            return new ModelGate.Model(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
