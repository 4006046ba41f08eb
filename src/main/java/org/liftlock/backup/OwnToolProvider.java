package org.liftlock.backup;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.Digest;

/** Providers whose tool is Liftlock itself: {@code h2}, {@code files}, {@code pg_dump}, {@code pg_basebackup}, {@code pgbackrest}. */
final class OwnToolProvider implements StoreProvider {

    /** Those that need programs of others, and room for a server of their own. */
    private static final Set<String> ASKED_BEFORE = Set.of(DumpKeeper.NAME, BaseBackupTool.NAME, PgBackRest.NAME);

    private final String name;
    private final Clock clock;
    private final ReceiptReader receipts;

    OwnToolProvider(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.receipts = new ReceiptReader(clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> objections(BackupOrder order, Launchers launchers) {
        if (!ASKED_BEFORE.contains(name)) {
            return List.of();
        }
        Launcher.Reading reading =
                launchers.of(order.target()).read(StoreProgram.command("ready", StoreRequest.of(order)));
        if (reading.exitCode() != 0) {
            return List.of(StoreProgram.errors(reading));
        }
        return triedElsewhere(order) ? new TrialElsewhere(order, launchers).objections() : List.of();
    }

    private boolean triedElsewhere(BackupOrder order) {
        return Base.PROVIDERS.contains(name) && !TrialPlace.of(order).isHere();
    }

    @Override
    public List<Command> backup(BackupOrder order) {
        StoreKeeper.of(name, Map.of(), clock).check(order);
        return List.of(StoreProgram.command("backup", StoreRequest.of(order)));
    }

    @Override
    public BackupReceipt receipt(BackupOrder order, Launcher target) {
        return receipts.read(order, target);
    }

    @Override
    public BackupVerdict verify(BackupOrder order, BackupReceipt receipt, Launchers launchers) {
        return receipts.judge(
                order,
                receipt,
                () -> triedElsewhere(order)
                        ? new TrialElsewhere(order, launchers).run(receipt)
                        : StoreProgram.report("verify", StoreRequest.of(order, receipt), launchers.of(order.target())));
    }

    @Override
    public List<Command> restore(BackupReceipt receipt, StoreSpec store) {
        return List.of(StoreProgram.ofReceipt("restore", receipt, store));
    }

    @Override
    public Optional<Digest> contentDigest(BackupOrder order, Launcher target) {
        Launcher.Reading reading = target.read(StoreProgram.command("digest", StoreRequest.of(order)));
        if (reading.exitCode() != 0) {
            throw new StoreException(
                    "The content of " + order.item() + " could not be read: " + StoreProgram.errors(reading));
        }
        return Optional.of(new Digest(reading.output().strip()));
    }
}
