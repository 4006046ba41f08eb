package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.liftlock.naming.Digest;

/**
 * Puts a backup in the place of what is there. Everything is restored beside its place first and compared; only then is
 * the old one renamed aside, and the new one to its name. What was there is kept. Killed at any moment, it can be run
 * again: what was done is recognised by what lies on the disk.
 */
final class RestoreInPlace {

    private final Path folder;
    private final Digest digest;

    RestoreInPlace(Path folder, Digest digest) {
        this.folder = folder;
        this.digest = digest;
    }

    /** @return what was done, sentence by sentence */
    List<String> run() {
        try {
            Manifest manifest = BackupFolder.manifest(folder, digest);
            Path archive = BackupFolder.archive(folder, manifest);
            List<Path> roots = manifest.roots().stream().map(Path::of).toList();
            try (Closeable held =
                    StoreTool.of(manifest.facts().provider(), Map.of()).hold(roots)) {
                return restore(manifest, archive, roots);
            }
        } catch (RejectedBackup unusable) {
            throw unusable.changedNothing();
        } catch (IOException failed) {
            throw StoreException.because("The restore from " + folder, failed);
        }
    }

    private List<String> restore(Manifest manifest, Path archive, List<Path> roots) throws IOException {
        List<String> done = new ArrayList<>();
        List<Path> open = new ArrayList<>();
        for (Path root : roots) {
            if (isThere(manifest, root, root)) {
                done.add(root + " is as it was backed up");
            } else {
                open.add(root);
            }
        }
        for (Path root : open) {
            prepare(manifest, archive, root);
        }
        for (Path root : open) {
            done.add(InPlace.swap(root, InPlace.beside(root, "new-" + digest.brief())));
        }
        for (Path root : open) {
            if (!isThere(manifest, root, root)) {
                throw new StoreException("After the restore " + root + " is not what was backed up: something else"
                        + " writes there. Stop it, and restore again; what was there before is kept beside it.");
            }
        }
        return done;
    }

    private static List<Entry> under(Manifest manifest, Path root) {
        return manifest.entries().stream()
                .filter(entry -> Path.of(entry.path()).startsWith(root))
                .toList();
    }

    private static boolean isThere(Manifest manifest, Path root, Path place) throws IOException {
        if (!exists(place)) {
            return false;
        }
        List<Entry> found = Tree.scan(List.of(root), at(root, place), Tree.Copy.NONE);
        return Tree.differences(under(manifest, root), found).isEmpty();
    }

    private static UnaryOperator<Path> at(Path root, Path place) {
        return path -> path.equals(root) ? place : place.resolve(root.relativize(path));
    }

    private void prepare(Manifest manifest, Path archive, Path root) throws IOException {
        Path ready = InPlace.beside(root, "new-" + digest.brief());
        if (isThere(manifest, root, ready)) {
            return;
        }
        Path part = InPlace.beside(root, "part-" + digest.brief());
        Tree.delete(ready);
        Tree.delete(part);
        Archive.unpack(archive, under(manifest, root), at(root, part));
        if (!isThere(manifest, root, part)) {
            throw new RejectedBackup("What was restored beside " + root + " is not what was backed up.");
        }
        Rebuild.force(under(manifest, root), at(root, part));
        Files.move(part, ready, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(root.getParent());
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
