package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.liftlock.naming.Digest;

/** Where the archive of a backup lies that was carried to this machine for its trial. */
final class Arrival {

    private final Path parent;
    private final String prefix;

    Arrival(BackupOrder order) {
        this.parent = StoreWork.scratchParent(order);
        this.prefix = "arrived-" + order.item().fileName() + "-";
    }

    Path of(Digest manifest) {
        return parent.resolve(prefix + manifest.brief());
    }

    /** Empty, whatever was carried here before. */
    Path begin(Digest manifest) throws IOException {
        ScratchServer.prepare(parent);
        delete();
        return Disk.folder(of(manifest));
    }

    void delete() throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path each : all) {
                Tree.delete(each);
            }
        }
    }
}
