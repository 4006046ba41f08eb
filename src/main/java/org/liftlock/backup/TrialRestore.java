package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Restores a backup, from its archive alone, into a scratch place, and compares: what was restored with the manifest,
 * and the manifest with the store as it is now, while nothing writes to it. A digest finds damage; only this finds a
 * backup that is empty, wrong or useless. Runs on the target.
 */
final class TrialRestore {

    private final StoreTool tool;
    private final StoreWork work;

    TrialRestore(StoreTool tool, StoreWork work) {
        this.tool = tool;
        this.work = work;
    }

    TrialReport run(BackupOrder order, BackupReceipt receipt) {
        try {
            return verified(order, receipt);
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    private TrialReport verified(BackupOrder order, BackupReceipt receipt) throws IOException {
        Path folder = Path.of(receipt.location());
        Manifest manifest = manifest(order, receipt, tool.tool(order));
        Path archive = BackupFolder.archive(folder, manifest);
        List<Path> roots = manifest.roots().stream().map(Path::of).toList();

        List<String> compared = new ArrayList<>();
        Path scratch = Disk.scratch(StoreWork.scratchParent(order));
        long restoreMillis;
        try {
            UnaryOperator<Path> place = StoreWork.under(scratch);
            long began = System.nanoTime();
            Archive.unpack(archive, manifest.entries(), place);
            restoreMillis = begunMillis(System.nanoTime() - began);
            compared.add(compareFiles(manifest, roots, place));
            compared.addAll(compareContent(order, manifest, roots, place));
        } finally {
            Tree.delete(scratch);
        }
        compared.add(compareWithSource(order, manifest, roots));
        return TrialReport.passed(restoreMillis, compared);
    }

    /**
     * The manifest, when it is the one that was ordered.
     *
     * @param tool what would restore the backup
     */
    static Manifest manifest(BackupOrder order, BackupReceipt receipt, String tool) throws IOException {
        Manifest manifest = BackupFolder.manifest(Path.of(receipt.location()), receipt.digest());
        ReceiptCheck.check(manifest.facts(), order);
        ReceiptCheck.checkClaims(manifest, receipt);
        if (!manifest.facts().tool().equals(tool)) {
            throw new RejectedBackup(
                    "The backup of " + order.item() + " was taken by \""
                            + manifest.facts().tool() + "\", but a restore would be done by \"" + tool + "\".",
                    "Take the backup again with the version that would restore it.");
        }
        return manifest;
    }

    private static String compareFiles(Manifest manifest, List<Path> roots, UnaryOperator<Path> place)
            throws IOException {
        List<String> differences = Tree.differences(manifest.entries(), Tree.scan(roots, place, Tree.Copy.NONE));
        if (!differences.isEmpty()) {
            throw new RejectedBackup("The backup of " + manifest.facts().item()
                    + " restores to something else than was backed up: " + Tree.brief(differences) + ".");
        }
        return manifest.entries().size() + " files and directories restored as they were";
    }

    private List<String> compareContent(
            BackupOrder order, Manifest manifest, List<Path> roots, UnaryOperator<Path> place) {
        ContentComparison comparison = new ContentComparison(manifest.facts());
        comparison.requireContent(ContentPart::holdsData);
        return comparison.everything(tool.contents(order, roots, manifest.entries(), place));
    }

    private String compareWithSource(BackupOrder order, Manifest manifest, List<Path> roots) throws IOException {
        Optional<StoreTool.Contents> running = tool.running(order);
        if (running.isPresent()) {
            return new ContentComparison(manifest.facts()).source(running.get());
        }
        List<Entry> source = Tree.scan(roots);
        List<String> differences = Tree.differences(manifest.entries(), source);
        if (differences.isEmpty()) {
            return "the source is still the same, byte for byte";
        }
        boolean sameContent = tool.readsFromCopy()
                && work.live(order).all().equals(manifest.facts().content());
        if (sameContent) {
            return "the source still has the same content, row for row";
        }
        throw new RejectedBackup(
                "The backup of " + manifest.facts().item() + " is stale: the source was changed after it: "
                        + Tree.brief(differences) + ".",
                "Find out what still writes to it and stop it, then take the backup again.");
    }

    /** In whole milliseconds, one begun counted as one: a restore never takes no time. */
    static long begunMillis(long nanos) {
        return -Math.floorDiv(-nanos, 1_000_000L);
    }
}
