package org.liftlock.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code liftlock store ...}: works on the stores of the machine it runs on. The launcher starts it, so that a backup
 * survives the application; it starts no Spring, so that it starts at once. Exit code 0: done; 1: not done, the
 * sentence stands on standard error; 3: the backup is rejected.
 */
@Command(
        name = "store",
        hidden = true,
        description = "Backs up and restores stores of this machine. Started by Liftlock; by hand only to restore.")
public final class StoreCommand implements Callable<Integer> {

    static final int FAILED = 1;
    static final int REJECTED = 3;

    private final InputStream in;
    private final Map<String, String> environment;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    public StoreCommand() {
        this(System.in, System.getenv(), Clock.systemUTC());
    }

    StoreCommand(InputStream in, Map<String, String> environment, Clock clock) {
        this.in = in;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    @Command(description = "Sees whether the backup can be taken and tried: tools, their versions, room.")
    int ready() {
        return done(() -> {
            BackupOrder order = request().order();
            keeper(order).requireReady(order);
        });
    }

    @Command(description = "Takes the backup that the order on standard input asks for.")
    int backup() {
        return done(() -> {
            BackupOrder order = request().order();
            tell(taken(keeper(order).backUp(order)));
        });
    }

    @Command(description = "Takes a base before the window, restores it into a scratch place, and compares it.")
    int base() {
        return done(() -> {
            BackupOrder order = request().order();
            TrialReport report = new BaseKeeper(environment, clock).base(order);
            if (!report.passed()) {
                throw new StoreException(report.reason() + " " + report.whatToDo());
            }
            tell("Base of " + order.item() + " taken, restored and compared: " + String.join("; ", report.compared()));
        });
    }

    @Command(description = "Restores a backup into a scratch place, compares it, and prints a report.")
    int verify() {
        return report(request -> keeper(request.order()).verify(request.order(), receipt(request)));
    }

    @Command(description = "Restores a backup to where it was taken; what is there now is kept aside.")
    int restore(
            @Parameters(paramLabel = "FOLDER", description = "folder of the backup") Path folder,
            @Option(
                            names = "--manifest",
                            required = true,
                            paramLabel = "SHA256",
                            converter = HexDigits.class,
                            description = "digest of the manifest, as in the receipt")
                    Digest digest) {
        return done(() -> StoreKeeper.of(provider(folder, digest), environment, clock)
                .restore(folder, digest, this::store)
                .forEach(this::tell));
    }

    @Command(description = "Prints the digest over the content of a store as it is now.")
    int digest() {
        return done(() -> {
            BackupOrder order = request().order();
            tell(keeper(order).content(order).hex());
        });
    }

    @Command(description = "Notes that another tool begins to take a backup.")
    int begin() {
        return done(() -> new ForeignBackup(clock).begin(request().order()));
    }

    @Command(description = "Writes down what another tool left as its backup.")
    int seal() {
        return done(() -> tell(taken(new ForeignBackup(clock).seal(request().order()))));
    }

    @Command(description = "Sees whether the backup of another tool is whole, and prints a report.")
    int check() {
        return report(request -> new ForeignBackup(clock).check(request.order(), receipt(request)));
    }

    @Command(description = "Sees whether the files of another tool's backup are as it left them, before it restores.")
    int intact(
            @Parameters(paramLabel = "FOLDER", description = "folder of the backup") Path folder,
            @Option(
                            names = "--manifest",
                            required = true,
                            paramLabel = "SHA256",
                            converter = HexDigits.class,
                            description = "digest of the manifest, as in the receipt")
                    Digest digest) {
        return done(() -> new ForeignBackup(clock).requireIntact(folder, digest));
    }

    static final class HexDigits implements CommandLine.ITypeConverter<Digest> {
        @Override
        public Digest convert(String hex) {
            return new Digest(hex);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private interface Trial {
        TrialReport of(StoreRequest request);
    }

    private int done(Work work) {
        try {
            work.run();
            return CommandLine.ExitCode.OK;
        } catch (StoreException failed) {
            return fail(failed.getMessage());
        } catch (IOException failed) {
            return fail(StoreException.because("The store command", failed).getMessage());
        }
    }

    private int report(Trial trial) {
        int[] exit = {CommandLine.ExitCode.OK};
        int done = done(() -> {
            TrialReport report = trial.of(request());
            exit[0] = report.passed() ? CommandLine.ExitCode.OK : REJECTED;
            tell(Json.write(report));
        });
        return done == CommandLine.ExitCode.OK ? exit[0] : done;
    }

    private StoreRequest request() throws IOException {
        return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), StoreRequest.class);
    }

    private static BackupReceipt receipt(StoreRequest request) {
        return request.receipt().orElseThrow(() -> new StoreException("The request names no receipt"));
    }

    private StoreKeeper keeper(BackupOrder order) {
        return StoreKeeper.of(order.store().provider(), environment, clock);
    }

    private static String provider(Path folder, Digest digest) throws IOException {
        try {
            return BackupFolder.manifest(folder, digest).facts().provider();
        } catch (RejectedBackup unusable) {
            throw unusable.changedNothing();
        }
    }

    private StoreSpec store() {
        try {
            return request().order().store();
        } catch (IOException unreadable) {
            throw StoreException.because("Reading the settings of the store", unreadable);
        }
    }

    private static String taken(BackupReceipt receipt) {
        return receipt.item() + " backed up to " + receipt.location() + ": " + receipt.size() + " bytes, "
                + receipt.facts().parts().size() + " parts, manifest "
                + receipt.digest().brief();
    }

    private void tell(String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }

    private int fail(String sentence) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(sentence);
        err.flush();
        return FAILED;
    }
}
