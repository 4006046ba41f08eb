package org.liftlock.backup;

import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * What lies in a backup, down to the single file. Written beside the archive; the receipt holds its digest.
 *
 * @param format version of this form
 * @param roots the paths that were backed up; everything under them is an entry
 * @param archive empty when another tool keeps the backup in a form of its own, whose files the entries then name
 */
record Manifest(int format, BackupFacts facts, Optional<ArchiveFile> archive, List<String> roots, List<Entry> entries) {

    static final int FORMAT = 1;
    static final String FILE = "manifest.json";

    Manifest {
        roots = List.copyOf(roots);
        entries = List.copyOf(entries);
    }

    record ArchiveFile(String name, long size, Digest sha256) {}

    long size() {
        return archive.map(ArchiveFile::size)
                .orElseGet(() -> entries.stream().mapToLong(Entry::size).sum());
    }
}
