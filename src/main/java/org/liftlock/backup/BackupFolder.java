package org.liftlock.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.naming.Digest;

/**
 * The folder of one backup. It is filled under another name and renamed when everything in it is on the disk, so that
 * under its own name there is a whole backup or none.
 */
final class BackupFolder {

    private final Path finished;
    private final Path part;

    BackupFolder(Path finished) {
        this.finished = finished;
        this.part = finished.resolveSibling(finished.getFileName() + ".part");
    }

    /** Makes room; what a killed attempt left behind is removed. */
    Path begin() throws IOException {
        if (Files.exists(finished)) {
            throw new StoreException("There is a backup at " + finished + " already, and a backup is never"
                    + " overwritten. Start a new attempt.");
        }
        Disk.folder(finished.getParent());
        Tree.delete(part);
        return Files.createDirectory(
                part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path part() {
        return part;
    }

    BackupReceipt finish(Manifest manifest) throws IOException {
        String text = Json.write(manifest);
        BackupReceipt receipt =
                new BackupReceipt(finished.toString(), Digest.of(text), manifest.size(), manifest.facts());
        Disk.write(part.resolve(Manifest.FILE), text);
        Disk.write(part.resolve(BackupReceipt.FILE), receipt.toJson());
        Disk.force(part);
        Files.move(part, finished, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(finished.getParent());
        return receipt;
    }

    void abandon() {
        try {
            Tree.delete(part);
        } catch (IOException leftBehind) {
            // The next attempt removes it; the reason why this one failed is what the reader needs.
        }
    }

    /** The manifest a receipt vouches for. */
    static Manifest manifest(Path folder, Digest expected) throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        if (!Files.exists(file)) {
            throw new RejectedBackup("There is no backup at " + folder + ": its manifest is missing.");
        }
        return manifest(folder, Files.readAllBytes(file), expected);
    }

    /** @param content of the manifest, wherever it was read */
    static Manifest manifest(Path folder, byte[] content, Digest expected) {
        if (!Digest.of(content).equals(expected)) {
            throw new RejectedBackup("The manifest of the backup at " + folder
                    + " is damaged or was edited: it does not have the digest " + expected.brief()
                    + " the receipt names.");
        }
        Manifest manifest = Json.read(new String(content, StandardCharsets.UTF_8), Manifest.class);
        if (manifest.format() != Manifest.FORMAT) {
            throw new RejectedBackup(
                    "The backup at " + folder + " has format " + manifest.format() + "; this Liftlock reads format "
                            + Manifest.FORMAT + ".",
                    "Take the backup again with this version of Liftlock.");
        }
        return manifest;
    }

    /** The archive, when it is whole and byte for byte the one that was written. */
    static Path archive(Path folder, Manifest manifest) throws IOException {
        Manifest.ArchiveFile expected = manifest.archive()
                .orElseThrow(() -> new RejectedBackup("The backup at " + folder + " has no archive."));
        Path file = folder.resolve(expected.name());
        if (!Files.exists(file)) {
            throw new RejectedBackup("The backup at " + folder + " is partial: " + expected.name() + " is missing.");
        }
        long size = Files.size(file);
        if (size == 0) {
            throw new RejectedBackup("The backup at " + folder + " is empty: " + expected.name() + " has no content.");
        }
        if (size != expected.size()) {
            throw new RejectedBackup("The backup at " + folder + " is "
                    + (size < expected.size() ? "truncated" : "not" + " the one that was written") + ": "
                    + expected.name() + " has " + size + " bytes, "
                    + expected.size() + " were written.");
        }
        if (!digest(file).equals(expected.sha256())) {
            throw new RejectedBackup("The backup at " + folder + " is damaged: the content of " + expected.name()
                    + " is not what was written.");
        }
        return file;
    }

    /** Whether the files that the manifest lists are whole, and byte for byte those that were written. */
    static void requireFiles(Path folder, Manifest manifest) throws IOException {
        for (String root : manifest.roots()) {
            if (!Files.exists(Path.of(root))) {
                throw new RejectedBackup("The backup at " + folder + " is partial: " + folder.relativize(Path.of(root))
                        + " is missing.");
            }
        }
        Map<String, Entry> found = new HashMap<>();
        Tree.scan(manifest.roots().stream().map(Path::of).toList()).forEach(entry -> found.put(entry.path(), entry));
        for (Entry expected : manifest.entries()) {
            Entry entry = found.get(expected.path());
            Path name = folder.relativize(Path.of(expected.path()));
            if (entry == null) {
                throw new RejectedBackup("The backup at " + folder + " is partial: " + name + " is missing.");
            }
            if (entry.size() < expected.size()) {
                throw new RejectedBackup("The backup at " + folder + " is truncated: " + name + " has " + entry.size()
                        + " bytes, " + expected.size() + " were written.");
            }
        }
        List<String> differences = Tree.differences(manifest.entries(), List.copyOf(found.values()));
        if (!differences.isEmpty()) {
            throw new RejectedBackup("The backup at " + folder + " is damaged: " + Tree.brief(differences) + ".");
        }
    }

    private static Digest digest(Path file) throws IOException {
        return Tree.scan(List.of(file)).get(0).sha256().orElseThrow();
    }
}
