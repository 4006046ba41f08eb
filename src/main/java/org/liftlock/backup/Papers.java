package org.liftlock.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a trial has to know of a backup, as its machine sends it to the one that the trial is made on.
 *
 * @param manifest word by word, since its digest is in the receipt
 * @param base the manifest of the base that an increment stands on
 */
record Papers(String manifest, Optional<String> base) {

    static Papers of(BackupReceipt receipt) throws IOException {
        Path folder = Path.of(receipt.location());
        Manifest manifest = BackupFolder.manifest(folder, receipt.digest());
        Optional<Path> base =
                manifest.increment().map(how -> how.base().folder().resolve(Manifest.FILE));
        return new Papers(
                Files.readString(folder.resolve(Manifest.FILE)),
                base.isPresent() ? Optional.of(Files.readString(base.get())) : Optional.empty());
    }

    Manifest manifest(BackupReceipt receipt) {
        return BackupFolder.manifest(
                Path.of(receipt.location()), manifest.getBytes(StandardCharsets.UTF_8), receipt.digest());
    }

    Manifest base(Manifest increment) {
        Base on = Replay.how(increment).base();
        return BackupFolder.manifest(on.folder(), base.orElseThrow().getBytes(StandardCharsets.UTF_8), on.manifest());
    }
}
