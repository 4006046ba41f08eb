package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.liftlock.launcher.Command;

/** A cluster as Debian's tools make it, with a name and a port of its own, in the folders of that name. */
final class DebianCluster implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private static final Set<Integer> TAKEN = new HashSet<>();

    private final String major;
    private final String name;
    private final int port;

    private DebianCluster(String major, String name, int port) {
        this.major = major;
        this.name = name;
        this.port = port;
    }

    /** Empty where Debian's tools are there, and commands may be run as root and postgres; else what is missing. */
    static String missing() {
        if (!Files.isExecutable(Path.of("/usr/bin/pg_createcluster"))) {
            return "pg_createcluster is not installed (apt-get install postgresql)";
        }
        if (majors().isEmpty()) {
            return "No PostgreSQL is installed below " + INSTALLED + " (apt-get install postgresql)";
        }
        try {
            return exit(sudo("root", List.of("true"))) == 0 && exit(sudo("postgres", List.of("true"))) == 0
                    ? ""
                    : "sudo does not let " + System.getProperty("user.name") + " be root and postgres";
        } catch (UncheckedIOException none) {
            return "sudo is not installed (apt-get install sudo)";
        }
    }

    /** The major versions whose servers are installed, the oldest first. */
    static List<String> majors() {
        try (Stream<Path> folders = Files.list(INSTALLED)) {
            return folders.filter(folder -> Files.isExecutable(folder.resolve("bin/postgres")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.comparingInt(Integer::parseInt))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The whole version of the newest package of a major version. */
    static String installed(String major) {
        String says =
                said(List.of(INSTALLED.resolve(major).resolve("bin/postgres").toString(), "--version"));
        return says.split(" ")[2];
    }

    static DebianCluster started(String major, String role) {
        DebianCluster cluster = made(major, role);
        cluster.ctl("start");
        return cluster;
    }

    /** One that streams from a primary. */
    static DebianCluster following(DebianCluster primary, String role) {
        DebianCluster cluster = made(primary.major, role);
        cluster.takeOver("host=127.0.0.1 port=" + primary.port, "--write-recovery-conf");
        cluster.ctl("start");
        return cluster;
    }

    private static DebianCluster made(String major, String role) {
        DebianCluster cluster = named(major, role);
        // Who comes by TCP is let in, as an administrator would let in a replica's address.
        String port = String.valueOf(cluster.port);
        List<String> make = new ArrayList<>(List.of("pg_createcluster", major, cluster.name, "--port", port));
        for (String option : List.of("fsync=off", "shared_buffers=16MB", "wal_keep_size=64MB")) {
            make.addAll(List.of("--pgoption", option));
        }
        make.addAll(List.of("--", "--auth-host=trust", "--no-sync"));
        run("root", make);
        return cluster;
    }

    /** The name and port of one that is yet to be made; no dashes, which systemd would not like. */
    static DebianCluster named(String major, String role) {
        String name = "liftlockit" + ProcessHandle.current().pid() + role;
        return new DebianCluster(major, name, free());
    }

    /** Below those that a machine gives to whoever asks for any, so that nobody takes it before the cluster starts. */
    private static int free() {
        for (int port = 5500; port < 6500; port++) {
            try (ServerSocket free = new ServerSocket(port)) {
                if (TAKEN.add(port)) {
                    return free.getLocalPort();
                }
            } catch (IOException taken) {
                TAKEN.add(port);
            }
        }
        throw new IllegalStateException("All ports from 5500 to 6499 are taken");
    }

    /** The same one in another major version. */
    DebianCluster in(String other) {
        return new DebianCluster(other, name, port);
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    Path data() {
        return Path.of("/var/lib/postgresql", major, name);
    }

    void ctl(String action, String... options) {
        List<String> words = new ArrayList<>(List.of("pg_ctlcluster", major, name, action));
        words.addAll(List.of(options));
        run("root", words);
    }

    /** Another one's files in place of its own. */
    void takeOver(String other, String... options) {
        run("root", List.of("rm", "-rf", "--", data().toString()));
        List<String> words = new ArrayList<>(List.of(
                INSTALLED.resolve(major).resolve("bin/pg_basebackup").toString(),
                "--dbname=" + other,
                "--pgdata=" + data(),
                "--checkpoint=fast",
                "--no-sync"));
        words.addAll(List.of(options));
        run("postgres", words);
    }

    /** What the server answers, in one database or another. */
    String ask(String sql) {
        return said(sudo("postgres", List.of("psql", "--cluster", major + "/" + name, "-XAtqc", sql, "postgres")));
    }

    boolean runs() {
        return exit(sudo("root", List.of("pg_ctlcluster", major, name, "status"))) == 0;
    }

    boolean exists() {
        return Files.exists(Path.of("/etc/postgresql", major, name));
    }

    /** Runs what a description says, as the launcher would: in order, each as its user, up to the first that fails. */
    static void run(List<Command> commands) {
        for (Command command : commands) {
            Result result = result(sudo(command.as().orElse("postgres"), command.arguments()));
            assertThat(command.success())
                    .as("%s: %s", command.arguments(), result.output())
                    .contains(result.exit());
        }
    }

    static Result result(List<String> words) {
        try {
            // The server inherits where its starter wrote to, so a pipe would not end.
            Path said = Files.createTempFile("liftlock-", ".out");
            Process process = new ProcessBuilder(words)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("%s ends", words)
                    .isTrue();
            String output = Files.readString(said);
            Files.delete(said);
            return new Result(process.exitValue(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    record Result(int exit, String output) {}

    private static int exit(List<String> words) {
        return result(words).exit();
    }

    private static void run(String user, List<String> words) {
        said(sudo(user, words));
    }

    private static String said(List<String> words) {
        Result result = result(words);
        assertThat(result.exit()).as("%s: %s", words, result.output()).isZero();
        return result.output().strip();
    }

    private static List<String> sudo(String user, List<String> words) {
        List<String> command = new ArrayList<>(List.of("sudo", "-n", "-u", user, "--"));
        command.addAll(words);
        return command;
    }

    /** It and what was made of it in other versions. */
    @Override
    public void close() {
        for (String installed : majors()) {
            DebianCluster cluster = in(installed);
            if (cluster.exists()) {
                run("root", List.of("pg_dropcluster", "--stop", installed, name));
            }
        }
    }
}
