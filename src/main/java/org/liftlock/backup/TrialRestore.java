package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liftlock.naming.Digest;

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
        Manifest manifest = BackupFolder.manifest(folder, receipt.digest());
        ReceiptCheck.check(manifest.facts(), order);
        ReceiptCheck.checkClaims(manifest, receipt);
        checkTool(manifest.facts());
        if (manifest.archive().isEmpty()) {
            throw new RejectedBackup("The backup at " + folder + " has no archive.");
        }
        Path archive = BackupFolder.archive(folder, manifest.archive().get());
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

    private void checkTool(BackupFacts facts) {
        if (!facts.tool().equals(tool.tool())) {
            throw new RejectedBackup(
                    "The backup of " + facts.item() + " was taken by \"" + facts.tool() + "\", but a restore would be"
                            + " done by \"" + tool.tool() + "\".",
                    "Take the backup again with the version that would restore it.");
        }
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
        BackupFacts facts = manifest.facts();
        if (facts.parts().isEmpty()) {
            throw new RejectedBackup(
                    "The backup of " + facts.item() + " is empty: the store it was taken of holds nothing to compare.",
                    "Check that the description names the right store.");
        }
        StoreTool.Contents restored = tool.contents(order, roots, manifest.entries(), place);
        for (ContentPart part : facts.parts()) {
            ContentPart now = restored.parts().stream()
                    .filter(other -> other.name().equals(part.name()))
                    .findFirst()
                    .orElseThrow(() -> new RejectedBackup(
                            "The backup of " + facts.item() + " restores without " + part.name() + "."));
            if (!now.equals(part)) {
                throw new RejectedBackup("The backup of " + facts.item() + " restores " + part.name() + " with "
                        + now.count() + " rows or files and content " + brief(now.digest()) + "; " + part.count()
                        + " and " + brief(part.digest()) + " were backed up.");
            }
        }
        if (!restored.all().equals(facts.content())) {
            throw new RejectedBackup("The backup of " + facts.item() + " restores with another schema or more content"
                    + " than was backed up.");
        }
        return facts.parts().stream()
                .map(part -> part.name() + ": " + part.count() + ", content " + brief(part.digest()))
                .toList();
    }

    private String compareWithSource(BackupOrder order, Manifest manifest, List<Path> roots) throws IOException {
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

    private static String brief(Optional<Digest> digest) {
        return digest.map(Digest::brief).orElse("not compared");
    }

    /** In whole milliseconds, one begun counted as one: a restore never takes no time. */
    static long begunMillis(long nanos) {
        return -Math.floorDiv(-nanos, 1_000_000L);
    }
}
