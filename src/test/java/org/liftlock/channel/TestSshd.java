package org.liftlock.channel;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.security.SecretRef;
import org.liftlock.security.SecretStore;

/** A real sshd on a free port, as the user of the tests, with keys and configuration of its own. */
public final class TestSshd implements AutoCloseable {

    public static final String HOST = "orders-1.example.com";

    private static TestSshd shared;

    private final Path folder;
    private final int port;
    private Process sshd;

    private TestSshd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** One for all tests of this process that do it no harm; skips the test where there is no sshd. */
    public static synchronized TestSshd shared() {
        if (shared == null) {
            // The one that both sides would choose costs a second of work in Java; others, and the stories, log in with
            // it.
            shared = start("KexAlgorithms curve25519-sha256");
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    public static TestSshd start() {
        return start("");
    }

    /** @param more lines of its configuration */
    static TestSshd start(String more) {
        assumeThat(isInstalled())
                .as("sshd is installed here (Debian: openssh-server)")
                .isTrue();
        try {
            TestSshd server = new TestSshd(Files.createTempDirectory("sshd"), freePort());
            server.generate("host");
            server.generate("user");
            Files.copy(server.folder.resolve("user.pub"), server.folder.resolve("authorized_keys"));
            server.run(more);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static boolean isInstalled() {
        return program("sshd").isPresent() && program("ssh-keygen").isPresent();
    }

    /** Skips the test where the user of the tests cannot become another one, there or here. */
    public static void assumeSudo() {
        boolean may = System.getProperty("user.name").equals("root")
                && program("sudo").isPresent();
        assumeThat(may).as("sudo needs no password here").isTrue();
    }

    /** sshd lies where not every user's path leads. */
    static Optional<Path> program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void run(String more) throws IOException {
        Files.writeString(folder.resolve("config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                MaxStartups 1000
                AllowTcpForwarding yes
                AllowAgentForwarding no
                PrintMotd no
                # A shell that takes itself for an inner one does not read what the user of the tests has set up for it.
                SetEnv SHLVL=1
                %s
                """.formatted(
                        port, folder.resolve("host"), folder.resolve("authorized_keys"), more));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        sshd = new ProcessBuilder(
                        program("sshd").orElseThrow().toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int attempt = 0; !answers(); attempt++) {
            if (attempt > 200 || !sshd.isAlive()) {
                throw new IllegalStateException("sshd did not start: " + Files.readString(folder.resolve("log")));
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            try {
                sshd.waitFor(25, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    /** A new pair of keys beside the others; the public one is in the file NAME.pub. */
    Path generate(String name) {
        return generate(name, "");
    }

    Path generate(String name, String passphrase) {
        try {
            Path file = folder.resolve(name);
            Files.deleteIfExists(file);
            int exit = new ProcessBuilder(
                            "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", file.toString())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("ssh-keygen ended with " + exit);
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Path folder() {
        return folder;
    }

    public int port() {
        return port;
    }

    public String privateKey() {
        return read("user");
    }

    public String hostKey() {
        return read("host.pub").strip();
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where the key to it lies: {@code secret:ssh-key}. */
    public SecretStore secrets(Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(more);
        all.put("LIFTLOCK_SECRET_SSH_KEY", privateKey());
        return new SecretStore(Optional.empty(), all);
    }

    SshAccess access(Path home) {
        return access(home, port);
    }

    /** By way of another port, behind which something may stand between. */
    SshAccess access(Path home, int otherPort) {
        return access(HOST, home, otherPort);
    }

    /** As one of many machines. */
    public SshAccess access(String host, Path home) {
        return access(host, home, port);
    }

    private SshAccess access(String host, Path home, int otherPort) {
        return new SshAccess(
                host,
                "127.0.0.1",
                otherPort,
                System.getProperty("user.name"),
                Optional.of(new SecretRef("ssh-key")),
                Optional.empty(),
                Optional.empty(),
                List.of(hostKey()),
                Optional.empty(),
                Optional.empty(),
                home.toString(),
                SshAccess.USUAL_JAVA);
    }

    public Channel channel(Path home) {
        return channel(home, port);
    }

    public Channel channel(Path home, int otherPort) {
        SshAccess access = access(home, otherPort);
        return new SshChannel(access, connections().to(access));
    }

    private SshConnections connections;

    private synchronized SshConnections connections() {
        if (connections == null) {
            connections = new SshConnections(secrets(Map.of()), 500, Duration.ofMinutes(5));
        }
        return connections;
    }

    @Override
    public synchronized void close() {
        if (connections != null) {
            connections.close();
        }
        List<ProcessHandle> all = new ArrayList<>(sshd.descendants().toList());
        sshd.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            // In the folder for temporary files.
        }
    }

    /** What it wrote, for a test that fails. */
    String log() throws IOException {
        return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
    }
}
