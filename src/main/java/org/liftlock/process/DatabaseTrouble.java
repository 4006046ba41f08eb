package org.liftlock.process;

import java.sql.SQLException;
import java.util.Optional;

/** What a refusal of the database driver means, and what to do about it. */
record DatabaseTrouble(String sentence, String remedy) {

    private static final int H2_IN_USE = 90020;
    private static final int H2_FILE_VERSION = 90048;
    private static final int H2_NOT_FOUND = 90146;
    private static final int H2_DAMAGED = 90030;

    static DatabaseTrouble of(SQLException e) {
        return known(e).orElseGet(() -> new DatabaseTrouble(
                "The database cannot be used: " + e.getMessage() + " (state " + e.getSQLState() + ", code "
                        + e.getErrorCode() + ")",
                "Check liftlock.database.url, the server's log, and this user's rights."));
    }

    static Optional<DatabaseTrouble> known(SQLException e) {
        return e.getClass().getName().startsWith("org.h2") ? ofH2(e) : ofServer(e);
    }

    private static Optional<DatabaseTrouble> ofH2(SQLException e) {
        return switch (e.getErrorCode()) {
            case H2_IN_USE ->
                trouble(
                        "The embedded database is in use by another process: " + e.getMessage(),
                        "Stop the other Liftlock that runs in the same data directory (liftlock.data), or give this one"
                                + " another directory. For several nodes use PostgreSQL (liftlock.database.url).");
            case H2_FILE_VERSION ->
                trouble(
                        "The file of the embedded database was written by another version of H2: " + e.getMessage(),
                        "Start the Liftlock version that wrote it, or restore a backup made with this one.");
            case H2_DAMAGED ->
                trouble(
                        "The file of the embedded database is damaged: " + e.getMessage(),
                        "Keep the file as it is, and restore the last backup of the data directory.");
            case H2_NOT_FOUND ->
                trouble(
                        "There is no embedded database at this place: " + e.getMessage(),
                        "Check liftlock.data and liftlock.database.url.");
            default -> ofServer(e);
        };
    }

    private static Optional<DatabaseTrouble> ofServer(SQLException e) {
        return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
            case "28P01", "28000" ->
                trouble(
                        "The database refuses the user or the password: " + e.getMessage(),
                        "Check liftlock.database.username, and liftlock.database.password or the secret file it comes"
                                + " from.");
            case "3D000" ->
                trouble(
                        "The server has no such database: " + e.getMessage(),
                        "Create it (CREATE DATABASE ... OWNER ...), or correct liftlock.database.url.");
            case "42501" ->
                trouble(
                        "The database user may not do what is needed: " + e.getMessage(),
                        "Give it the right to create tables in its schema (GRANT CREATE, USAGE ON SCHEMA public TO"
                                + " ...).");
            case "53300" ->
                trouble(
                        "The database server has no connection left: " + e.getMessage(),
                        "Raise max_connections there, or lower spring.datasource.hikari.maximum-pool-size here.");
            case "08001", "08004", "08006" ->
                trouble(
                        "The database cannot be reached: " + e.getMessage(),
                        "Check that the server runs, that host and port in liftlock.database.url are right, and that a"
                                + " firewall lets this machine through.");
            default -> Optional.empty();
        };
    }

    private static Optional<DatabaseTrouble> trouble(String sentence, String remedy) {
        return Optional.of(new DatabaseTrouble(sentence, remedy));
    }
}
