package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes a backup, and reads the content of a store as it is now. Runs on the target. */
final class StoreWork {

    private final StoreTool tool;
    private final Clock clock;

    /** @param clock the target's own; orders carry domain time with them */
    StoreWork(StoreTool tool, Clock clock) {
        this.tool = tool;
        this.clock = clock;
    }

    BackupReceipt backUp(BackupOrder order) {
        BackupFolder folder = new BackupFolder(order.folder());
        Instant startedAt = clock.instant();
        try {
            List<Path> roots = Tree.roots(tool.paths(order));
            Path part = folder.begin();
            try {
                Archive.Written written;
                Optional<Manifest.Origin> server;
                Optional<LogSpan> log;
                try (StoreTool.Staged staged = tool.stage(order, roots, part)) {
                    written = Archive.write(part.resolve(Archive.FILE), roots, staged.place());
                    server = staged.server();
                    log = staged.log();
                }
                StoreTool.Contents contents = archived(order, roots, written, part);
                Manifest manifest = new Manifest(
                        Manifest.FORMAT,
                        BackupFacts.of(order, contents, tool.tool(order), startedAt, clock.instant()),
                        Optional.of(written.file()),
                        roots.stream().map(Path::toString).toList(),
                        written.entries());
                return folder.finish(manifest.of(server, log));
            } catch (IOException | RuntimeException failed) {
                folder.abandon();
                throw failed;
            }
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    /** What is in the store now. */
    StoreTool.Contents live(BackupOrder order) throws IOException {
        Optional<StoreTool.Contents> running = tool.running(order);
        if (running.isPresent()) {
            return running.get();
        }
        List<Path> roots = Tree.roots(tool.paths(order));
        if (!tool.readsFromCopy()) {
            return tool.contents(order, roots, Tree.scan(roots), UnaryOperator.identity());
        }
        Path scratch = Disk.scratch(scratchParent(order));
        try (Closeable held = tool.hold(roots)) {
            UnaryOperator<Path> copy = under(scratch);
            List<Entry> entries = Tree.scan(roots);
            Rebuild.tree(entries, copy, Rebuild.LIVE);
            return tool.contents(order, roots, entries, copy);
        } finally {
            Tree.delete(scratch);
        }
    }

    /** Where trial restores go: the folder named in the settings, else beside the backups. */
    static Path scratchParent(BackupOrder order) {
        return Settings.of(order.store())
                .optionalPath("scratch")
                .orElse(order.destination().resolve("scratch"));
    }

    /** Where the tree of each path lies under a folder. */
    static UnaryOperator<Path> under(Path folder) {
        return path -> folder.resolve(path.getRoot().relativize(path));
    }

    private StoreTool.Contents archived(BackupOrder order, List<Path> roots, Archive.Written written, Path part)
            throws IOException {
        Optional<StoreTool.Contents> running = tool.running(order);
        if (running.isPresent()) {
            return running.get();
        }
        if (!tool.readsFromCopy()) {
            return tool.contents(order, roots, written.entries(), UnaryOperator.identity());
        }
        Path scratch = Files.createDirectory(part.resolve("scratch"));
        UnaryOperator<Path> copy = under(scratch);
        Archive.unpack(part.resolve(Archive.FILE), written.entries(), copy);
        StoreTool.Contents contents = tool.contents(order, roots, written.entries(), copy);
        Tree.delete(scratch);
        return contents;
    }
}
