package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liftlock.naming.Digest;

/** What one kind of store knows about itself, on the target. */
interface StoreTool {

    /** What takes and reads the backup, with its versions: another version than at the backup is no proof. */
    String tool(BackupOrder order);

    /** The paths that hold the store. */
    List<Path> paths(BackupOrder order);

    /**
     * Where the files lie while they are archived; closed when they have been.
     *
     * @param server whose copy they are
     * @param log the piece of its log that is among them
     */
    record Staged(UnaryOperator<Path> place, Optional<Manifest.Origin> server, Optional<LogSpan> log, Closeable end)
            implements Closeable {

        @Override
        public void close() throws IOException {
            end.close();
        }
    }

    /**
     * Makes the files ready to be archived: nobody may use them, unless the store's own tool copies them while they are
     * in use.
     *
     * @param folder for such a copy
     */
    default Staged stage(BackupOrder order, List<Path> roots, Path folder) throws IOException {
        return new Staged(UnaryOperator.identity(), Optional.empty(), Optional.empty(), hold(roots));
    }

    /** What a server that goes on running says its content is; empty for a store that lies still in its files. */
    default Optional<Contents> running(BackupOrder order) {
        return Optional.empty();
    }

    /** Makes sure that nobody uses the files, and keeps others out until it is closed, as far as the store can. */
    default Closeable hold(List<Path> roots) throws IOException {
        return () -> {};
    }

    /** Whether the content can only be read from a copy that may be changed by reading it. */
    default boolean readsFromCopy() {
        return false;
    }

    /**
     * @param roots the store's paths as they really lie
     * @param entries the files under them
     * @param copy where the copy of a path lies, when {@link #readsFromCopy()}
     */
    Contents contents(BackupOrder order, List<Path> roots, List<Entry> entries, UnaryOperator<Path> copy);

    /** @param all over everything, the schema included */
    record Contents(String storeVersion, List<ContentPart> parts, Digest all) {}

    /** @param environment where the launcher put the store's password */
    static StoreTool of(String provider, Map<String, String> environment) {
        return switch (provider) {
            case H2Tool.NAME -> new H2Tool(environment);
            case FilesTool.NAME -> new FilesTool();
            case BaseBackupTool.NAME -> new BaseBackupTool(environment);
            default ->
                throw new StoreException(
                        "There is no store tool for provider \"" + provider
                                + "\". Liftlock itself backs up h2, files, pg_dump, pg_basebackup and pgbackrest, and command runs another tool; correct \"with\" in the description of the store.");
        };
    }
}
