package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Copies by pg_basebackup, in archives of our own; the log is copied beside them. */
final class ArchiveStock implements Stock {

    private final BaseBackupTool server;

    ArchiveStock(BaseBackupTool server) {
        this.server = server;
    }

    @Override
    public String tool(BackupOrder order) {
        return server.tool(order);
    }

    @Override
    public void requireWhole(Path folder, Manifest copy) throws IOException {
        BackupFolder.archive(folder, copy);
    }

    @Override
    public void restore(Path folder, Manifest copy, UnaryOperator<Path> place) throws IOException {
        Archive.unpack(folder.resolve(copy.archive().orElseThrow().name()), copy.entries(), place);
        List<String> differences = Tree.differences(
                copy.entries(), Tree.scan(copy.roots().stream().map(Path::of).toList(), place, Tree.Copy.NONE));
        if (!differences.isEmpty()) {
            throw new RejectedBackup("The base of " + copy.facts().item()
                    + " restores to something else than was copied: " + Tree.brief(differences) + ".");
        }
    }

    @Override
    public void keepLog(BackupOrder order, LogSpan span, PostgresSource source, Path log) throws IOException {
        Settings settings = Settings.of(order.store());
        Path data = settings.path("data");
        List<Path> places = Stream.concat(Stream.of(data.resolve("pg_wal")), settings.optionalPath("wal").stream())
                .toList();
        for (String name : span.files()) {
            Path file = places.stream()
                    .map(place -> place.resolve(name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new RejectedBackup(
                            "The log of " + order.item() + " has a gap behind its base: " + name
                                    + " is not, or no longer, in " + places + ".",
                            "Take a new base; and have the server keep more of its log (wal_keep_size), or name the"
                                    + " folder it is archived to, uncompressed, under \"wal\"."));
            Files.copy(file, log.resolve(name));
            if (Files.size(log.resolve(name)) != span.segment()) {
                throw new RejectedBackup(
                        "The log of " + order.item() + " has a gap behind its base: " + file + " has "
                                + Files.size(file) + " bytes, not " + span.segment() + ".",
                        "Look how the log is archived, then take a new base.");
            }
        }
        BaseBackupTool.own(log, data);
    }

    @Override
    public Map<String, String> replaying(Path data) {
        return Map.of();
    }
}
