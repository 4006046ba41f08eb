package org.liftlock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.liftlock.ledger.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key for the checkpoints of the ledger. */
@Command(
        name = "new-ledger-key",
        description =
                "Makes the key that checkpoints of the ledger are signed with: FILE, which only its owner can read,"
                        + " and FILE.pub for auditors. Overwrites nothing.",
        mixinStandardHelpOptions = true)
final class NewLedgerKeyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The private key; not on the machine of the database.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
        SigningKey key = SigningKey.generate();
        try {
            if (Files.exists(publicFile)) {
                throw new FileAlreadyExistsException(publicFile.toString());
            }
            Files.writeString(Files.createFile(file, ownerOnly()), key.pem());
            Files.writeString(publicFile, key.publicKey().pem(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            return fail(there.getFile() + " is already there, and a key is never overwritten. Choose another name.");
        } catch (IOException failed) {
            return fail("The key cannot be written: " + Texts.reason(failed) + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Private key: " + file + ". Give it to Liftlock as a secret (liftlock.ledger.key: secret:NAME), and"
                + " keep it away from the database and its backups.");
        out.println("Public key: " + publicFile + ". Give it to auditors, and tell them its id by another way:");
        out.println(key.publicKey().id());
        out.flush();
        return LiftlockCommand.FINE;
    }

    private int fail(String sentence) {
        spec.commandLine().getErr().println(sentence);
        return LiftlockCommand.UNREADABLE;
    }

    /** From its first moment on. */
    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
