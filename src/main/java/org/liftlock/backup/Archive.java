package org.liftlock.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.liftlock.naming.Digest;

/** A plain zip of whole trees. What a zip cannot hold (owners, modes, links) stands in the manifest. */
final class Archive {

    static final String FILE = "archive.zip";

    private Archive() {}

    record Written(List<Entry> entries, Manifest.ArchiveFile file) {}

    /** Reads every file once; the digest is taken of the bytes on their way to the disk, not read back from it. */
    static Written write(Path zip, List<Path> roots, UnaryOperator<Path> place) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        List<Entry> entries;
        try (FileChannel channel = Disk.create(zip)) {
            OutputStream disk = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            ZipOutputStream packed = new ZipOutputStream(new DigestOutputStream(disk, sha256));
            packed.setLevel(Deflater.BEST_SPEED);
            entries = Tree.scan(roots, place, into(packed));
            packed.finish();
            packed.flush();
            channel.force(true);
        }
        Digest digest = new Digest(HexFormat.of().formatHex(sha256.digest()));
        return new Written(entries, new Manifest.ArchiveFile(FILE, Files.size(zip), digest));
    }

    /** Rebuilds every entry of the manifest, each file taken from the zip. */
    static void unpack(Path zip, List<Entry> entries, UnaryOperator<Path> place) throws IOException {
        try (ZipFile packed = new ZipFile(zip.toFile())) {
            Rebuild.tree(entries, place, entry -> content(packed, entry));
        }
    }

    private static InputStream content(ZipFile packed, Entry entry) throws IOException {
        ZipEntry found = packed.getEntry(name(Path.of(entry.path()), false));
        if (found == null) {
            throw new RejectedBackup(
                    "The backup is partial: " + entry.path() + " is in its manifest, but not in its" + " archive.");
        }
        return packed.getInputStream(found);
    }

    private static String name(Path path, boolean directory) {
        return path.toString().substring(1) + (directory ? "/" : "");
    }

    private static Tree.Copy into(ZipOutputStream packed) {
        return new Tree.Copy() {
            @Override
            public OutputStream begin(Path path, boolean directory) throws IOException {
                packed.putNextEntry(new ZipEntry(name(path, directory)));
                return packed;
            }

            @Override
            public void end() throws IOException {
                packed.closeEntry();
            }
        };
    }
}
