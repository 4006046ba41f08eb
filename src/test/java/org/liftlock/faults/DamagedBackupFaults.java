package org.liftlock.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.backup.SuspectBackup;
import org.liftlock.backup.SuspectBackup.Damage;

/** Backups of every provider, whole when they were taken, and damaged or mistaken before they are verified. */
class DamagedBackupFaults {

    @Test
    void everyDamagedBackupIsRejectedAndEveryWholeOneAccepted(@TempDir Path folder) throws Exception {
        int times = Faults.times(50, 1000);
        List<SuspectBackup> backups = new ArrayList<>();
        for (String provider : List.of("h2", "files", "command")) {
            backups.add(SuspectBackup.by(provider, folder.resolve(provider)));
        }
        Random random = new Random(412);
        List<String> accepted = new ArrayList<>();
        List<String> wholeRejected = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            SuspectBackup backup = backups.get(time % backups.size());
            Damage damage = Damage.values()[time / backups.size() % Damage.values().length];
            String what = backup.suffer(damage, random);
            if (backup.isAccepted()) {
                accepted.add(what);
            }
            backup.putBack();
            if (!backup.isAccepted()) {
                wholeRejected.add("after " + what);
            }
        }
        FaultTable.row(
                "backups damaged, emptied, old or of another system (unverified: accepted; lost: whole ones rejected)",
                times,
                new FaultTable.Counts(0, wholeRejected, List.of(), accepted, 0),
                List.of());
    }
}
