package org.liftlock.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Nodes over one PostgreSQL, a supervisor that starts a dead one again, and the orders for their faults. */
final class Cluster implements AutoCloseable {

    static final String PASSWORD = "Lift-lock-2026!";

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Map<String, String> PEOPLE = Map.of(
            "paula", "process-owners",
            "erik", "engineers",
            "ana", "approvers",
            "carl", "approvers",
            "mia", "change-managers",
            "uma", "user-representatives");

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final List<Node> nodes = new ArrayList<>();
    private final Client client = new Client(this::addresses);
    private final JdbcClient database;
    private final Proxy proxy;
    private final Thread supervisor = new Thread(this::supervise, "supervisor");
    private volatile boolean supervised = true;
    private int ledgers;

    private Cluster(Path directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
        this.proxy = new Proxy(postgres.getPort());
        this.database = JdbcClient.create(new DriverManagerDataSource(postgres.getJdbcUrl("postgres", "postgres")));
    }

    static Cluster of(int size, Path directory) {
        return of(size, directory, node -> {});
    }

    /** @param setUp what the nodes get besides */
    static Cluster of(int size, Path directory, Consumer<Node> setUp) {
        return of(size, directory, false, setUp);
    }

    static Cluster behindProxy(int size, Path directory) {
        return of(size, directory, true, node -> {});
    }

    private static Cluster of(int size, Path directory, boolean proxied, Consumer<Node> setUp) {
        try {
            Cluster cluster = new Cluster(
                    directory,
                    EmbeddedPostgres.builder()
                            .setServerConfig("max_connections", "300")
                            .start());
            Files.createDirectories(cluster.arms().resolve("fired"));
            for (int number = 1; number <= size; number++) {
                cluster.nodes.add(cluster.node(
                        "node-" + number,
                        proxied ? cluster.proxy.address() : "localhost:" + cluster.postgres.getPort() + "/postgres?"));
            }
            cluster.nodes.forEach(setUp);
            cluster.nodes.forEach(Node::start);
            cluster.supervisor.setDaemon(true);
            cluster.supervisor.start();
            cluster.awaitAllReady();
            cluster.settle();
            return cluster;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Node node(String name, String database) {
        return new Node(name, directory.resolve("nodes"))
                .with("liftlock.data", directory.resolve("data"))
                .with("liftlock.launcher.home", directory.resolve("launcher"))
                .with("liftlock.database.url", "jdbc:postgresql://" + database + "user=postgres")
                .with("liftlock.database.username", "postgres")
                .with("liftlock.faults.directory", arms())
                .with("liftlock.node.lease-seconds", Faults.leaseSeconds())
                .with("camunda.bpm.job-execution.lock-time-in-millis", Faults.leaseSeconds() * 1000)
                .with("liftlock.effect.silence-allowed", "PT10S")
                .with("liftlock.clock.adjustable", true)
                .with("liftlock.mail.directory", directory.resolve("mail"))
                .with("camunda.bpm.generic-properties.properties.enable-password-policy", false)
                .inEnvironment("LIFTLOCK_ADMIN_USER", "admin")
                .inEnvironment("LIFTLOCK_ADMIN_PASSWORD", PASSWORD);
    }

    /** Who works here, and the site's papers. */
    private void settle() {
        PEOPLE.forEach((person, group) -> {
            client.send(
                    "admin", "POST", "engine-rest/user/create", "application/json", """
                    {"profile": {"id": "%1$s", "firstName": "%1$s", "lastName": "", "email": "%1$s@example.com"},
                     "credentials": {"password": "%2$s"}}""".formatted(person, PASSWORD));
            client.send("admin", "PUT", "engine-rest/group/" + group + "/members/" + person, "application/json", "{}");
        });
        client.send("paula", "PUT", "api/site", "application/yaml", """
                site: faults
                time_zone: "UTC"
                people:
                  paula: {mail: paula@example.com}
                  erik: {mail: erik@example.com}
                  ana: {mail: ana@example.com, deputy: carl}
                  carl: {mail: carl@example.com, deputy: ana}
                  mia: {mail: mia@example.com, deputy: carl}
                  uma: {mail: uma@example.com}
                calendars:
                  any-time: {rule: "FREQ=HOURLY;INTERVAL=6", from: "00:00", to: "23:59"}
                """);
    }

    Client client() {
        return client;
    }

    JdbcClient database() {
        return database;
    }

    /** What stands between the nodes and their database. */
    Proxy proxy() {
        return proxy;
    }

    int provenBackups(String key) {
        return database.sql("select count(*) from verification where upgrade_key = ? and verdict = 'PASSED'")
                .param(key)
                .query(Integer.class)
                .single();
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<URI> addresses() {
        return nodes.stream().filter(Node::isReady).map(Node::address).toList();
    }

    /** A new target, not yet described to anybody. */
    synchronized Ledger ledger(double takes) {
        return Ledger.set(directory.resolve("yard"), "ledger-%03d".formatted(++ledgers), takes);
    }

    Path directory() {
        return directory;
    }

    // The orders for faults

    Path arms() {
        return directory.resolve("arms");
    }

    /** @param topic for which it is meant; empty for any */
    synchronized void arm(String order, String topic) {
        try {
            Path draft = Files.writeString(arms().resolve("draft"), topic);
            Files.move(draft, arms().resolve(order));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void disarm(String order) {
        try {
            Files.deleteIfExists(arms().resolve(order));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An order that was carried out. @param at seconds of {@link Uptime} */
    record Fired(String order, String node, double at) {}

    /** Waits until a node has carried it out. */
    Fired awaitFired(String order) {
        Fired[] found = new Fired[1];
        await("a node has come to " + order, () -> {
            found[0] = fired(order).orElse(null);
            return found[0] != null;
        });
        forget(found[0]);
        return found[0];
    }

    Optional<Fired> fired(String order) {
        try (Stream<Path> all = Files.list(arms().resolve("fired"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(order + ".node-"))
                    .map(name -> name.substring(order.length() + 1).split("\\.", 2))
                    .map(words -> new Fired(order, words[0], Double.parseDouble(words[1])))
                    .findFirst();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void forget(Fired fired) {
        try (Stream<Path> all = Files.list(arms().resolve("fired"))) {
            for (Path file : all.filter(file -> file.getFileName().toString().startsWith(fired.order() + ".node-"))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // Supervision

    /** Like the service manager of an operating system. */
    private void supervise() {
        while (!Thread.currentThread().isInterrupted()) {
            if (supervised) {
                nodes.stream().filter(node -> !node.isAlive()).forEach(Node::start);
            }
            pause(100);
        }
    }

    /** Whether dead nodes are started again. */
    void supervise(boolean on) {
        supervised = on;
    }

    void awaitAllReady() {
        await("every node is ready", () -> nodes.stream().allMatch(Node::isReady));
    }

    /** Worker ids of a node's lives that still hold steps nobody has delivered. */
    long heldBy(String worker) {
        return database.sql("select count(*) from step where node = ? and delivered_at is null")
                .param(worker)
                .query(Long.class)
                .single();
    }

    /** Moves the clock of the installation, as the sample does; nodes notice within a second. */
    void letADayPass() {
        database.sql("update clock_offset set offset_millis = offset_millis + ? where id = 1")
                .param(Duration.ofHours(25).toMillis())
                .update();
    }

    /** Until no step waits for the node any more that died, or stands still. @return seconds since then */
    double awaitTakeOver(Fired fired) {
        String gone = workerOf(fired.node());
        await("the steps of " + gone + " are taken over", () -> heldBy(gone) == 0);
        return Uptime.now() - fired.at();
    }

    /** The steps a node had in hand when it died, or stood still. */
    List<String> stepsOf(Fired fired) {
        return database.sql("select step_id from step where node = ? and delivered_at is null")
                .param(workerOf(fired.node()))
                .query(String.class)
                .list();
    }

    void awaitDelivered(List<String> steps) {
        for (String step : steps) {
            await(
                    "step " + step + " is carried through by another node",
                    () -> database.sql("select count(delivered_at) from step where step_id = ?")
                                    .param(step)
                                    .query(Integer.class)
                                    .single()
                            == 1);
        }
    }

    /** The id under which a node works in its present life. */
    String workerOf(String node) {
        return node + "/"
                + database.sql("select epoch from node_lease where node = ?")
                        .param(node)
                        .query(Long.class)
                        .single();
    }

    void await(String what, BooleanSupplier condition) {
        double until = Uptime.now() + PATIENCE.toSeconds();
        while (!condition.getAsBoolean()) {
            if (Uptime.now() > until) {
                throw new AssertionError("Waited in vain until " + what + "\n"
                        + nodes.stream()
                                .map(node -> node.name() + ": " + node.lastWords())
                                .reduce("", (one, other) -> one + "\n" + other));
            }
            pause(50);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        supervised = false;
        supervisor.interrupt();
        nodes.forEach(Node::goOn);
        nodes.forEach(Node::end);
        nodes.forEach(Node::awaitEnd);
        proxy.close();
        postgres.close();
    }
}
