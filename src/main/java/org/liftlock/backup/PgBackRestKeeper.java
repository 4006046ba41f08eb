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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/**
 * A whole PostgreSQL server, backed up by pgBackRest into the repository that the site has for it. Liftlock keeps the label
 * of the backup and what the server held; the trial has pgBackRest restore it, and starts a server on what comes out.
 */
final class PgBackRestKeeper implements StoreKeeper {

    static final String NAME = "pgbackrest";

    private static final String PROGRAM = "/usr/bin/pgbackrest";

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
    }

    @Override
    public void requireReady(BackupOrder order) {
        try (PostgresAccess access = server.access(order)) {
            version(access.source());
            access.source().tools("postgres");
            requireRoom(order, access.source());
        } catch (IOException failed) {
            throw StoreException.because("Looking whether " + order.item() + " can be backed up", failed);
        }
    }

    @Override
    public BackupReceipt backUp(BackupOrder order) {
        BackupFolder folder = new BackupFolder(order.folder());
        Instant startedAt = clock.instant();
        try (PostgresAccess access = server.access(order)) {
            PostgresSource source = access.source();
            BaseBackupTool.requireOneDirectory(order, source, data(source.settings()));
            requireRoom(order, source);
            folder.begin();
            try {
                must(
                        "The backup of " + order.item(),
                        source,
                        data(source.settings()),
                        List.of(
                                "--type=" + source.settings().oneOf("type", "incr", "diff", "full"),
                                "--start-fast",
                                "--archive-copy",
                                "backup"));
                JsonNode taken = newest(source);
                StoreTool.Contents contents = source.cluster(order.store().compare());
                BackupFacts facts = BackupFacts.of(order, contents, version(source), startedAt, clock.instant());
                return folder.finish(
                        new Manifest(Manifest.FORMAT, facts, Optional.of(inRepository(taken)), List.of(), List.of()));
            } catch (IOException | RuntimeException failed) {
                folder.abandon();
                throw failed;
            }
        } catch (IOException failed) {
            throw StoreException.because("The backup of " + order.item(), failed);
        }
    }

    @Override
    public TrialReport verify(BackupOrder order, BackupReceipt receipt) {
        try (PostgresAccess access = server.access(order)) {
            return verified(order, receipt, access.source());
        } catch (RejectedBackup rejected) {
            return TrialReport.rejected(rejected);
        } catch (IOException failed) {
            throw StoreException.because("The trial restore of " + order.item(), failed);
        }
    }

    private TrialReport verified(BackupOrder order, BackupReceipt receipt, PostgresSource source) throws IOException {
        Manifest manifest = TrialRestore.manifest(order, receipt, version(source));
        requireInRepository(manifest, source);
        ContentComparison comparison = new ContentComparison(manifest.facts());
        comparison.requireContent(ContentPart::holdsData);
        requireRoom(order, source);
        Path scratch = Disk.scratch(ScratchServer.prepare(StoreWork.scratchParent(order)));
        try (Closeable removed = () -> Tree.delete(scratch)) {
            Path data = Disk.folder(scratch.resolve("data"));
            BaseBackupTool.own(scratch, data(source.settings()));
            long began = System.nanoTime();
            restore(manifest, source, data);
            long took = TrialRestore.begunMillis(System.nanoTime() - began);
            List<String> compared = new ArrayList<>();
            try (ScratchServer trial =
                    ScratchServer.on(source.tools("postgres"), StoreWork.scratchParent(order), data, source)) {
                compared.addAll(comparison.everything(
                        source.at(trial.login(source.login().database()))
                                .cluster(order.store().compare())));
            }
            compared.add(comparison.source(source.cluster(order.store().compare())));
            return TrialReport.passed(took, compared);
        }
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
        Path data = data(settings);
        try (Closeable held = server.hold(List.of(data))) {
            Manifest manifest = BackupFolder.manifest(folder, digest);
            PostgresSource source = new PostgresSource(settings, PostgresLogin.of(settings, environment));
            PostgresTools tools = PostgresTools.of(settings, PostgresAccess.major(data), "postgres");
            requireInRepository(manifest, source, tools);
            Path ready = InPlace.beside(data, "new-" + digest.brief());
            if (!Files.exists(ready, LinkOption.NOFOLLOW_LINKS)) {
                Path part = InPlace.beside(data, "part-" + digest.brief());
                Tree.delete(part);
                Disk.folder(part);
                BaseBackupTool.own(part, data);
                restore(manifest, source, tools, part);
                compare(manifest, spec, source, tools, data, part);
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
    private static void compare(
            Manifest manifest, StoreSpec spec, PostgresSource source, PostgresTools tools, Path data, Path part)
            throws IOException {
        try (PostgresServer alone =
                new PostgresServer(tools, Files.getOwner(data).getName())) {
            alone.start(part, PostgresAccess.parameters(source.settings(), data, Map.of("archive_mode", "off")));
            PostgresLogin login =
                    alone.login(source.login().database(), source.login().user());
            new ContentComparison(manifest.facts()).everything(source.at(login).cluster(spec.compare()));
        }
    }

    private void restore(Manifest manifest, PostgresSource source, Path data) {
        restore(manifest, source, source.tools("postgres"), data);
    }

    private static void restore(Manifest manifest, PostgresSource source, PostgresTools tools, Path data) {
        PostgresTools.Ran ran = run(
                tools,
                source.settings(),
                Map.of(),
                command(
                        source.settings(),
                        data,
                        List.of("--set=" + label(manifest), "--type=immediate", "--target-action=promote", "restore")));
        if (!ran.failed()) {
            return;
        }
        if (ran.diskIsFull()) {
            throw PostgresTools.failed("The restore of " + manifest.facts().item(), NAME, ran);
        }
        throw new RejectedBackup(
                "The backup " + label(manifest) + " of " + manifest.facts().item()
                        + " does not restore: pgbackrest ended with exit code " + ran.exitCode() + ": "
                        + ran.errors().strip(),
                "Look at the repository (pgbackrest verify), then take the backup again.");
    }

    private static void requireRoom(BackupOrder order, PostgresSource source) throws IOException {
        ScratchServer.requireRoom(order.item(), StoreWork.scratchParent(order), Long.parseLong(source.ask("""
                        select sum(pg_catalog.pg_database_size(oid)) from pg_catalog.pg_database where datallowconn
                        """)));
    }

    private static void requireInRepository(Manifest manifest, PostgresSource source) {
        requireInRepository(manifest, source, source.tools("postgres"));
    }

    /** As it was when it was taken: a repository expires what is old, and may be another one by now. */
    private static void requireInRepository(Manifest manifest, PostgresSource source, PostgresTools tools) {
        for (JsonNode backup : backups(source.settings(), tools)) {
            if (backup.path("label").asText().equals(label(manifest))) {
                if (inRepository(backup).equals(manifest.archive().orElseThrow())) {
                    return;
                }
                throw new RejectedBackup("The backup " + label(manifest) + " of "
                        + manifest.facts().item() + " is another one in the repository by now.");
            }
        }
        throw new RejectedBackup(
                "The repository of " + manifest.facts().item() + " has no backup " + label(manifest) + " any more.",
                "Take the backup again; look how long the repository keeps backups (repo1-retention-full).");
    }

    private static JsonNode newest(PostgresSource source) {
        JsonNode all = backups(source.settings(), source.tools("postgres"));
        if (all.isEmpty()) {
            throw new StoreException("pgbackrest ended well, but its repository holds no backup of stanza \""
                    + source.settings().text("stanza").orElse("") + "\". Look at its log, then retry.");
        }
        return all.path(all.size() - 1);
    }

    private static JsonNode backups(Settings settings, PostgresTools tools) {
        PostgresTools.Ran ran = run(
                tools,
                settings,
                Map.of(),
                command(
                        settings,
                        List.of("--output=json", "--log-level-console=off", "--log-level-stderr=off", "info")));
        if (ran.failed()) {
            throw PostgresTools.failed("Asking the repository", NAME, ran);
        }
        return Json.read(ran.output(), JsonNode.class).path(0).path("backup");
    }

    private static Manifest.ArchiveFile inRepository(JsonNode backup) {
        return new Manifest.ArchiveFile(
                backup.path("label").asText(),
                backup.at("/info/repository/delta").asLong(),
                Digest.of(backup.path("label") + " " + backup.path("timestamp") + " " + backup.path("lsn")));
    }

    private static String label(Manifest manifest) {
        return manifest.archive().orElseThrow().name();
    }

    private static String version(PostgresSource source) {
        return source.tools("postgres").version(program(source.settings()), "version");
    }

    private static void must(String act, PostgresSource source, Path data, List<String> words) {
        List<String> more = new ArrayList<>();
        PostgresLogin login = source.login();
        if (login.host().startsWith("/")) {
            more.add("--pg1-socket-path=" + login.host());
        }
        more.addAll(List.of("--pg1-port=" + login.port(), "--pg1-user=" + login.user()));
        more.addAll(words);
        PostgresTools.Ran ran = run(
                source.tools("postgres"),
                source.settings(),
                login.environment(),
                command(source.settings(), data, more));
        if (ran.failed()) {
            throw PostgresTools.failed(act, NAME, ran);
        }
    }

    /** As the owner of the server, whose log goes to the same repository: what root writes there nobody else can read. */
    private static PostgresTools.Ran run(
            PostgresTools tools, Settings settings, Map<String, String> environment, List<String> command) {
        try {
            return tools.run(
                    environment,
                    PostgresServer.handedDown(Files.getOwner(data(settings)).getName()),
                    command);
        } catch (IOException unreadable) {
            throw StoreException.because("Running pgbackrest", unreadable);
        }
    }

    private static List<String> command(Settings settings, Path data, List<String> words) {
        List<String> more = new ArrayList<>(List.of("--pg1-path=" + data));
        more.addAll(words);
        return command(settings, more);
    }

    private static List<String> command(Settings settings, List<String> words) {
        List<String> command = new ArrayList<>(
                List.of(program(settings), "--stanza=" + settings.text("stanza").orElseThrow()));
        command.addAll(settings.texts("options"));
        command.addAll(words);
        return command;
    }

    private static String program(Settings settings) {
        return settings.optionalPath("program").map(Path::toString).orElse(PROGRAM);
    }

    private static Path data(Settings settings) {
        return settings.path("data");
    }
}
