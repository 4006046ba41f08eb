package org.liftlock.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/**
 * A whole PostgreSQL server, backed up by pgBackRest into the repository that the site has for it. Liftlock keeps the label
 * of the backup and what the server held; the trial has pgBackRest restore it, and starts a server on what comes out. In two
 * steps the base is such a backup, and the increment the log that the server archives behind it.
 */
final class PgBackRestKeeper implements StoreKeeper {

    private final BaseBackupTool server;
    private final Map<String, String> environment;
    private final Clock clock;

    /** @param clock the target's own; orders carry domain time with them */
    PgBackRestKeeper(Map<String, String> environment, Clock clock) {
        this.server = new BaseBackupTool(environment);
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public void check(BackupOrder order) {
        server.paths(order);
        Settings settings = Settings.of(order.store());
        settings.required("stanza");
        settings.oneOf("type", "incr", "diff", "full");
        settings.texts("options");
        settings.optionalPath("program");
        Base.check(settings);
    }

    @Override
    public void requireReady(BackupOrder order) {
        try (PostgresAccess access = server.access(order)) {
            PgBackRest repository = repository(access.source());
            repository.version();
            Optional<Base> base = Base.of(order);
            if (base.isPresent()) {
                Manifest proven =
                        BackupFolder.manifest(base.get().folder(), base.get().manifest());
                Base.check(proven.facts(), order);
                repository.requireHeld(proven);
            }
            boolean kept = base.filter(proven -> TrialPlace.of(order).isHere()
                            && KeptBase.of(order, proven).isReady())
                    .isPresent();
            if (!kept) {
                requireRoom(order, access.source());
            }
        } catch (RejectedBackup unusable) {
            throw new StoreException(unusable.getMessage() + " " + unusable.whatToDo(), unusable);
        } catch (IOException failed) {
            throw StoreException.because("Looking whether " + order.item() + " can be backed up", failed);
        }
    }

    @Override
    public BackupReceipt backUp(BackupOrder order) {
        Optional<Base> base = Base.of(order);
        if (base.isEmpty()) {
            return whole(order);
        }
        try (PostgresAccess access = server.access(order)) {
            return new IncrementBackup(server, new RepositoryStock(repository(access.source())), clock)
                    .run(order, base.get());
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    private BackupReceipt whole(BackupOrder order) {
        BackupFolder folder = new BackupFolder(order.folder());
        Instant startedAt = clock.instant();
        try (PostgresAccess access = server.access(order)) {
            PostgresSource source = access.source();
            Path data = source.settings().path("data");
            PgBackRest repository = repository(source);
            BaseBackupTool.requireOneDirectory(order, source, data);
            requireRoom(order, source);
            folder.begin();
            try {
                repository.backUp("The backup of " + order.item(), source.login());
                JsonNode taken = repository.newest();
                StoreTool.Contents contents = source.cluster(order.store().compare());
                BackupFacts facts = BackupFacts.of(order, contents, repository.version(), startedAt, clock.instant());
                return folder.finish(new Manifest(
                                Manifest.FORMAT,
                                facts,
                                Optional.of(PgBackRest.held(taken)),
                                List.of(data.toString()),
                                List.of())
                        .of(Optional.of(source.origin()), Optional.of(PgBackRest.log(taken, source))));
            } catch (IOException | RuntimeException failed) {
                folder.abandon();
                throw failed;
            }
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    @Override
    public BackupReceipt base(BackupOrder order) throws IOException {
        try (PostgresAccess access = server.access(order)) {
            if (access.source().ask("show archive_mode").equals("off")) {
                throw new StoreException("The server of " + order.item() + " does not archive its log, so nothing could"
                        + " be replayed on a base. Set archive_mode and archive_command (pgbackrest archive-push).");
            }
        }
        return whole(order);
    }

    @Override
    public TrialReport tryBase(BackupOrder order, BackupReceipt receipt, Manifest manifest) {
        return new BaseTrial(stock(order, manifest))
                .run(order, Path.of(receipt.location()), new Base(receipt.location(), receipt.digest()), manifest);
    }

    @Override
    public TrialReport verify(BackupOrder order, BackupReceipt receipt) {
        try {
            Papers papers = papers(order, receipt);
            TrialReport report = tryElsewhere(order, receipt, papers, Path.of(receipt.location()));
            return report.passed() ? report.and(compareWithSource(order, papers.manifest(receipt))) : report;
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    @Override
    public void requireTrialTools(BackupOrder order, int major) throws IOException {
        PgBackRest.of(Settings.of(order.store()), major).newest();
    }

    @Override
    public Papers papers(BackupOrder order, BackupReceipt receipt) throws IOException {
        int major = PostgresAccess.major(Settings.of(order.store()).path("data"));
        TrialRestore.manifest(
                order, receipt, PgBackRest.of(Settings.of(order.store()), major).version());
        return Papers.of(receipt);
    }

    @Override
    public TrialReport tryElsewhere(BackupOrder order, BackupReceipt receipt, Papers papers, Path folder) {
        Manifest manifest = papers.manifest(receipt);
        Stock stock = stock(order, manifest);
        return manifest.increment().isPresent()
                ? new IncrementTrial(stock).run(order, folder, manifest, papers.base(manifest))
                : new CopyTrial(stock).run(order, folder, manifest);
    }

    @Override
    public String compareWithSource(BackupOrder order, Manifest manifest) throws IOException {
        return new ContentComparison(manifest.facts())
                .source(server.running(order).orElseThrow());
    }

    @Override
    public Digest content(BackupOrder order) throws IOException {
        try (PostgresAccess access = server.access(order)) {
            return access.source().cluster(order.store().compare()).all();
        }
    }

    /** Restores beside the place, compares on a server of its own, and renames; what was there is kept. */
    @Override
    public List<String> restore(Path folder, Digest digest, Supplier<StoreSpec> store) {
        StoreSpec spec = store.get();
        Settings settings = Settings.of(spec);
        Path data = settings.path("data");
        try (Closeable held = server.hold(List.of(data))) {
            Manifest manifest = BackupFolder.manifest(folder, digest);
            PgBackRest repository = PgBackRest.of(settings, manifest.server().major());
            if (manifest.increment().isPresent()) {
                return new IncrementRestore(
                                new RepositoryStock(repository), folder, manifest, digest, spec, environment)
                        .run();
            }
            repository.requireHeld(manifest);
            Path ready = InPlace.beside(data, "new-" + digest.brief());
            if (!Files.exists(ready, LinkOption.NOFOLLOW_LINKS)) {
                Path part = InPlace.beside(data, "part-" + digest.brief());
                Tree.delete(part);
                repository.restore(manifest, part);
                compare(manifest, spec, repository, part);
                Disk.forceAll(part);
                Files.move(part, ready, StandardCopyOption.ATOMIC_MOVE);
            }
            return List.of(InPlace.swap(data, ready));
        } catch (RejectedBackup unusable) {
            throw unusable.changedNothing();
        } catch (IOException failed) {
            throw StoreException.because("The restore from " + folder, failed);
        }
    }

    /** It replays what it fetches from the repository, and goes on on a timeline of its own. */
    private static void compare(Manifest manifest, StoreSpec spec, PgBackRest repository, Path part)
            throws IOException {
        Settings settings = repository.settings();
        Manifest.Origin origin = manifest.server();
        try (PostgresServer alone = new PostgresServer(repository.tools(), repository.user())) {
            alone.start(
                    part, PostgresAccess.parameters(settings, settings.path("data"), Map.of("archive_mode", "off")));
            PostgresLogin login = alone.login(origin.database(), origin.user());
            new ContentComparison(manifest.facts())
                    .everything(new PostgresSource(settings, login).cluster(spec.compare()));
        }
    }

    private static void requireRoom(BackupOrder order, PostgresSource source) throws IOException {
        if (TrialPlace.of(order).isHere()) {
            ScratchServer.requireRoom(order.item(), StoreWork.scratchParent(order), source.size());
        }
    }

    private static PgBackRest repository(PostgresSource source) throws IOException {
        return PgBackRest.of(source.settings(), source.major());
    }

    private static Stock stock(BackupOrder order, Manifest manifest) {
        try {
            return new RepositoryStock(
                    PgBackRest.of(Settings.of(order.store()), manifest.server().major()));
        } catch (IOException failed) {
            throw StoreException.because("Running pgbackrest", failed);
        }
    }
}
