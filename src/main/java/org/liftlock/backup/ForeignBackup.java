package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * A backup that another tool takes, in a form of its own. Liftlock notes when it began, writes down what the tool left,
 * file by file, and later sees whether that is still there, whole, and not older than the run. Whether it restores is
 * for the tool's verify command to show. Runs on the target.
 */
final class ForeignBackup {

    private static final String STARTED = "started";
    /** File systems keep times as coarsely as this. */
    private static final Duration GRAIN = Duration.ofSeconds(2);

    private final Clock clock;

    ForeignBackup(Clock clock) {
        this.clock = clock;
    }

    void begin(BackupOrder order) {
        try {
            Path part = new BackupFolder(order.folder()).begin();
            Disk.write(part.resolve(STARTED), clock.instant().toString());
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    BackupReceipt seal(BackupOrder order) {
        BackupFolder folder = new BackupFolder(order.folder());
        try {
            Instant startedAt = startedAt(order, folder.part());
            Settings settings = Settings.of(order.store());
            List<Path> roots = Tree.roots(List.of(settings.path("file")));
            for (Path root : roots) {
                Disk.closeToOthers(root);
            }
            List<Entry> entries = Tree.scan(roots);
            FilesTool files = new FilesTool();
            StoreTool.Contents contents = files.contents(order, roots, entries, path -> path);
            String tool = settings.text("tool").orElse("command");
            return folder.finish(new Manifest(
                    Manifest.FORMAT,
                    BackupFacts.of(order, contents, tool, startedAt, clock.instant()),
                    Optional.empty(),
                    roots.stream().map(Path::toString).toList(),
                    entries));
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item() + ", sealing what its tool left,", failed);
        }
    }

    TrialReport check(BackupOrder order, BackupReceipt receipt) {
        try {
            Manifest manifest = BackupFolder.manifest(Path.of(receipt.location()), receipt.digest());
            ReceiptCheck.check(manifest.facts(), order);
            ReceiptCheck.checkClaims(manifest, receipt);
            checkFiles(manifest);
            checkAge(manifest);
            return TrialReport.passed(
                    0, List.of(manifest.entries().size() + " files and directories are as the tool left them"));
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The check of the backup of " + order.item(), failed);
        }
    }

    void requireIntact(Path folder, Digest digest) throws IOException {
        try {
            checkFiles(BackupFolder.manifest(folder, digest));
        } catch (RejectedBackup rejected) {
            throw rejected.changedNothing();
        }
    }

    private static Instant startedAt(BackupOrder order, Path part) throws IOException {
        Path started = part.resolve(STARTED);
        if (!Files.exists(started)) {
            throw new StoreException("The backup of " + order.item() + " was never begun: " + started + " is missing."
                    + " Start a new attempt.");
        }
        try {
            return Instant.parse(Files.readString(started));
        } catch (DateTimeParseException cutOff) {
            throw new StoreException(
                    "The backup of " + order.item() + " did not begin properly: " + started
                            + " holds no time. Start a new attempt.",
                    cutOff);
        }
    }

    private static void checkFiles(Manifest manifest) throws IOException {
        ItemName item = manifest.facts().item();
        if (manifest.size() == 0) {
            throw new RejectedBackup("The backup of " + item + " is empty: its tool ended well, but left no content in "
                    + manifest.roots() + ".");
        }
        for (String root : manifest.roots()) {
            if (!Files.exists(Path.of(root))) {
                throw new RejectedBackup("The backup of " + item + " is partial: " + root + " is missing.");
            }
        }
        List<String> differences = Tree.differences(
                manifest.entries(),
                Tree.scan(manifest.roots().stream().map(Path::of).toList()));
        if (!differences.isEmpty()) {
            throw new RejectedBackup(
                    "The backup of " + item + " is damaged, truncated or partial: " + Tree.brief(differences) + ".");
        }
    }

    private static void checkAge(Manifest manifest) {
        BackupFacts facts = manifest.facts();
        Instant newest = manifest.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.FILE)
                .map(Entry::modified)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        if (newest.isBefore(facts.startedAt().minus(GRAIN))) {
            throw new RejectedBackup(
                    "The backup of " + facts.item() + " is stale: its newest file was written at " + newest
                            + ", before the tool was started at " + facts.startedAt() + ".",
                    "Look why " + facts.tool() + " wrote nothing though it ended well, then take the backup again.");
        }
    }
}
