package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.liftlock.descriptor.Compare;
import org.liftlock.naming.Digest;

/**
 * Puts a dump in the place of the database that is there. It is loaded into a database beside it and compared; only then
 * are the two renamed, both or neither. What was there is kept. Killed at any moment, it can be run again.
 */
final class DumpRestore {

    private static final int LONGEST_STEM = 40;

    private final PostgresSource target;
    private final Compare compare;
    private final String database;
    private final PostgresLogin server;

    DumpRestore(PostgresSource target, Compare compare) {
        this.target = target;
        this.compare = compare;
        this.database = target.login().database();
        this.server = target.login().to(database.equals("postgres") ? "template1" : "postgres");
    }

    /** @return what was done, sentence by sentence */
    List<String> run(Path folder, Digest digest) {
        try {
            Manifest manifest = BackupFolder.manifest(folder, digest);
            Dump dump = Dump.whole(folder, manifest, target.settings());
            return restore(dump, manifest.facts());
        } catch (RejectedBackup unusable) {
            throw unusable.changedNothing();
        } catch (IOException failed) {
            throw StoreException.because("The restore from " + folder, failed);
        } catch (SQLException failed) {
            throw target.unreadable("The restore from " + folder, failed);
        }
    }

    private List<String> restore(Dump dump, BackupFacts facts) throws IOException, SQLException {
        PostgresTools tools = tools(facts);
        if (exists(database) && difference(facts).isEmpty()) {
            return List.of("Database \"" + database + "\" is as it was backed up");
        }
        // Roles that are there already are no fault; one that is missing shows when the dump is loaded.
        tools.run(
                server.environment(),
                List.of(
                        "psql",
                        "--no-psqlrc",
                        "--no-password",
                        "-f",
                        dump.roles().toString()));
        if (!exists(database)) {
            dump.createAndLoad(tools, server);
            requireThere(facts);
            return List.of("Database \"" + database + "\" was not there, and is restored");
        }
        String ready = stem() + "_liftlock_new";
        String aside = aside();
        requireQuiet();
        loadBeside(dump, facts, tools, ready);
        requireQuiet();
        swap(ready, aside);
        dump.loadSettings(tools, server);
        requireThere(facts);
        return List.of("Database \"" + database + "\" restored; what was there is kept as \"" + aside + "\"");
    }

    private PostgresTools tools(BackupFacts facts) {
        int now = target.at(server).major();
        if (!facts.storeVersion().startsWith("PostgreSQL " + now + ".")) {
            throw new StoreException("The backup of " + facts.item() + " is of " + facts.storeVersion() + ", but the"
                    + " server at " + server.host() + ":" + server.port() + " is PostgreSQL " + now
                    + " now. Nothing was changed. Start the old version again, then restore.");
        }
        return target.at(server).tools("pg_restore");
    }

    private void loadBeside(Dump dump, BackupFacts facts, PostgresTools tools, String ready) throws SQLException {
        DumpTrial.execute(
                server, "drop database if exists " + Dump.quoted(ready), Dump.createLike(target.login(), ready, true));
        dump.load(tools, target.login().to(ready), List.of());
        new ContentComparison(facts)
                .parts(contents(ready), partsOtherThan(PostgresContents.ROLES, PostgresContents.SETTINGS));
    }

    /** Both names change in one transaction. */
    private void swap(String ready, String aside) throws SQLException {
        try (Connection connection = server.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter database " + Dump.quoted(database) + " rename to " + Dump.quoted(aside));
            statement.execute("alter database " + Dump.quoted(ready) + " rename to " + Dump.quoted(database));
            connection.commit();
        }
    }

    private void requireQuiet() {
        String sessions = target.at(server).ask("""
                select count(*)::text || coalesce(': ' || pg_catalog.string_agg(distinct usename || ' ' || application_name, ', '), '')
                from pg_catalog.pg_stat_activity
                where datname = ? and backend_type = 'client backend'
                """, database);
        if (!sessions.equals("0")) {
            throw new StoreException("Database \"" + database + "\" is in use by " + sessions + ". Nothing was changed."
                    + " Stop what is connected, then restore again.");
        }
    }

    private void requireThere(BackupFacts facts) {
        difference(facts).ifPresent(difference -> {
            throw new StoreException("After the restore database \"" + database + "\" is not what was backed up: "
                    + difference + " When something else writes to it, stop that, and restore again; what was there"
                    + " before is kept beside it.");
        });
    }

    private Optional<String> difference(BackupFacts facts) {
        try {
            new ContentComparison(facts).parts(contents(database), partsOtherThan(PostgresContents.ROLES));
            return Optional.empty();
        } catch (RejectedBackup different) {
            return Optional.of(different.getMessage());
        }
    }

    private List<ContentPart> contents(String name) {
        return target.at(target.login().to(name)).contents(compare).parts();
    }

    private static Predicate<ContentPart> partsOtherThan(String... names) {
        return part -> !Set.of(names).contains(part.name());
    }

    private boolean exists(String name) {
        return !target.at(server)
                .ask("select count(*) from pg_catalog.pg_database where datname = ?", name)
                .equals("0");
    }

    private String stem() {
        return database.substring(0, Math.min(LONGEST_STEM, database.length()));
    }

    private String aside() {
        int number = 1;
        while (exists(stem() + "_liftlock_aside_" + number)) {
            number++;
        }
        return stem() + "_liftlock_aside_" + number;
    }
}
