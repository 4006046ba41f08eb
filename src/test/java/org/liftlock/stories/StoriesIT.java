package org.liftlock.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.channel.TestSshd;

/**
 * A real order service is raised, and put back, by the people of the sample. Its production is reached over SSH, where
 * there is an sshd to reach it by; its staging is not. One Liftlock and one order service serve all
 * stories: the version that loses orders comes first, because it ends where the next one begins.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoriesIT {

    /** Every step the machine takes on production, in order, from the window on. */
    private static final List<String> RAISED = List.of(
            "announce-upgrade",
            "fetch-artefacts",
            "take-baseline",
            "open-brackets",
            "quiesce-system",
            "back-up",
            "verify-backup",
            "apply-upgrade",
            "run-acceptance-checks",
            "resume-system",
            "close-brackets");

    @TempDir
    private static Path directory;

    private static RunningLiftlock liftlock;
    private static People people;
    private static TestSshd sshd;

    @BeforeAll
    static void start() {
        if (TestSshd.isInstalled()) {
            sshd = TestSshd.start();
            liftlock = RunningLiftlock.withSample(directory, Map.of("LIFTLOCK_SECRET_SSH_KEY", sshd.privateKey()));
        } else {
            System.out.println("Stories without SSH: sshd is not installed (Debian: openssh-server)");
            liftlock = RunningLiftlock.withSample(directory);
        }
        people = new People(liftlock);
        if (sshd != null) {
            people.erik.describes("order-service", productionOverSsh(liftlock.story("order-service")));
        }
    }

    private static String productionOverSsh(String description) {
        String local = "    targets: {localhost/order-production: {}}\n";
        assertThat(description).contains(local);
        return description.replace(local, """
                    access: {address: 127.0.0.1, port: %d, user: %s, key: secret:ssh-key, host_key: "%s", home: "%s"}
                    targets: {orders.example.com/order-production: {}}
                """.formatted(
                        sshd.port(), System.getProperty("user.name"), sshd.hostKey(), directory.resolve("launcher")));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        liftlock.close();
        if (sshd != null) {
            sshd.close();
        }
    }

    @Test
    @Order(1)
    void aVersionThatLosesOrdersIsCaughtAndEveryRowIsBackAsBefore() {
        OrderDesk desk = liftlock.production();
        OrderDesk.Books before = desk.books();

        Upgrade upgrade = people.agreeOn(liftlock.story("raise-to-2.1"));
        Upgrade.Task decision = upgrade.awaitTask("decide-on-failure");

        assertThat(decision.assignee()).contains("mia");
        assertThat(upgrade.step("run-acceptance-checks").summary()).contains("core check place-order");
        assertThat(desk.version()).isEqualTo("2.1");
        assertThat(desk.open()).as("customers may order while it is undecided").isFalse();

        people.mia.answers(
                decision.id(), Map.of("answer", "go-back", "reach", "this", "remark", "Orders must not get lost"));
        upgrade.answer(people.mia, "close-upgrade", Map.of("closed", true));
        upgrade.awaitClosed();

        assertThat(upgrade.outcome()).isEqualTo("BACK_AS_BEFORE");
        assertThat(desk.version()).isEqualTo("1.0");
        assertThat(desk.open()).isTrue();
        assertThat(desk.books()).isEqualTo(before);
        assertThat(upgrade.step("verify-rollback").outcome()).contains("SUCCEEDED");
    }

    @Test
    @Order(2)
    void theOrderServiceIsRaisedByFourTasksOfPeople() {
        OrderDesk desk = liftlock.production();
        assertThat(desk.version()).isEqualTo("1.0");
        assertThat(desk.books().report().path("orders").asInt()).isEqualTo(412);

        Upgrade upgrade = people.agreeOn(liftlock.story("raise-to-2.0"));
        Upgrade.Task trial = upgrade.awaitTask("sign-off");

        assertThat(desk.version()).isEqualTo("2.0");
        assertThat(desk.open()).isTrue();
        assertThat(desk.books().report().path("orders").asInt()).isEqualTo(412);
        assertThat(upgrade.steps().stream()
                        .map(Upgrade.Step::element)
                        .dropWhile(step -> !step.equals("announce-upgrade")))
                .containsExactlyElementsOf(RAISED);
        assertThat(upgrade.steps()).allMatch(step -> step.outcome().equals(Optional.of("SUCCEEDED")));
        assertThat(upgrade.step("verify-backup").summary())
                .startsWith("orders restored and compared, equal: ORDERS 412 rows")
                .contains("configuration restored and compared, equal");

        people.uma.answers(trial.id(), Map.of("answer", "works"));
        new SampleClock(liftlock).letDaysPassUntilClosed(upgrade);

        assertThat(upgrade.outcome()).isEqualTo("RAISED");
        if (sshd != null) {
            assertThat(directory.resolve("launcher/order-production/runs"))
                    .as("what ran over SSH")
                    .isNotEmptyDirectory();
            assertThat(liftlock.data().resolve("launcher/order-production")).doesNotExist();
        }
        assertThat(upgrade.controlLevel()).isEqualTo("NORMAL");
        assertThat(upgrade.step("finish-change").outcome()).contains("SUCCEEDED");
        // The request is the first of the four; it came over the API.
        assertThat(people.tasksEverAsked(upgrade)).containsExactly("plan-upgrade", "approve-upgrade", "sign-off");
        theRecordIsAChain(upgrade);
        await("mails are sent")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(upgrade.mails())
                        .contains(
                                new Upgrade.Mail("ANNOUNCE_UPGRADE", "uma@example.com", true),
                                new Upgrade.Mail("TELL_USERS", "uma@example.com", true)));
        assertThat(liftlock.mails(upgrade)).hasSameSizeAs(upgrade.mails());
    }

    @Test
    @Order(3)
    void anEmergencyNeedsTwoTasksAndOwesAReviewByAnotherPerson() {
        Upgrade upgrade = people.request("""
                upgrade: order-service
                environment: staging
                to: "2.0"
                reason: {category: security-fix, text: "Orders of others can be read", advisories: [CVE-2026-12345]}
                emergency: Strangers read orders
                method: replace
                window: next
                """);
        upgrade.answer(people.mia, "approve-upgrade", Map.of("answer", "approved"));
        upgrade.answer(people.uma, "sign-off", Map.of("answer", "works"));
        Upgrade.Task review = new SampleClock(liftlock).letDaysPassUntilAsked(upgrade, "review-shortcuts");

        assertThat(upgrade.controlLevel()).isEqualTo("EMERGENCY");
        assertThat(upgrade.stage()).isEqualTo("CLOSING");
        assertThat(upgrade.each("debts").map(debt -> debt.path("rule").asText()))
                .contains("R05", "R18", "R28");
        Map<String, Object> reviewed =
                Map.of("review", "The hole is closed; we assess the impact afterwards", "reviewed", true);
        assertThat(people.erik.triesToRead("engine-rest/task/" + review.id()))
                .as("whoever took the shortcuts is not even shown the review")
                .isGreaterThanOrEqualTo(400);
        assertThat(upgrade.stage()).isEqualTo("CLOSING");

        people.paula.answers(review.id(), reviewed);
        upgrade.awaitClosed();

        assertThat(upgrade.outcome()).isEqualTo("RAISED");
        assertThat(people.tasksEverAsked(upgrade)).containsExactly("approve-upgrade", "sign-off", "review-shortcuts");
        assertThat(upgrade.each("debts").map(debt -> debt.path("reviewedBy").asText()))
                .containsOnly("paula");
    }

    /** Each entry has a hash of its own, and nothing is missing in between. */
    private static void theRecordIsAChain(Upgrade upgrade) {
        assertThat(upgrade.record())
                .hasSizeGreaterThan(20)
                .isSortedAccordingTo((one, other) ->
                        Long.compare(one.path("seq").asLong(), other.path("seq").asLong()))
                .extracting(line -> line.path("entry_hash").asText())
                .allMatch(hash -> hash.matches("[0-9a-f]{64}"))
                .doesNotHaveDuplicates();
    }
}
