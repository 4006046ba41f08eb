package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a dump that is whole, and how they are loaded.
 *
 * @param database the file, or the folder, that {@code pg_restore} reads
 * @param jobs how many connections load it at once
 */
record Dump(ItemName item, Path database, Path roles, int jobs) {

    private static final int MANY = 64;

    static Dump whole(Path folder, Manifest manifest, Settings settings) throws IOException {
        Path database = manifest.archive().isPresent()
                ? BackupFolder.archive(folder, manifest)
                : folder.resolve(DumpKeeper.DIRECTORY);
        BackupFolder.requireFiles(folder, manifest);
        return new Dump(manifest.facts().item(), database, folder.resolve(DumpKeeper.ROLES), jobs(settings));
    }

    static int jobs(Settings settings) {
        return settings.number("jobs", 1, 1, MANY);
    }

    void loadRoles(PostgresTools tools, PostgresLogin into) {
        psql(tools, into, roles);
    }

    /** Makes the database under the name it had, with its settings, and loads it. */
    void createAndLoad(PostgresTools tools, PostgresLogin server) {
        restore(tools, server, List.of("--create", "--no-tablespaces"));
    }

    /** Loads into a database that is there and empty. */
    void load(PostgresTools tools, PostgresLogin into, List<String> options) {
        restore(tools, into, options);
    }

    /** What belongs to the database under its own name: settings and rights. */
    void loadSettings(PostgresTools tools, PostgresLogin server) throws IOException {
        String all = tools.run(server.environment(), List.of("pg_restore", "--list", "--create", database.toString()))
                .output();
        List<String> ofDatabase = all.lines()
                .filter(line ->
                        line.matches("\\d+; \\d+ \\d+ (DATABASE PROPERTIES|ACL - DATABASE|COMMENT - DATABASE) .*"))
                .toList();
        if (ofDatabase.isEmpty()) {
            return;
        }
        Path list = Files.createTempFile("liftlock-", ".list");
        Path script = Files.createTempFile("liftlock-", ".sql");
        try {
            Files.write(list, ofDatabase);
            run(
                    tools,
                    server,
                    List.of("pg_restore", "--create", "--use-list=" + list, "--file=" + script, database.toString()));
            // It makes the database whatever the list says, and that is there.
            Files.write(
                    script,
                    Files.readAllLines(script).stream()
                            .filter(line -> !line.startsWith("CREATE DATABASE ") && !line.startsWith("\\"))
                            .toList());
            psql(tools, server, script);
        } finally {
            Files.delete(list);
            Files.delete(script);
        }
    }

    private void psql(PostgresTools tools, PostgresLogin into, Path script) {
        run(
                tools,
                into,
                List.of(
                        "psql",
                        "--no-psqlrc",
                        "--quiet",
                        "--no-password",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-f",
                        script.toString()));
    }

    private void restore(PostgresTools tools, PostgresLogin into, List<String> options) {
        List<String> command =
                new ArrayList<>(List.of("pg_restore", "--no-password", "--exit-on-error", "--jobs=" + jobs));
        command.addAll(options);
        command.addAll(List.of("--dbname=" + into.database(), database.toString()));
        run(tools, into, command);
    }

    private void run(PostgresTools tools, PostgresLogin into, List<String> command) {
        PostgresTools.Ran ran = tools.run(into.environment(), command);
        if (!ran.failed()) {
            return;
        }
        boolean notItsFault = ran.diskIsFull() || ran.errors().contains("connection to server");
        if (notItsFault) {
            throw PostgresTools.failed("Loading the backup of " + item, command.get(0), ran);
        }
        throw new RejectedBackup(
                "The backup of " + item + " does not restore: " + command.get(0) + " ended with exit code "
                        + ran.exitCode() + ": " + ran.errors().strip());
    }

    /** The statement that makes an empty database of the same encoding and locale, and of the same owner when asked. */
    static String createLike(PostgresLogin original, String name, boolean owned) throws SQLException {
        try (Connection connection = original.open()) {
            String like = PostgresContents.text(connection, """
                    select pg_catalog.format(' template template0 encoding %L lc_collate %L lc_ctype %L',
                               pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype)
                           || case when d.props ->> 'datlocprovider' = 'i'
                              then pg_catalog.format(' locale_provider icu icu_locale %L',
                                   coalesce(d.props ->> 'daticulocale', d.props ->> 'datlocale')) else '' end
                    from (select *, pg_catalog.to_jsonb(o) as props from pg_catalog.pg_database o) d
                    where datname = pg_catalog.current_database()
                    """);
            String owner = PostgresContents.text(connection, """
                    select pg_catalog.format(' owner %I', pg_catalog.pg_get_userbyid(datdba))
                    from pg_catalog.pg_database where datname = pg_catalog.current_database()
                    """);
            return "create database " + quoted(name) + like + (owned ? owner : "");
        }
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
