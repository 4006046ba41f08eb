package org.liftlock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.liftlock.ansible.AnsibleInventory;
import org.liftlock.ansible.Targets;
import org.liftlock.ansible.UnreadableInventory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the hosts of an inventory of Ansible as targets of a description. */
@Command(
        name = "import-ansible",
        description =
                "Prints the hosts of an inventory of Ansible (INI or YAML) as targets of a description. Nothing in"
                        + " it is carried out; what is left out is told. Exit 0 fine, 1 problems, 2 unreadable.",
        mixinStandardHelpOptions = true)
final class ImportAnsibleCommand implements Callable<Integer> {

    private static final String WHOLE =
            "What ansible-inventory -i INVENTORY --list --yaml prints is all of it in one file.";

    @Parameters(paramLabel = "FILE", description = "The inventory.")
    private Path file;

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "GROUP",
            description = "Only hosts of these groups, and of the groups in them.")
    private List<String> groups = List.of();

    @Option(
            names = "--role",
            paramLabel = "ROLE=GROUP",
            description = "The role that hosts of a group have, such as replica=pg_replicas.")
    private Map<String, String> roles = new LinkedHashMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (Files.isDirectory(file)) {
            err.println(file + " is a folder. " + WHOLE);
            return LiftlockCommand.UNREADABLE;
        }
        try {
            Targets targets = AnsibleInventory.read(file.toString(), text()).targets(groups, roles);
            spec.commandLine().getOut().print(targets.text());
            spec.commandLine().getOut().flush();
            targets.left().forEach(remark -> err.println("Left out: " + remark.sentence()));
            Stream.of("group_vars", "host_vars")
                    .map(name -> file.toAbsolutePath().resolveSibling(name))
                    .filter(Files::isDirectory)
                    .forEach(folder -> err.println("Not read: the folder " + folder + " beside it. " + WHOLE));
            err.println(Texts.counted(targets.count(), "target") + ".");
            return LiftlockCommand.FINE;
        } catch (UnreadableInventory unreadable) {
            unreadable.problems().forEach(problem -> err.println(problem.sentence()));
            err.println(Texts.counted(unreadable.problems().size(), "problem") + "; nothing was written.");
            return LiftlockCommand.PROBLEMS;
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
