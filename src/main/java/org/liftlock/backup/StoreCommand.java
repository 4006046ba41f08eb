package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            StoreKeeper keeper = keeper(order);
            BackupReceipt receipt = keeper.base(order);
            if (!TrialPlace.of(order).isHere()) {
                tell("Base of " + receipt.item() + " taken; it is tried on another machine");
                return;
            }
            Path folder = Path.of(receipt.location());
            TrialReport report = keeper.tryBase(order, receipt, BackupFolder.manifest(folder, receipt.digest()));
            if (!report.passed()) {
                throw new StoreException(report.reason() + " " + report.whatToDo());
            }
            Disk.write(folder.resolve(BaseTrial.REPORT), Json.write(report));
            tell("Base of " + order.item() + " taken, restored and compared: " + String.join("; ", report.compared()));
        });
    }

    @Command(description = "Tells what a machine needs that the backup is to be tried on.")
    int origin() {
        return done(() -> {
            BackupOrder order = request().order();
            try (PostgresAccess access = PostgresAccess.to(Settings.of(order.store()), environment)) {
                tell(Json.write(access.source().origin()));
            }
        });
    }

    @Command(description = "Prints what a trial on another machine has to know of a backup.")
    int papers() {
        int[] exit = {CommandLine.ExitCode.OK};
        int done = done(() -> {
            StoreRequest request = request();
            try {
                tell(Json.write(keeper(request.order()).papers(request.order(), receipt(request))));
            } catch (RejectedBackup rejected) {
                exit[0] = REJECTED;
                tell(Json.write(TrialReport.rejected(rejected)));
            }
        });
        return done == CommandLine.ExitCode.OK ? exit[0] : done;
    }

    @Command(description = "Sees whether a backup of another machine can be tried here, and makes room for it.")
    int room(
            @Option(names = "--major", required = true, description = "of the server") int major,
            @Option(names = "--bytes", required = true, description = "what will be restored here") long bytes) {
        return done(() -> {
            StoreRequest request = request();
            BackupOrder order = request.order();
            keeper(order).requireTrialTools(order, major);
            ScratchServer.requireRoom(order.item(), StoreWork.scratchParent(order), bytes);
            if (request.receipt().isPresent()) {
                tell(new Arrival(order).begin(request.receipt().get().digest()).toString());
            }
        });
    }

    @Command(name = "try", description = "Restores a backup of another machine, compares it, and prints a report.")
    int tryElsewhere() {
        return report(request -> arrived(
                request,
                folder -> keeper(request.order())
                        .tryElsewhere(request.order(), receipt(request), papers(request), folder)));
    }

    @Command(name = "try-base", description = "The same with a base, which stays restored for the second step.")
    int tryBase() {
        return report(request -> arrived(request, folder -> {
            BackupReceipt receipt = receipt(request);
            return keeper(request.order())
                    .tryBase(request.order(), receipt, papers(request).manifest(receipt));
        }));
    }

    @Command(
            name = "compare-with-source",
            description = "Compares a backup that was tried on another machine with the store as it is now.")
    int compareWithSource() {
        return report(request -> {
            try {
                Manifest manifest = papers(request).manifest(receipt(request));
                return TrialReport.passed(
                        1, List.of(keeper(request.order()).compareWithSource(request.order(), manifest)));
            } catch (RejectedBackup rejected) {
                return TrialReport.rejected(rejected);
            } catch (IOException failed) {
                throw StoreException.because(
                        "Reading the content of " + request.order().item(), failed);
            }
        });
    }

    @Command(description = "Removes a base that was kept restored for a second step that will not come.")
    int forget() {
        return done(() -> {
            BackupOrder order = request().order();
            Optional<Base> base = Base.of(order);
            if (base.isPresent()) {
                KeptBase.of(order, base.get()).delete();
                tell("The base of " + order.item() + " is no longer kept in " + StoreWork.scratchParent(order));
            }
        });
    }

    private interface Arrived {
        TrialReport in(Path folder);
    }

    /** What was carried here is thrown away with what was restored of it. */
    private static TrialReport arrived(StoreRequest request, Arrived trial) {
        Arrival arrival = new Arrival(request.order());
        try (Closeable thrownAway = arrival::delete) {
            return trial.in(arrival.of(receipt(request).digest()));
        } catch (IOException failed) {
            throw StoreException.because(
                    "The trial restore of " + request.order().item(), failed);
        }
    }

    private static Papers papers(StoreRequest request) {
        return request.papers().orElseThrow(() -> new StoreException("The request brings no papers of the backup"));
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
