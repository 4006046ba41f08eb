package org.liftlock.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.liftlock.ledger.RecordProof;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a sealed record out of the database, with what shows that it is genuine. */
@Command(
        name = "export-record",
        description =
                "Writes a sealed record into a folder, with the entries from its sealing to the next checkpoint. The"
                        + " auditors' guide tells how to verify it without Liftlock. Exit 0 written, 1 not provable yet, 2 could"
                        + " not be read.",
        mixinStandardHelpOptions = true)
final class ExportRecordCommand implements Callable<Integer> {

    @Parameters(paramLabel = "UPGRADE", description = "Key of the upgrade, UPG-2026-0001.")
    private String upgrade;

    @Mixin
    private DatabaseOptions database;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "FOLDER",
            description = "Folder to write into; use a new one.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Optional<RecordProof> proof = database.read(jdbc -> RecordProof.of(upgrade, jdbc));
            proof.ifPresent(found -> found.writeInto(folder));
            out.println(said(proof));
            out.flush();
            return proof.flatMap(RecordProof::checkpoint).isPresent() ? LiftlockCommand.FINE : LiftlockCommand.PROBLEMS;
        } catch (SQLException | DataAccessException unreadable) {
            spec.commandLine().getErr().println(VerifyLedgerCommand.unreadable(unreadable));
            return LiftlockCommand.UNREADABLE;
        }
    }

    private String said(Optional<RecordProof> proof) {
        if (proof.isEmpty()) {
            return "No record of " + upgrade + " was sealed: there is no such upgrade, or it is not closed yet.";
        }
        return "The record of " + upgrade + " was written to " + folder
                + proof.get()
                        .checkpoint()
                        .map(checkpoint -> ", with " + proof.get().entries().size() + " entries up to checkpoint "
                                + checkpoint.number() + ".")
                        .orElse(
                                ". No checkpoint was taken since it was sealed, so nothing proves it yet; export it again"
                                        + " later, or see that liftlock.ledger.key is set.");
    }
}
