package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A base as it was restored for its trial, kept in its scratch place: inside the window only the log has to be replayed on
 * it. Used once, since a server that was let in on it has left the source's path. When it is lost, it is restored again.
 */
final class KeptBase {

    /** Written last, and deleted before anything else: without it the place holds half a base, or a used one. */
    private static final String READY = "ready";

    private final Path place;

    private KeptBase(Path place) {
        this.place = place;
    }

    static KeptBase of(BackupOrder order, Base base) {
        return new KeptBase(StoreWork.scratchParent(order)
                .resolve(prefix(order) + base.manifest().brief()));
    }

    private static String prefix(BackupOrder order) {
        return "base-" + order.item().fileName() + "-";
    }

    /** Earlier ones of the same store, which no backup goes on from any more. */
    static void deleteAll(BackupOrder order) throws IOException {
        Path parent = StoreWork.scratchParent(order);
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> old = Files.newDirectoryStream(parent, prefix(order) + "*")) {
            for (Path each : old) {
                Tree.delete(each);
            }
        }
    }

    boolean isReady() {
        return Files.exists(place.resolve(READY));
    }

    void restore(Stock stock, Path folder, Manifest base) throws IOException {
        Tree.delete(place);
        PostgresServer.give(Disk.folder(place), ScratchServer.USER);
        stock.restore(folder, base, place());
    }

    void ready() throws IOException {
        Disk.write(place.resolve(READY), "");
    }

    /** From now on it is only good for being deleted. */
    void use() throws IOException {
        Files.deleteIfExists(place.resolve(READY));
    }

    void delete() throws IOException {
        Tree.delete(place);
    }

    UnaryOperator<Path> place() {
        return StoreWork.under(place);
    }

    Path data(Manifest base) {
        return place().apply(Stock.data(base));
    }
}
