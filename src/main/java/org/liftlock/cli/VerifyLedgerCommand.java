package org.liftlock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.liftlock.ledger.Checkpoint;
import org.liftlock.ledger.Flaw;
import org.liftlock.ledger.LedgerVerifier;
import org.liftlock.ledger.Verdict;
import org.liftlock.ledger.VerifyingKey;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows whether a ledger is as it was written. */
@Command(
        name = "verify-ledger",
        description =
                "Reads a whole ledger: the hash of each entry, their sequence, evidence, sealed records, and the"
                        + " checkpoints you hold. Exit 0 intact, 1 tampered (the first bad entry is named), 2 could not be read.",
        mixinStandardHelpOptions = true)
final class VerifyLedgerCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Checkpoints you hold, one in each line, oldest first.")
    private List<Path> held = List.of();

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "The public key of the ledger (PEM); several when a lost key was replaced.")
    private List<Path> publicKeys = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!held.isEmpty() && publicKeys.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "A checkpoint proves nothing without the key it is signed with: add --public-key.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<VerifyingKey> keys = publicKeys.stream().map(this::key).toList();
            List<String> lines =
                    held.stream().flatMap(file -> text(file).lines()).toList();
            Verdict verdict = database.read(jdbc -> new LedgerVerifier(jdbc).verify(lines, keys));
            print(verdict, out);
            return verdict.intact() ? LiftlockCommand.FINE : LiftlockCommand.PROBLEMS;
        } catch (SQLException | DataAccessException unreadable) {
            spec.commandLine().getErr().println(unreadable(unreadable));
            return LiftlockCommand.UNREADABLE;
        } finally {
            out.flush();
        }
    }

    static String unreadable(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "The ledger could not be read: " + cause.getMessage()
                + ". Check address, user and password, and that the"
                + " database is one of Liftlock. An embedded database is read while Liftlock is stopped, or from a copy.";
    }

    private void print(Verdict verdict, PrintWriter out) {
        if (verdict.intact()) {
            out.println("Intact: " + verdict.entries() + " entries, " + verdict.evidence() + " pieces of evidence, "
                    + verdict.records() + " sealed records, " + verdict.checkpoints()
                    + " checkpoints in the database."
                    + (verdict.erased() == 0
                            ? ""
                            : " " + verdict.erased()
                                    + " contents were erased; an entry tells of each when, by whom and why."));
        } else {
            Flaw first = verdict.flaws().get(0);
            out.println(
                    first.entry() == 0
                            ? "Tampered:"
                            : "Tampered. First bad entry: " + first.entry()
                                    + (first.until() > first.entry() ? " or one up to " + first.until() : ""));
            verdict.flaws().forEach(flaw -> out.println("  " + flaw.sentence() + "."));
        }
        out.println(verdict.newest()
                .map(this::reach)
                .orElse("No checkpoint was compared: whoever can write to the"
                        + " database could have written the whole chain anew. Give --checkpoint and --public-key."));
        if (held.isEmpty() && verdict.newest().isPresent()) {
            out.println(
                    "You gave no checkpoint of your own: the end of the ledger could have been cut off together with"
                            + " its checkpoints.");
        }
    }

    private String reach(Checkpoint newest) {
        return "The newest genuine checkpoint, " + newest.number() + " of " + newest.at() + ", signs entry "
                + newest.seq() + "; for entries after it there is the chain alone.";
    }

    private VerifyingKey key(Path file) {
        try {
            return VerifyingKey.ofPem(text(file));
        } catch (IllegalArgumentException unusable) {
            throw new CommandLine.ParameterException(spec.commandLine(), file + ": " + unusable.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
