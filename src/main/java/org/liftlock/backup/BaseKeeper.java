package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/** Whole PostgreSQL servers: copied and proven in one step, or in two where the copy would not fit into the window. */
final class BaseKeeper implements StoreKeeper {

    private final BaseBackupTool tool;
    private final Stock stock;
    private final FileKeeper whole;
    private final Map<String, String> environment;
    private final Clock clock;

    /** @param clock the target's own; orders carry domain time with them */
    BaseKeeper(Map<String, String> environment, Clock clock) {
        this.tool = new BaseBackupTool(environment);
        this.stock = new ArchiveStock(tool);
        this.whole = new FileKeeper(tool, clock);
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void check(BackupOrder order) {
        whole.check(order);
        Settings settings = Settings.of(order.store());
        settings.optionalPath("wal");
        Base.check(settings);
        if (Base.within(settings).isPresent() && !TrialPlace.of(settings).isHere()) {
            throw new StoreException("Store \"" + order.store().name() + "\" asks for a proof in two steps (\""
                    + Base.WITHIN + "\") on another machine, where " + BaseBackupTool.NAME + " would have to send its"
                    + " base again whenever it is lost there. Name a folder under \"scratch\", or back the store up"
                    + " with " + PgBackRest.NAME + ", whose repository that machine reads.");
        }
    }

    @Override
    public void requireReady(BackupOrder order) {
        try (PostgresAccess access = tool.access(order)) {
            PostgresTools tools = access.source().tools(BaseBackupTool.NAME);
            tools.require("postgres");
            Optional<Base> base = Base.of(order);
            if (base.isPresent()) {
                tools.require("psql");
                Base.check(
                        BackupFolder.manifest(base.get().folder(), base.get().manifest())
                                .facts(),
                        order);
            }
            if (base.filter(proven -> KeptBase.of(order, proven).isReady()).isEmpty()) {
                tools.require("pg_verifybackup");
                BaseBackupTool.requireRoom(order, access.source());
            }
        } catch (RejectedBackup unusable) {
            throw new StoreException(unusable.getMessage() + " " + unusable.whatToDo(), unusable);
        } catch (IOException failed) {
            throw StoreException.because("Looking whether " + order.item() + " can be backed up", failed);
        }
    }

    @Override
    public BackupReceipt backUp(BackupOrder order) {
        return Base.of(order)
                .map(base -> new IncrementBackup(tool, stock, clock).run(order, base))
                .orElseGet(() -> whole.backUp(order));
    }

    @Override
    public BackupReceipt base(BackupOrder order) throws IOException {
        requireLogIsKept(order);
        return whole.backUp(order);
    }

    @Override
    public TrialReport tryBase(BackupOrder order, BackupReceipt receipt, Manifest manifest) {
        return new BaseTrial(stock)
                .run(order, Path.of(receipt.location()), new Base(receipt.location(), receipt.digest()), manifest);
    }

    /** Said before the window: a base that nothing can be replayed on is of no use inside it. */
    private void requireLogIsKept(BackupOrder order) throws IOException {
        Optional<Path> archive = Settings.of(order.store()).optionalPath("wal");
        try (PostgresAccess access = tool.access(order)) {
            boolean kept = !access.source().ask("show wal_keep_size").matches("0[kMGT]?B?");
            boolean archived = archive.isPresent()
                    && !access.source().ask("show archive_mode").equals("off");
            if (!kept && !archived) {
                throw new StoreException("The server of " + order.item() + " keeps no more of its log than it needs"
                        + " itself, so nothing could be replayed on a base. Set wal_keep_size to what is written from"
                        + " the base to the window, or archive the log uncompressed (archive_mode) and name the folder"
                        + " under \"wal\" of store \"" + order.store().name() + "\".");
            }
        }
        if (archive.isPresent() && !Files.isReadable(archive.get())) {
            throw new StoreException("The folder that the log of " + order.item() + " is archived to, "
                    + archive.get() + ", cannot be read. Correct \"wal\" of store \""
                    + order.store().name()
                    + "\", or give the user that runs the backup access.");
        }
    }

    @Override
    public void requireTrialTools(BackupOrder order, int major) {
        PostgresTools.of(Settings.of(order.store()), major, "postgres").require("pg_verifybackup");
    }

    @Override
    public Papers papers(BackupOrder order, BackupReceipt receipt) throws IOException {
        TrialRestore.manifest(order, receipt, tool.tool(order));
        return Papers.of(receipt);
    }

    @Override
    public TrialReport tryElsewhere(BackupOrder order, BackupReceipt receipt, Papers papers, Path folder) {
        return new CopyTrial(stock).run(order, folder, papers.manifest(receipt));
    }

    @Override
    public String compareWithSource(BackupOrder order, Manifest manifest) throws IOException {
        return new ContentComparison(manifest.facts())
                .source(tool.running(order).orElseThrow());
    }

    @Override
    public TrialReport verify(BackupOrder order, BackupReceipt receipt) {
        try {
            Manifest manifest = TrialRestore.manifest(order, receipt, tool.tool(order));
            if (manifest.increment().isEmpty()) {
                return whole.verify(order, receipt);
            }
            TrialReport report =
                    new IncrementTrial(stock).run(order, Path.of(receipt.location()), manifest, Replay.base(manifest));
            return report.passed() ? report.and(compareWithSource(order, manifest)) : report;
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    @Override
    public Digest content(BackupOrder order) throws IOException {
        return whole.content(order);
    }

    @Override
    public List<String> restore(Path folder, Digest digest, Supplier<StoreSpec> store) {
        try {
            Manifest manifest = BackupFolder.manifest(folder, digest);
            return manifest.increment().isPresent()
                    ? new IncrementRestore(stock, folder, manifest, digest, store.get(), environment).run()
                    : whole.restore(folder, digest, store);
        } catch (RejectedBackup unusable) {
            throw unusable.changedNothing();
        } catch (IOException failed) {
            throw StoreException.because("The restore from " + folder, failed);
        }
    }
}
