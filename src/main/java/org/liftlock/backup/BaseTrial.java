package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Restores a base before the window, while its source goes on being written to, reads all of it, and compares: what must
 * not move (schema, roles, rights, extensions, settings) has to be the same, a table that users write to may be at another
 * place by now. What is equal at the recorded point is for the second step to show.
 */
final class BaseTrial {

    /** What it found, beside the base. */
    static final String REPORT = "trial.json";

    private final Stock stock;

    BaseTrial(Stock stock) {
        this.stock = stock;
    }

    /** @param folder of the base on this machine */
    TrialReport run(BackupOrder order, Path folder, Base base, Manifest manifest) {
        try {
            return tried(order, folder, base, manifest);
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial of the base of " + order.item(), failed);
        }
    }

    private TrialReport tried(BackupOrder order, Path folder, Base base, Manifest manifest) throws IOException {
        stock.requireWhole(folder, manifest);
        KeptBase.deleteAll(order);
        KeptBase kept = KeptBase.of(order, base);
        ScratchServer.prepare(StoreWork.scratchParent(order));
        try {
            long began = System.nanoTime();
            kept.restore(stock, folder, manifest);
            long took = TrialRestore.begunMillis(System.nanoTime() - began);
            List<String> compared = new ArrayList<>();
            if (!manifest.entries().isEmpty()) {
                compared.add(manifest.entries().size() + " files and directories restored as they were");
            }
            compared.addAll(compare(manifest.facts(), read(order, manifest, kept)));
            kept.ready();
            return TrialReport.passed(took, compared);
        } catch (IOException | RuntimeException failed) {
            kept.delete();
            throw failed;
        }
    }

    private static StoreTool.Contents read(BackupOrder order, Manifest manifest, KeptBase kept) throws IOException {
        Manifest.Origin origin = manifest.server();
        try (ScratchServer server = ScratchServer.standby(
                PostgresTools.of(Settings.of(order.store()), origin.major(), "postgres"),
                StoreWork.scratchParent(order),
                kept.data(manifest),
                origin)) {
            return CopyTrial.content(order, server, origin);
        }
    }

    /** @param facts of the source, soon after the copy was made */
    private static List<String> compare(BackupFacts facts, StoreTool.Contents restored) {
        ContentComparison comparison = new ContentComparison(facts);
        comparison.requireContent(ContentPart::holdsData);
        List<String> compared =
                new ArrayList<>(comparison.parts(restored.parts(), part -> !part.holdsData() && !moves(part)));
        var found = restored.parts().stream().collect(Collectors.toMap(ContentPart::name, Function.identity()));
        long rows = 0;
        for (ContentPart part :
                facts.parts().stream().filter(ContentPart::holdsData).toList()) {
            ContentPart now = Optional.ofNullable(found.get(part.name()))
                    .orElseThrow(() -> new RejectedBackup(
                            "The base of " + facts.item() + " restores without " + part.name() + "."));
            rows += now.count();
            compared.add(part.name() + ": " + now.count()
                    + (now.equals(part) ? ", as in the source" : ", written to since: " + part.count() + " by now"));
        }
        long expected = facts.parts().stream()
                .filter(ContentPart::holdsData)
                .mapToLong(ContentPart::count)
                .sum();
        if (rows == 0 && expected > 0) {
            throw new RejectedBackup(
                    "The base of " + facts.item() + " is empty: it restores no rows, the source has " + expected + ".");
        }
        return compared;
    }

    private static boolean moves(ContentPart part) {
        return part.name().startsWith(PostgresContents.SEQUENCES)
                || part.name().startsWith(PostgresContents.LARGE_OBJECT);
    }
}
