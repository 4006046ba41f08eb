package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.Compare;

/**
 * Restores the copy of a server, starts a server on it, and compares with what was read when the copy was taken. Asks
 * nothing of the server itself, so it is made on any machine that has its programs.
 */
final class CopyTrial {

    private final Stock stock;

    CopyTrial(Stock stock) {
        this.stock = stock;
    }

    /** @param folder of the backup on this machine */
    TrialReport run(BackupOrder order, Path folder, Manifest manifest) {
        try {
            return tried(order, folder, manifest);
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    private TrialReport tried(BackupOrder order, Path folder, Manifest manifest) throws IOException {
        stock.requireWhole(folder, manifest);
        ContentComparison comparison = new ContentComparison(manifest.facts());
        comparison.requireContent(ContentPart::holdsData);
        Path above = ScratchServer.prepare(StoreWork.scratchParent(order));
        Manifest.Origin origin = manifest.server();
        PostgresTools tools = PostgresTools.of(Settings.of(order.store()), origin.major(), "postgres");
        Path scratch = Disk.scratch(above);
        try (Closeable removed = () -> Tree.delete(scratch)) {
            Path data = scratch.resolve("data");
            long began = System.nanoTime();
            PostgresServer.give(scratch, ScratchServer.USER);
            stock.restore(folder, manifest, path -> under(path, manifest, data, scratch));
            long took = TrialRestore.begunMillis(System.nanoTime() - began);
            List<String> compared = new ArrayList<>();
            if (Files.exists(data.resolve("backup_manifest"))) {
                tools.must(
                        "Checking the backup of " + order.item(),
                        Map.of(),
                        List.of("pg_verifybackup", "--no-parse-wal", data.toString()));
                compared.add("its files are those that pg_verifybackup expects");
            }
            try (ScratchServer server = ScratchServer.on(tools, above, data, origin)) {
                compared.addAll(comparison.everything(content(order, server, origin)));
            }
            return TrialReport.passed(took, compared);
        }
    }

    /** What lies elsewhere belongs to a link on the way to the data. */
    private static Path under(Path path, Manifest manifest, Path data, Path scratch) {
        Path copied = Stock.data(manifest);
        return path.startsWith(copied)
                ? data.resolve(copied.relativize(path))
                : StoreWork.under(scratch.resolve("links")).apply(path);
    }

    static StoreTool.Contents content(BackupOrder order, ScratchServer server, Manifest.Origin origin) {
        Compare compare = order.store().compare();
        return new PostgresSource(Settings.of(order.store()), server.login(origin.database())).cluster(compare);
    }
}
