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
 * @param origin the server it is a copy of
 */
record Manifest(
        int format,
        BackupFacts facts,
        Optional<ArchiveFile> archive,
        List<String> roots,
        List<Entry> entries,
        Optional<LogSpan> log,
        Optional<Increment> increment,
        Optional<Origin> origin) {

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
     */
    record Increment(Base base, String restorePoint, String superuser) {}

    /**
     * What it takes to start a server on a copy, wherever that is.
     *
     * @param user by whom it is read
     * @param bytes of all its databases
     * @param limits that must not be lower there, and the libraries it loads at its start
     */
    record Origin(int major, String user, String database, long bytes, Map<String, String> limits) {}

    Manifest(int format, BackupFacts facts, Optional<ArchiveFile> archive, List<String> roots, List<Entry> entries) {
        this(format, facts, archive, roots, entries, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Manifest of(Optional<Origin> server, Optional<LogSpan> span) {
        return new Manifest(format, facts, archive, roots, entries, span, increment, server);
    }

    Manifest onto(Increment how) {
        return new Manifest(format, facts, archive, roots, entries, log, Optional.of(how), origin);
    }

    /** Of a copy of a server. */
    Origin server() {
        return origin.orElseThrow(() -> new RejectedBackup(
                "The backup of " + facts.item() + " does not say which server it is a copy of.",
                "Take the backup again."));
    }

    long size() {
        return archive.map(ArchiveFile::size)
                .orElseGet(() -> entries.stream().mapToLong(Entry::size).sum());
    }
}
