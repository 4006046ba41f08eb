package org.liftlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LiftlockCommandTest {

    private static final String SYSTEM = """
            system: order-service
            name: Order service
            kind: command
            owner: erik
            stores: {orders: {backup: {with: h2, file: /srv/orders/data/orders.mv.db}}}
            config: [/srv/orders/conf]
            environments:
              staging: {stands_for: production, targets: {localhost/staging: {}}}
              production: {targets: {localhost/production: {}}}
            operations: {stop: {run: [orders, stop], as: orders}, start: {run: [orders, start], as: orders}}
            methods:
              replace:
                reversible: until-first-write
                loses: new orders
                apply: {run: [orders, raise, "${to.version}"], as: root}
                rollback: [restore, {run: [orders, back, "${from.version}"], as: root}]
                finish: {run: [orders, tidy]}
            checks: [{id: health, core: true, http: "http://localhost:8080/health"}]
            people: {decider: mia, deputy: carl, sign_off: [uma]}
            """;

    private static final String REQUEST = """
            upgrade: order-service
            from: "1.0"
            to: "2.0"
            reason: {category: feature, text: "customers get a record of their own"}
            window: {from: 2026-12-06T02:00, to: 2026-12-06T06:00}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path system;
    private Path request;

    @BeforeEach
    void filesAreWritten() throws IOException {
        system = Files.writeString(folder.resolve("orders.yaml"), SYSTEM);
        request = Files.writeString(folder.resolve("raise.yaml"), REQUEST);
    }

    private int run(Object... arguments) {
        CommandLine line = LiftlockCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>();
        List.of(arguments).forEach(argument -> words.add(argument.toString()));
        return line.execute(words.toArray(String[]::new));
    }

    @Test
    void aPlanTellsHowTargetsOnOtherMachinesAreReached() throws IOException {
        Files.writeString(
                system,
                SYSTEM.replace("localhost/production", "\"orders[1-2].example.com\"")
                        + "access: {user: liftlock, key: secret:ssh-key, via: bastion.example.com}\n");

        assertThat(run("plan", system, request)).isZero();

        assertThat(out.toString())
                .contains("reach   orders1.example.com, orders2.example.com over SSH as liftlock, through"
                        + " bastion.example.com")
                .contains("stop — as orders on orders2.example.com: orders stop");
    }

    @Test
    void aPlanShowsTheTimeBarEveryCommandAndTheWayBack() {
        assertThat(run("plan", system, request)).isZero();

        assertThat(out.toString())
                .contains("Raise Order service (order-service, production) from 1.0 to 2.0")
                .contains("last moment to decide: 03:20; at the latest 2026-12-06 05:15")
                .contains("stop — as orders on localhost: orders stop")
                .contains("back up — store orders with h2")
                .contains("apply — as root on localhost: orders raise 2.0")
                .contains("check — health (core), http http://localhost:8080/health")
                .contains("restore — store orders with h2")
                .contains("roll back — as root on localhost: orders back 1.0")
                .contains("finish after sign-off — as the connecting user on localhost: orders tidy")
                .contains("after it is lost: new orders");
    }

    @Test
    void thePartsOfAPlanStandInTheOrderInWhichTheyRun() {
        run("plan", system, request);

        String forward = out.toString().substring(0, out.toString().indexOf("The way back"));
        assertThat(forward).containsSubsequence("stop —", "back up —", "apply —", "check —", "start —", "finish");
        assertThat(out.toString().substring(forward.length()))
                .containsSubsequence("stop —", "restore —", "roll back —", "check —", "start —");
    }

    @Test
    void whatIsFetchedStandsBeforeTheWindowForAllTargetsAndIsComparedInside() throws IOException {
        Files.writeString(
                system,
                SYSTEM.replace("localhost/production: {}", "\"orders[1-2].example.com\": {}")
                        + """
                vars: {downloads: /srv/downloads}
                artifacts: {jar: {url: "https://repo.example.com/orders.jar", sha256: {"2.0": %s}}}
                """.formatted("a".repeat(64)));

        assertThat(run("plan", system, request)).isZero();

        assertThat(out.toString())
                .containsSubsequence(
                        "fetched before the window",
                        "fetch — as the connecting user on orders1.example.com: curl",
                        "fetch — as the connecting user on orders2.example.com: curl",
                        "What would run, in this order",
                        "compare — /srv/downloads/orders.jar with its pinned digest",
                        "stop —");
    }

    @Test
    void aWindowThatIsTooShortIsAProblem() throws IOException {
        Files.writeString(request, REQUEST.replace("T06:00", "T03:00"));

        assertThat(run("plan", system, request)).isEqualTo(1);
        assertThat(out.toString()).contains("R24: the window is open for 1h");
    }

    @Test
    void whatIsWrongIsToldWithItsPlaceAndNothingIsPlanned() throws IOException {
        Files.writeString(request, REQUEST.replace("\"2.0\"", "2.0"));

        assertThat(run("plan", system, request)).isEqualTo(1);
        assertThat(err.toString()).contains("raise.yaml, line 3, to").contains("in quotes");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsUnreadable() {
        assertThat(run("plan", folder.resolve("none.yaml"))).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml: there is no such file");
    }

    @Test
    void aPlanNeedsARequest() {
        assertThat(run("plan", system)).isEqualTo(1);
        assertThat(out.toString()).contains("There is no request in these files");
    }

    @Test
    void measuredDurationsComeFromAServer() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/systems/order-service/durations", exchange -> {
            byte[] answer = "{\"apply\": \"PT3M\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://localhost:" + server.getAddress().getPort() + "/";
            assertThat(run("plan", "--server", address, system, request)).isZero();
        } finally {
            server.stop(0);
        }
        assertThat(out.toString()).containsPattern("apply +02:35 +3m .*measured");
    }

    @Test
    void aServerThatDoesNotAnswerLeavesThePlanStanding() {
        assertThat(run("plan", "--server", "http://localhost:1", system, request))
                .isZero();
        assertThat(out.toString()).contains("No measured durations from http://localhost:1");
    }

    @Test
    void everyMergedValueIsShownWithItsFile() {
        assertThat(run("show", "order-service", system, "--merged")).isZero();
        assertThat(out.toString())
                .containsPattern("request.limits.back_up +30m")
                .contains("kinds/command.yaml:4 (kind)")
                .containsPattern("stores.orders.backup.with +h2")
                .contains("orders.yaml:5 (system)");
    }

    @Test
    void aSystemThatIsNotDescribedCannotBeShown() {
        assertThat(run("show", "till", system)).isEqualTo(2);
        assertThat(err.toString()).contains("No system \"till\" is described in these files");
    }

    @Test
    void aFileIsCheckedWhole() throws IOException {
        assertThat(run("check-file", system, request)).isZero();
        Files.writeString(system, SYSTEM.replace("kind: command", "kind: comand"));
        assertThat(run("check-file", system)).isEqualTo(1);
        assertThat(out.toString()).contains("Did you mean \"command\"?");
    }

    @Test
    void anUnknownCommandIsNotTakenForTheServer() {
        assertThat(LiftlockCommand.isMeantBy("pln", "file")).isTrue();
        assertThat(run("pln")).isEqualTo(2);
        assertThat(err.toString()).contains("plan");
    }

    @Test
    void withoutAWordOrWithOptionsOfTheServerTheServerIsMeant() {
        assertThat(LiftlockCommand.isMeantBy()).isFalse();
        assertThat(LiftlockCommand.isMeantBy("--server.port=9090")).isFalse();
        assertThat(LiftlockCommand.isMeantBy("--help")).isTrue();
    }
}
