package org.liftlock.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes a tree again from its entries: content, mode, owner, links and times. */
final class Rebuild {

    private Rebuild() {}

    interface Content {
        InputStream of(Entry file) throws IOException;
    }

    /** The files of the tree as they lie now, for a copy that may be opened and changed. */
    static final Content LIVE = entry -> Files.newInputStream(Path.of(entry.path()));

    static void tree(List<Entry> entries, UnaryOperator<Path> place, Content content) throws IOException {
        List<Entry> directories = new ArrayList<>();
        for (Entry entry : entries) {
            Path here = place.apply(Path.of(entry.path()));
            if (!Files.exists(here.getParent())) {
                Disk.folder(here.getParent());
            }
            switch (entry.kind()) {
                case DIRECTORY -> {
                    Disk.folder(here);
                    directories.add(entry);
                }
                case LINK -> {
                    Files.createSymbolicLink(here, Path.of(entry.link().orElseThrow()));
                    own(here, entry);
                }
                case FILE -> {
                    file(here, entry, content);
                    dress(here, entry);
                }
            }
        }
        // From the deepest up, and last: a directory without write permission could not be filled, and filling it
        // would change its time.
        Collections.reverse(directories);
        for (Entry directory : directories) {
            Path here = place.apply(Path.of(directory.path()));
            dress(here, directory);
        }
    }

    /** Puts a tree on the disk for good; not needed for one that is thrown away. */
    static void force(List<Entry> entries, UnaryOperator<Path> place) throws IOException {
        for (Entry entry : entries) {
            if (entry.kind() != Entry.Kind.LINK) {
                Disk.force(place.apply(Path.of(entry.path())));
            }
        }
    }

    private static void file(Path here, Entry entry, Content content) throws IOException {
        try (InputStream in = content.of(entry);
                FileChannel channel = Disk.create(here)) {
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
        }
    }

    private static void dress(Path here, Entry entry) throws IOException {
        own(here, entry);
        // After the owner: changing the owner takes the set-user-id bit away.
        Files.setAttribute(here, "unix:mode", entry.mode());
        Files.setLastModifiedTime(here, FileTime.from(entry.modified()));
    }

    private static void own(Path here, Entry entry) throws IOException {
        set(here, "unix:uid", entry.uid());
        set(here, "unix:gid", entry.gid());
    }

    private static void set(Path here, String attribute, int id) throws IOException {
        if ((Integer) Files.getAttribute(here, attribute, LinkOption.NOFOLLOW_LINKS) != id) {
            Files.setAttribute(here, attribute, id, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
