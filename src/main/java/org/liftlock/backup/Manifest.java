package org.liftlock.backup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * What lies in a backup, down to the single file. Written beside the archive; the receipt holds its digest.
 *
 * @param format version of this form
 * @param roots the paths that were backed up; everything under them is an entry
 * @param archive empty when another tool keeps the backup in a form of its own, whose files the entries then name
 * @param log the piece of the server's log that is in it
 * @param increment when it is no more than what follows a base
 */
record Manifest(
        int format,
        BackupFacts facts,
        Optional<ArchiveFile> archive,
        List<String> roots,
        List<Entry> entries,
        Optional<LogSpan> log,
        Optional<Increment> increment) {

    static final int FORMAT = 1;
    static final String FILE = "manifest.json";

    Manifest {
        roots = List.copyOf(roots);
        entries = List.copyOf(entries);
    }

    record ArchiveFile(String name, long size, Digest sha256) {}

    /**
     * How the log that was archived is replayed.
     *
     * @param base what it is replayed on
     * @param restorePoint the name in the log at which replaying ends
     * @param superuser the first role of the server, which may do everything
     * @param parameters what a server needs to replay it: limits no lower than those it was written under
     */
    record Increment(Base base, String restorePoint, String superuser, Map<String, String> parameters) {}

    Manifest(int format, BackupFacts facts, Optional<ArchiveFile> archive, List<String> roots, List<Entry> entries) {
        this(format, facts, archive, roots, entries, Optional.empty(), Optional.empty());
    }

    Manifest with(Optional<LogSpan> span, Optional<Increment> how) {
        return new Manifest(format, facts, archive, roots, entries, span, how);
    }

    long size() {
        return archive.map(ArchiveFile::size)
                .orElseGet(() -> entries.stream().mapToLong(Entry::size).sum());
    }
}
