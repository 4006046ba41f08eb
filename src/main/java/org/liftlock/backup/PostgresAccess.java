package org.liftlock.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way to a database for one step. Where its server is stopped, as an upgrade of the server itself leaves it, the
 * server is started for this step alone: nobody else reaches it, so writes stand still all the same (R14).
 */
final class PostgresAccess implements Closeable {

    private final PostgresSource source;
    private final Optional<PostgresServer> started;

    private PostgresAccess(PostgresSource source, Optional<PostgresServer> started) {
        this.source = source;
        this.started = started;
    }

    static PostgresAccess to(Settings settings, Map<String, String> environment) throws IOException {
        PostgresLogin login = PostgresLogin.of(settings, environment);
        Optional<Path> data = settings.optionalPath("data");
        if (data.isEmpty() || PostgresServer.on(data.get()).isPresent()) {
            return new PostgresAccess(new PostgresSource(settings, login), Optional.empty());
        }
        PostgresServer server = start(settings, data.get().toRealPath());
        PostgresLogin inside = server.login(login.database(), login.user());
        return new PostgresAccess(new PostgresSource(settings, inside), Optional.of(server));
    }

    private static PostgresServer start(Settings settings, Path data) throws IOException {
        int major = major(data);
        PostgresTools tools = PostgresTools.of(settings, major, "postgres");
        PostgresServer server = new PostgresServer(tools, Files.getOwner(data).getName());
        try {
            server.start(data, parameters(settings, data, Map.of()));
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** Of a server that runs with the configuration which belongs to that directory. */
    static Map<String, String> parameters(Settings settings, Path data, Map<String, String> more) throws IOException {
        Map<String, String> parameters = new HashMap<>(more);
        configuration(settings, data, major(data)).ifPresent(file -> parameters.put("config_file", file.toString()));
        return parameters;
    }

    static int major(Path data) throws IOException {
        return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
    }

    /** Debian keeps it apart from the data, under the same name. */
    private static Optional<Path> configuration(Settings settings, Path data, int major) {
        Path debian = Path.of(
                "/etc/postgresql", String.valueOf(major), data.getFileName().toString());
        return settings.optionalPath("config")
                .or(() -> Stream.of(data, debian)
                        .map(folder -> folder.resolve("postgresql.conf"))
                        .filter(Files::exists)
                        .findFirst());
    }

    PostgresSource source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        if (started.isPresent()) {
            started.get().close();
        }
    }

    /** For the settings that only an access reads. */
    static void check(Settings settings) {
        List.of("bin", "data", "config", "socket").forEach(settings::optionalPath);
        PostgresLogin.of(settings, Map.of());
    }
}
