package org.liftlock.stories;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Eight nginx and a ninth that spreads requests over them, each a process with its own configuration; releases lie beside
 * them, each with its own nginx. It is read as its administrator would: by what its scripts and the load balancer log.
 */
final class NginxFleet implements AutoCloseable {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String BALANCER = "lb";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final Map<String, Integer> ports = new TreeMap<>();

    private NginxFleet(Path folder) {
        this.folder = folder;
        List<String> names = new ArrayList<>(nodes());
        names.add(BALANCER);
        ports.putAll(freePorts(names));
    }

    /** What a script did to a node, such as "drain" or "raise 2.0". */
    record Event(double at, String node, String what) {}

    /** A request as the load balancer logged it. */
    record Served(double at, String by, int status) {}

    /** All on one version; the test is skipped, and says why, where nginx is not installed. */
    static NginxFleet started(Path folder, String version) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(NGINX), "nginx is not installed at " + NGINX + " (apt-get install nginx-light)");
        NginxFleet fleet = new NginxFleet(Files.createDirectories(folder).toRealPath());
        fleet.installs("lb-admin");
        fleet.installs("web-admin");
        for (String release : List.of("0.9", "1.0", "2.0")) {
            fleet.releases(release);
        }
        for (String node : nodes()) {
            fleet.sets(node, version);
        }
        fleet.balances();
        return fleet;
    }

    static List<String> nodes() {
        return IntStream.rangeClosed(1, 8).mapToObj(number -> "web" + number).toList();
    }

    /** As Erik describes it to Liftlock. */
    String description() {
        String described = nodes().stream()
                .map(node -> "      localhost/%s: {vars: {port: \"%d\"}}\n".formatted(node, ports.get(node)))
                .collect(Collectors.joining());
        return resource("web-edge.yaml").replace("@fleet@", folder.toString()).replace("@ports@\n", described);
    }

    String address() {
        return "http://127.0.0.1:" + ports.get(BALANCER) + "/";
    }

    /** What a node shows to those who ask it directly. */
    String page(String node) {
        URI address = URI.create("http://127.0.0.1:" + ports.get(node) + "/");
        return Http.send(client, HttpRequest.newBuilder(address).build()).body();
    }

    /** The nginx that runs as this node. */
    Path program(String node) throws IOException {
        return Path.of("/proc", Files.readString(of(node, "nginx.pid")).strip(), "exe")
                .toRealPath();
    }

    Path release(String version) {
        return folder.resolve("releases").resolve(version);
    }

    /** A file of a node, or of "lb". */
    Path of(String node, String file) {
        return folder.resolve(node).resolve(file);
    }

    /** Everything the scripts ever did, in order. */
    List<Event> events() {
        return lines(folder.resolve("effects.log")).stream()
                .map(line -> line.split(" ", 3))
                .map(words -> new Event(Double.parseDouble(words[0]), words[1], words[2]))
                .toList();
    }

    List<String> whatWasDoneTo(String node) {
        return events().stream()
                .filter(event -> event.node().equals(node))
                .map(Event::what)
                .toList();
    }

    /** One with two addresses was refused by the first. */
    List<Served> served() {
        Map<String, String> names = ports.entrySet().stream()
                .collect(Collectors.toMap(entry -> "127.0.0.1:" + entry.getValue(), Map.Entry::getKey));
        return lines(of(BALANCER, "access.log")).stream()
                .map(line -> line.split("\t"))
                .map(words -> new Served(
                        Double.parseDouble(words[0]),
                        names.getOrDefault(words[1], words[1]),
                        Integer.parseInt(words[2])))
                .toList();
    }

    /** Nodes that get no requests, as the load balancer is configured. */
    List<String> drained() {
        return lines(of(BALANCER, "servers.conf")).stream()
                .filter(line -> line.contains(" down;"))
                .map(line -> line.substring(line.indexOf('#') + 2))
                .toList();
    }

    /** By hand, past Liftlock. */
    void sets(String node, String version) throws IOException {
        if (Files.notExists(of(node, "port"))) {
            Files.createDirectories(of(node, "tmp"));
            Files.createDirectories(of(node, "local.d"));
            Files.writeString(of(node, "port"), String.valueOf(ports.get(node)));
        }
        Files.deleteIfExists(of(node, "current"));
        Files.createSymbolicLink(of(node, "current"), release(version));
        runs("web-admin", "stop", node);
        runs("web-admin", "configure", node, version);
        runs("web-admin", "start", node);
        Files.deleteIfExists(folder.resolve("effects.log"));
    }

    @Override
    public void close() {
        List<String> names = new ArrayList<>(nodes());
        names.add(BALANCER);
        names.stream()
                .map(name -> of(name, "nginx.pid"))
                .filter(Files::exists)
                .flatMap(file -> ProcessHandle.of(Long.parseLong(read(file).strip())).stream())
                .filter(this::isOurs)
                .filter(ProcessHandle::destroy)
                .forEach(process -> process.onExit().join());
    }

    /** And not one that got its number since. */
    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .command()
                .filter(program -> program.startsWith(folder.toString()))
                .isPresent();
    }

    private void balances() throws IOException {
        Files.createDirectories(of(BALANCER, "tmp"));
        Files.createSymbolicLink(of(BALANCER, "current"), release("1.0"));
        Files.writeString(of(BALANCER, "workers-before"), "");
        Files.writeString(
                of(BALANCER, "servers.conf"),
                nodes().stream()
                        .map(node -> "server 127.0.0.1:%d max_fails=0; # %s\n".formatted(ports.get(node), node))
                        .collect(Collectors.joining()));
        Files.writeString(
                of(BALANCER, "nginx.conf"), resource("lb.conf").replace("@port@", String.valueOf(ports.get(BALANCER))));
        executes(List.of(
                of(BALANCER, "current/sbin/nginx").toString(),
                "-p",
                folder.resolve(BALANCER) + "/",
                "-c",
                "nginx.conf",
                "-e",
                "error.log"));
    }

    /** From 2.0 on, a release answers for its health at an address of its own. */
    private void releases(String version) throws IOException {
        Files.createDirectories(release(version).resolve("sbin"));
        Files.copy(NGINX, release(version).resolve("sbin/nginx"));
        String health = version.compareTo("2.0") < 0 ? "" : "location = /health { return 200 well; }";
        Files.writeString(
                release(version).resolve("nginx.conf"),
                resource("web.conf").replace("@version@", version).replace("# @health@", health));
    }

    private void installs(String script) throws IOException {
        Files.writeString(folder.resolve(script), resource(script));
        Files.setPosixFilePermissions(folder.resolve(script), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void runs(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(folder.resolve(script).toString()));
        command.addAll(List.of(arguments));
        executes(command);
    }

    private static void executes(List<String> command) throws IOException {
        Path log = Files.createTempFile("nginx-fleet", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        } finally {
            Files.delete(log);
        }
    }

    private static Map<String, Integer> freePorts(List<String> names) {
        Map<String, Integer> free = new TreeMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : names) {
                held.add(new ServerSocket(0));
                free.put(name, held.get(held.size() - 1).getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        return free;
    }

    private static List<String> lines(Path file) {
        return Files.exists(file) ? read(file).lines().toList() : List.of();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String resource(String name) {
        try (InputStream found = NginxFleet.class.getResourceAsStream("fleet/" + name)) {
            return new String(found.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
