package org.liftlock.backup;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.naming.Digest;

/**
 * One file, directory or symbolic link of a tree.
 *
 * @param path where it belongs: an absolute path
 * @param size bytes of a file, 0 for everything else
 * @param sha256 of a file's content
 * @param mode permission bits, set-user-id and sticky included
 * @param modified time of the last change; restored, but not compared
 * @param link where a symbolic link points
 */
record Entry(
        String path,
        Kind kind,
        long size,
        Optional<Digest> sha256,
        int mode,
        int uid,
        int gid,
        Instant modified,
        Optional<String> link) {

    enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /** Everything that is compared, in one text; NUL cannot occur in a path. */
    String fingerprint() {
        return String.join(
                "\0",
                path,
                kind.name(),
                Long.toString(size),
                sha256.map(Digest::hex).orElse(""),
                Integer.toOctalString(mode),
                Integer.toString(uid),
                Integer.toString(gid),
                link.orElse(""));
    }

    /** In what the other differs, in words; empty when in nothing that is compared. */
    Optional<String> differenceTo(Entry other) {
        if (fingerprint().equals(other.fingerprint())) {
            return Optional.empty();
        }
        if (kind != other.kind) {
            return Optional.of("is a " + other.kind.name().toLowerCase() + ", was a "
                    + kind.name().toLowerCase());
        }
        if (size != other.size) {
            return Optional.of("has " + other.size + " bytes, had " + size);
        }
        if (!sha256.equals(other.sha256)) {
            return Optional.of("has other content");
        }
        if (!link.equals(other.link)) {
            return Optional.of("points to " + other.link.orElse("nothing") + ", pointed to " + link.orElse("nothing"));
        }
        if (mode != other.mode) {
            return Optional.of(
                    "has mode " + Integer.toOctalString(other.mode) + ", had " + Integer.toOctalString(mode));
        }
        return Optional.of("belongs to " + other.uid + ":" + other.gid + ", belonged to " + uid + ":" + gid);
    }
}
