package org.liftlock.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.liftlock.naming.Digest;

/** Reads trees of files into entries, and says in what two readings differ. */
final class Tree {

    /** Our own working files, left beside what was restored; never part of a backup. */
    static final String OURS = ".liftlock-";

    private Tree() {}

    /** Receives the content of each entry while it is read for the first and only time. */
    interface Copy {

        Copy NONE = new Copy() {
            @Override
            public OutputStream begin(Path path, boolean directory) {
                return OutputStream.nullOutputStream();
            }

            @Override
            public void end() {}
        };

        OutputStream begin(Path path, boolean directory) throws IOException;

        void end() throws IOException;
    }

    /**
     * The paths to back up, as they really lie: links on the way are followed, so that a restore goes to the same place
     * after a link has been switched. A path that is a link itself is kept as a link, and what it points to as well.
     */
    static List<Path> roots(List<Path> asked) throws IOException {
        Set<Path> roots = new LinkedHashSet<>();
        for (Path path : asked) {
            Path here = path.normalize();
            if (!here.isAbsolute() || here.getParent() == null) {
                throw new StoreException("A path to back up is absolute and not the root itself, not \"" + path
                        + "\". Correct it in the description of the system.");
            }
            Path real = here.getParent().toRealPath().resolve(here.getFileName());
            roots.add(real);
            if (Files.isSymbolicLink(real)) {
                roots.add(real.toRealPath());
            }
        }
        return roots.stream()
                .filter(root -> roots.stream().noneMatch(other -> !other.equals(root) && root.startsWith(other)))
                .toList();
    }

    static List<Entry> scan(List<Path> roots) throws IOException {
        return scan(roots, UnaryOperator.identity(), Copy.NONE);
    }

    /**
     * @param place where the tree of a path lies now; entries name the path it belongs to
     */
    static List<Entry> scan(List<Path> roots, UnaryOperator<Path> place, Copy copy) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path root : roots) {
            scan(root, place, copy, entries);
        }
        return entries;
    }

    private static void scan(Path path, UnaryOperator<Path> place, Copy copy, List<Entry> entries) throws IOException {
        Path here = place.apply(path);
        if (path.toString().indexOf('\uFFFD') >= 0) {
            throw new StoreException("The name of " + path + " cannot be read in this character set. Run the backup"
                    + " with LC_ALL=C.UTF-8, or rename the file.");
        }
        Map<String, Object> is = Files.readAttributes(here, "unix:*", LinkOption.NOFOLLOW_LINKS);
        if ((Boolean) is.get("isSymbolicLink")) {
            String link = Files.readSymbolicLink(here).toString();
            entries.add(entry(path, Entry.Kind.LINK, is, 0, Optional.empty(), Optional.of(link)));
        } else if ((Boolean) is.get("isDirectory")) {
            entries.add(entry(path, Entry.Kind.DIRECTORY, is, 0, Optional.empty(), Optional.empty()));
            copy.begin(path, true);
            copy.end();
            for (Path child : children(here)) {
                scan(path.resolve(child.getFileName()), place, copy, entries);
            }
        } else if ((Boolean) is.get("isRegularFile")) {
            entries.add(file(path, here, is, copy));
        } else {
            throw new StoreException(here + " is a device, socket or pipe; it cannot be backed up. Leave it out of the"
                    + " paths in the description of the system.");
        }
    }

    private static Entry file(Path path, Path here, Map<String, Object> before, Copy copy) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        long size = 0;
        OutputStream out = copy.begin(path, false);
        try (InputStream in = Files.newInputStream(here)) {
            byte[] piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                sha256.update(piece, 0, read);
                out.write(piece, 0, read);
                size += read;
            }
        }
        copy.end();
        Map<String, Object> after =
                Files.readAttributes(here, "unix:size,lastModifiedTime,mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        if (size != (Long) after.get("size") || !after.get("lastModifiedTime").equals(before.get("lastModifiedTime"))) {
            throw new StoreException(here + " was written while it was read, so writes are not stopped (R14). Stop what"
                    + " writes to it, and retry.");
        }
        Digest digest = new Digest(HexFormat.of().formatHex(sha256.digest()));
        return entry(path, Entry.Kind.FILE, before, size, Optional.of(digest), Optional.empty());
    }

    private static Entry entry(
            Path path,
            Entry.Kind kind,
            Map<String, Object> is,
            long size,
            Optional<Digest> sha256,
            Optional<String> to) {
        // A link's own mode means nothing, and cannot be set.
        int mode = kind == Entry.Kind.LINK ? 0777 : (Integer) is.get("mode") & 07777;
        Instant modified = ((FileTime) is.get("lastModifiedTime")).toInstant();
        return new Entry(
                path.toString(),
                kind,
                size,
                sha256,
                mode,
                (Integer) is.get("uid"),
                (Integer) is.get("gid"),
                modified,
                to);
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path child : all) {
                if (!child.getFileName().toString().startsWith(OURS)) {
                    children.add(child);
                }
            }
        }
        children.sort(Comparator.comparing(child -> child.getFileName().toString()));
        return children;
    }

    /** Sentences about every entry that is missing, was added, or is not the same. */
    static List<String> differences(List<Entry> expected, List<Entry> found) {
        Map<String, Entry> rest = new LinkedHashMap<>();
        found.forEach(entry -> rest.put(entry.path(), entry));
        List<String> differences = new ArrayList<>();
        for (Entry entry : expected) {
            Entry other = rest.remove(entry.path());
            if (other == null) {
                differences.add(entry.path() + " is missing");
            } else {
                entry.differenceTo(other).ifPresent(how -> differences.add(entry.path() + " " + how));
            }
        }
        rest.keySet().forEach(path -> differences.add(path + " was added"));
        return differences;
    }

    /** The first few sentences, and how many more there are. */
    static String brief(List<String> differences) {
        int shown = Math.min(3, differences.size());
        String more = differences.size() > shown ? ", and " + (differences.size() - shown) + " more" : "";
        return String.join(", ", differences.subList(0, shown)) + more;
    }

    static Digest digest(List<Entry> entries) {
        MessageDigest sha256 = Digest.sha256();
        entries.stream()
                .sorted(Comparator.comparing(Entry::path))
                .forEach(entry ->
                        sha256.update(Digest.of(entry.fingerprint()).hex().getBytes()));
        return new Digest(HexFormat.of().formatHex(sha256.digest()));
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
