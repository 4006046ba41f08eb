package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.liftlock.naming.Digest;

/**
 * An H2 database in a file. The file itself is archived while nobody has it open, so that a restore gives back exactly
 * what was there; its tables are read from a copy, because opening a database changes its file.
 */
final class H2Tool implements StoreTool {

    static final String NAME = "h2";

    private static final String SUFFIX = ".mv.db";

    // What the optimiser notes down, and comments; the rest is schema.
    private static final Pattern NOT_SCHEMA = Pattern.compile(" SELECTIVITY \\d+|(?m)^-- .*$");

    private final Map<String, String> environment;

    H2Tool(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String tool(BackupOrder order) {
        return "liftlock h2 " + Manifest.FORMAT + ", H2 " + org.h2.engine.Constants.VERSION;
    }

    @Override
    public List<Path> paths(BackupOrder order) {
        Path file = Settings.of(order.store()).path("file");
        String name = file.getFileName().toString();
        return List.of(name.endsWith(SUFFIX) ? file : file.resolveSibling(name + SUFFIX));
    }

    @Override
    public Closeable hold(List<Path> roots) throws IOException {
        Path file = file(roots);
        Path shared = Path.of(withoutSuffix(file) + ".lock.db");
        if (Files.exists(shared)) {
            throw new StoreException(
                    "The database " + file + " is in use: " + shared + " says that a process shares it."
                            + " Stop that process; when none is left, delete " + shared + "; then retry.");
        }
        if (!Files.exists(file)) {
            return () -> {};
        }
        // H2 holds the same lock on the file for as long as a process has the database open.
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException openHere) {
            // The same answer: somebody has it.
        }
        channel.close();
        throw new StoreException("The database " + file + " is locked by a running process, so writes are not stopped"
                + " (R14). Stop the service that uses it, and retry.");
    }

    @Override
    public boolean readsFromCopy() {
        return true;
    }

    @Override
    public Contents contents(BackupOrder order, List<Path> roots, List<Entry> entries, UnaryOperator<Path> copy) {
        Settings settings = Settings.of(order.store());
        Path file = copy.apply(file(roots));
        try (Connection database = open(file, settings)) {
            String schema = NOT_SCHEMA.matcher(schema(database)).replaceAll("");
            List<ContentPart> parts = new TableDigests(order.store().compare()).of(database);
            return new Contents(version(database), parts, ContentDigests.all(Digest.of(schema), parts));
        } catch (SQLException | ReflectiveOperationException | MalformedURLException unreadable) {
            throw new StoreException(
                    "The H2 database of " + order.item() + " cannot be read by " + tool(order) + ": "
                            + unreadable.getMessage() + ". Check user and password of store \"" + settings.store()
                            + "\"; when the service brings another H2, name its jar in \"tool\".",
                    unreadable);
        }
    }

    private Connection open(Path file, Settings settings)
            throws SQLException, ReflectiveOperationException, MalformedURLException {
        if (file.toString().indexOf(';') >= 0) {
            throw new StoreException("The path of an H2 database cannot hold a semicolon: " + file);
        }
        Properties login = new Properties();
        login.setProperty("user", settings.login("user").orElse(""));
        login.setProperty("password", environment.getOrDefault(StoreProgram.PASSWORD, ""));
        return driver(settings)
                .connect(
                        "jdbc:h2:file:" + withoutSuffix(file)
                                + ";IFEXISTS=TRUE;LAZY_QUERY_EXECUTION=1;TRACE_LEVEL_FILE=0",
                        login);
    }

    private static Driver driver(Settings settings) throws ReflectiveOperationException, MalformedURLException {
        if (settings.optionalPath("tool").isEmpty()) {
            return new org.h2.Driver();
        }
        // The service's own H2, kept apart from ours. The loader lives as long as this short-lived program.
        @SuppressWarnings("resource")
        ClassLoader own = new URLClassLoader(
                new URL[] {settings.path("tool").toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        return (Driver) own.loadClass("org.h2.Driver").getConstructor().newInstance();
    }

    /** The last root: when the path is a link, what it points to comes after it. */
    private static Path file(List<Path> roots) {
        return roots.get(roots.size() - 1);
    }

    private static String withoutSuffix(Path file) {
        String path = file.toString();
        if (!path.endsWith(SUFFIX)) {
            throw new StoreException("The file of an H2 database ends in " + SUFFIX + ", not " + path);
        }
        return path.substring(0, path.length() - SUFFIX.length());
    }

    private static String schema(Connection database) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("script nodata")) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private static String version(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("""
                        select setting_value from information_schema.settings where setting_name = 'CREATE_BUILD'
                        """)) {
            String made = row.next() ? row.getString(1) : "unknown";
            return "H2 " + database.getMetaData().getDatabaseProductVersion() + ", made by build " + made;
        }
    }
}
