package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/**
 * Puts a base with the log replayed on it in the place of the data directory that is there. All of it is done beside the
 * place and compared; only then are the two renamed. What was there is kept. Killed at any moment, it can be run again.
 */
final class IncrementRestore {

    private final Stock stock;
    private final Path folder;
    private final Manifest manifest;
    private final Digest digest;
    private final StoreSpec store;
    private final Map<String, String> environment;

    IncrementRestore(
            Stock stock,
            Path folder,
            Manifest manifest,
            Digest digest,
            StoreSpec store,
            Map<String, String> environment) {
        this.stock = stock;
        this.folder = folder;
        this.manifest = manifest;
        this.digest = digest;
        this.store = store;
        this.environment = environment;
    }

    /** @return what was done, sentence by sentence */
    List<String> run() throws IOException {
        Replay replay = Replay.whole(stock, folder, manifest, Replay.base(manifest));
        Path data = Stock.data(replay.base());
        try (Closeable held = new BaseBackupTool(environment).hold(List.of(data))) {
            if (exists(data) && isThere(data)) {
                return List.of(data + " is as it was backed up");
            }
            Path ready = InPlace.beside(data, "new-" + digest.brief());
            if (!exists(ready)) {
                prepare(replay, data, ready);
            }
            return List.of(InPlace.swap(data, ready));
        }
    }

    /** By its content: a server that has once been started on it has other files, but for its configuration. */
    private boolean isThere(Path data) throws IOException {
        List<Entry> found = Tree.scan(IncrementBackup.configuration(data));
        if (!Tree.differences(configuration(data), found).isEmpty()) {
            return false;
        }
        try (PostgresAccess access = PostgresAccess.to(Settings.of(store), environment)) {
            StoreTool.Contents now = access.source().cluster(store.compare());
            return now.all().equals(manifest.facts().content())
                    && access.source()
                            .system()
                            .equals(manifest.log().orElseThrow().system());
        } catch (IOException | StoreException broken) {
            return false;
        }
    }

    private List<Entry> configuration(Path data) {
        return manifest.entries().stream()
                .filter(entry -> Path.of(entry.path()).startsWith(data))
                .toList();
    }

    private void prepare(Replay replay, Path data, Path ready) throws IOException {
        Path part = InPlace.beside(data, "part-" + digest.brief());
        Path log = InPlace.beside(data, "log-" + digest.brief());
        Tree.delete(part);
        Tree.delete(log);
        replay.restoreBase(path -> path.equals(data)
                ? part
                : path.startsWith(data) ? part.resolve(data.relativize(path)) : under(log, path));
        UnaryOperator<Path> unpacked = StoreWork.under(log);
        replay.unpack(unpacked);
        replay.layLog(unpacked, part);
        replayAndCompare(replay, part, unpacked);
        configure(replay, part, data, unpacked);
        Disk.forceAll(part);
        Files.move(part, ready, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(data.getParent());
        Tree.delete(log);
    }

    /** What lies elsewhere belongs to a link on the way to the data, and is not moved. */
    private static Path under(Path log, Path path) {
        return StoreWork.under(log.resolve("links")).apply(path);
    }

    private void replayAndCompare(Replay replay, Path part, UnaryOperator<Path> unpacked) throws IOException {
        Settings settings = Settings.of(store);
        PostgresTools tools = PostgresTools.of(settings, PostgresAccess.major(part), "postgres");
        try (ScratchServer server = ScratchServer.recoveredForGood(
                tools, part, replay, Files.getOwner(part).getName())) {
            PostgresLogin database = server.login(replay.origin().database());
            replay.setSequences(tools, database.as(replay.how().superuser()), unpacked);
            new ContentComparison(manifest.facts())
                    .everything(new PostgresSource(settings, database).cluster(store.compare()));
        }
    }

    /** The files of the configuration as they were at the recorded point, in place of those that the replay ran with. */
    private void configure(Replay replay, Path part, Path data, UnaryOperator<Path> unpacked) throws IOException {
        for (Path left : IncrementBackup.configuration(part)) {
            Tree.delete(left);
        }
        List<Entry> configuration = configuration(data);
        Map<String, Path> from = new HashMap<>();
        configuration.forEach(entry -> from.put(entry.path(), unpacked.apply(Path.of(entry.path()))));
        Rebuild.tree(
                configuration,
                path -> part.resolve(data.relativize(path)),
                entry -> Files.newInputStream(from.get(entry.path())));
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
