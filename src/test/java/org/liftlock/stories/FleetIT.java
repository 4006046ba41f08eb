package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight nginx behind a ninth are raised two at a time, each drained at the load balancer before it is touched and made ready
 * afterwards. One differs from the others, one fails, and Liftlock is killed meanwhile; whoever asks through the load
 * balancer gets every page.
 */
class FleetIT {

    private static final List<String> RAISED = List.of("drain", "stop", "raise 2.0", "ready");

    @TempDir
    private Path directory;

    private NginxFleet fleet;
    private RunningLiftlock liftlock;
    private People people;

    @BeforeEach
    void start() throws IOException {
        fleet = NginxFleet.started(directory.resolve("fleet"), "1.0");
        fleet.sets("web5", "0.9");
        liftlock = RunningLiftlock.withSample(directory);
        people = new People(liftlock);
        people.erik.describes("web-edge", fleet.description());
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (liftlock != null) {
            liftlock.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void allEightAreRaisedUnnoticedThoughOneDiffersOneFailsAndLiftlockIsKilled() throws Exception {
        // web6 answers for its health in its own way, beside which the new configuration cannot be loaded.
        Path own = Files.writeString(fleet.of("web6", "local.d/health.conf"), "location = /health { return 204; }");
        try (Visitor visitor = new Visitor(fleet.address())) {
            Upgrade upgrade = people.agreeOn(
                    request(), Map.of("rehearsalException", "There is one fleet; its first node goes ahead alone"));
            theOneThatDiffersIsShown(upgrade);

            killLiftlockWhileOneIsDrained();
            Upgrade.Task rest = leaveOutTheOneThatFails(upgrade);
            allAreRaisedBut("web6");

            Files.delete(own);
            raiseTheRest(upgrade, rest);
            runs("web6", "2.0");
            assertThat(fleet.whatWasDoneTo("web6"))
                    .containsExactly("drain", "stop", "raise 2.0", "ready", "drain", "stop", "raise 2.0", "ready");

            assertThat(fleet.drained()).isEmpty();
            assertThat(visitor.failures()).isEmpty();
            assertThat(visitor.pages()).contains("web5 0.9", "web6 1.0", "web1 2.0", "web5 2.0", "web6 2.0");
            noRequestWasSentToWhatWasBeingRaised();
            twoAtMostWereDrained();
        }
    }

    private static String request() {
        LocalDateTime opens = LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES);
        return """
                upgrade: web-edge
                to: "2.0"
                reason: {category: security-fix, text: "Requests can be smuggled", advisories: [CVE-2026-12345]}
                window: {from: %s, to: %s}
                """.formatted(opens, opens.plusHours(6));
    }

    private static void theOneThatDiffersIsShown(Upgrade upgrade) {
        assertThat(upgrade.each("findings")
                        .map(finding -> finding.path("sentence").asText()))
                .anyMatch(sentence -> sentence.startsWith("The version of page is not the same on all targets of")
                        && sentence.endsWith("; 0.9 on localhost/web5"));
    }

    private void killLiftlockWhileOneIsDrained() {
        await("the second wave begins")
                .atMost(Duration.ofMinutes(2))
                .until(() -> fleet.drained().contains("web2"));
        liftlock.killHard();
        assertThat(fleet.drained()).contains("web2");
        liftlock.start();
    }

    private Upgrade.Task leaveOutTheOneThatFails(Upgrade upgrade) {
        Upgrade.Task failure = upgrade.awaitTask("decide-on-failure");
        assertThat(fleet.drained()).as("while it is undecided").contains("web6");
        people.mia.answers(
                failure.id(), Map.of("answer", "leave-out", "reach", "this", "remark", "Erik looks at it tomorrow"));
        return upgrade.awaitTask("decide-on-targets-left-behind");
    }

    private void allAreRaisedBut(String leftOut) throws IOException {
        for (String node : NginxFleet.nodes()) {
            runs(node, node.equals(leftOut) ? "1.0" : "2.0");
            assertThat(fleet.whatWasDoneTo(node)).as(node).isEqualTo(RAISED);
        }
        assertThat(fleet.drained()).isEmpty();
    }

    private void raiseTheRest(Upgrade upgrade, Upgrade.Task rest) {
        people.mia.answers(rest.id(), Map.of("answer", "go-on", "remark", "Its own address is gone"));
        upgrade.answer(people.erik, "plan-upgrade", Map.of("answer", "check"));
        // It is the plan that Ana has approved, in the window that is still open: somebody else looks at it.
        upgrade.answer(people.carl, "approve-upgrade", Map.of("answer", "approved"));
        upgrade.awaitTask("sign-off");
    }

    private void runs(String node, String version) throws IOException {
        assertThat(fleet.page(node)).isEqualTo(node + " " + version);
        assertThat(fleet.program(node)).isEqualTo(fleet.release(version).resolve("sbin/nginx"));
    }

    /** Each one answered the first time, so that it was in service. */
    private void noRequestWasSentToWhatWasBeingRaised() {
        List<NginxFleet.Served> served = fleet.served();
        assertThat(served).hasSizeGreaterThan(500);
        assertThat(served).extracting(NginxFleet.Served::status).containsOnly(200);
        assertThat(served).extracting(NginxFleet.Served::by).containsOnlyElementsOf(NginxFleet.nodes());
        Map<String, Double> stopped = new HashMap<>();
        for (NginxFleet.Event event : fleet.events()) {
            if (event.what().equals("stop")) {
                stopped.put(event.node(), event.at());
            } else if (event.what().equals("ready")) {
                double from = stopped.remove(event.node());
                assertThat(served)
                        .as("requests while %s was being raised", event.node())
                        .noneMatch(request ->
                                request.by().equals(event.node()) && request.at() > from && request.at() < event.at());
            }
        }
    }

    /** And at times two, who waited for each other at the load balancer. */
    private void twoAtMostWereDrained() {
        Set<String> drained = new HashSet<>();
        int most = 0;
        for (NginxFleet.Event event : fleet.events()) {
            if (event.what().equals("drain")) {
                drained.add(event.node());
            } else if (event.what().equals("ready")) {
                drained.remove(event.node());
            }
            most = Math.max(most, drained.size());
        }
        assertThat(most).isEqualTo(2);
    }
}
