package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Replays the log on the base up to the recorded point, and compares with what was read there. With the source it is
 * compared where that is. This is the proof: the base was only made ready for it.
 */
final class IncrementTrial {

    private final Stock stock;

    IncrementTrial(Stock stock) {
        this.stock = stock;
    }

    /** @param folder of the increment on this machine */
    TrialReport run(BackupOrder order, Path folder, Manifest manifest, Manifest base) {
        try {
            return tried(order, folder, manifest, base);
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    private TrialReport tried(BackupOrder order, Path folder, Manifest manifest, Manifest base) throws IOException {
        requireProvenBase(order, manifest);
        Replay replay = Replay.whole(stock, folder, manifest, base);
        Base.check(base.facts(), order);
        ContentComparison comparison = new ContentComparison(manifest.facts());
        comparison.requireContent(ContentPart::holdsData);
        KeptBase kept = KeptBase.of(order, replay.how().base());
        List<String> compared = new ArrayList<>();
        Path scratch = Disk.scratch(ScratchServer.prepare(StoreWork.scratchParent(order)));
        try (Closeable removed = () -> Tree.delete(scratch);
                Closeable used = kept::delete) {
            boolean ready = kept.isReady();
            long began = System.nanoTime();
            if (!ready) {
                ScratchServer.requireRoom(
                        order.item(),
                        StoreWork.scratchParent(order),
                        manifest.server().bytes());
                kept.restore(stock, replay.how().base().folder(), base);
            }
            kept.use();
            compared.add(
                    ready
                            ? "on the base that was restored and compared before"
                            : "on the base, which was restored again");
            compared.addAll(replayed(order, replay, kept, scratch, comparison));
            return TrialReport.passed(TrialRestore.begunMillis(System.nanoTime() - began), compared);
        }
    }

    private static List<String> replayed(
            BackupOrder order, Replay replay, KeptBase kept, Path scratch, ContentComparison comparison)
            throws IOException {
        UnaryOperator<Path> unpacked = StoreWork.under(scratch);
        replay.unpack(unpacked);
        Path data = kept.data(replay.base());
        replay.layLog(unpacked, data);
        Manifest.Origin origin = replay.origin();
        PostgresTools tools = PostgresTools.of(Settings.of(order.store()), origin.major(), "postgres");
        try (ScratchServer server = ScratchServer.recovered(tools, StoreWork.scratchParent(order), data, replay)) {
            replay.setSequences(
                    tools, server.login(origin.database()).as(replay.how().superuser()), unpacked);
            List<String> compared = new ArrayList<>();
            compared.add(replay.manifest().log().orElseThrow().files().size() + " files of the log replayed up to \""
                    + replay.how().restorePoint() + "\"");
            compared.addAll(comparison.everything(CopyTrial.content(order, server, origin)));
            return compared;
        }
    }

    private static void requireProvenBase(BackupOrder order, Manifest manifest) {
        Base on = Replay.how(manifest).base();
        Base proven = Base.of(order)
                .orElseThrow(() -> new RejectedBackup(
                        "The backup of " + order.item() + " stands on the base at " + on.location()
                                + ", which was never proven.",
                        "Take a base and have it tried, then take the backup again."));
        if (!proven.equals(on)) {
            throw new RejectedBackup(
                    "The backup of " + order.item() + " stands on another base than the one that was proven: "
                            + on.location() + ", not " + proven.location() + ".",
                    "Take the backup again.");
        }
    }
}
