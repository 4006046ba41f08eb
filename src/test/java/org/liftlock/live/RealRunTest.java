package org.liftlock.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.liftlock.live.WatchedUpgrade.KEY;
import static org.liftlock.live.WatchedUpgrade.RUN;
import static org.liftlock.live.WatchedUpgrade.STEP;
import static org.liftlock.live.WatchedUpgrade.TARGET;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.MovableClock;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;
import org.liftlock.channel.AccessBook;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.lifecycle.StepDurations;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Real commands on this machine, followed from their target to the kept evidence. */
class RealRunTest {

    private static final String PASSWORD = "corr3ct-horse";
    private static final RunKey RUN_KEY = new RunKey(RUN);

    @TempDir
    Path place;

    private final MovableClock clock = new MovableClock();
    private AnnotationConfigApplicationContext context;
    private Launcher launcher;
    private WatchedUpgrade upgrade;
    private LiveView live;

    @BeforeEach
    void aStepRuns() {
        Rooms rooms = Rooms.on(TestDatabases.H2.migrated());
        upgrade = new WatchedUpgrade(rooms.jdbc);
        upgrade.runs(STEP, clock.instant(), TARGET);
        context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of("liftlock.launcher.home", place.resolve("home").toString())));
        context.registerBean(
                SecretStore.class,
                () -> new SecretStore(Optional.empty(), Map.of("LIFTLOCK_SECRET_ORDERS_DB", PASSWORD)));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(AccessBook.class, () -> target -> Optional.empty());
        context.scan("org.liftlock.launcher", "org.liftlock.channel");
        context.refresh();
        Launchers launchers = context.getBean(Launchers.class);
        launcher = launchers.of(TargetId.parse(TARGET));
        live = new LiveView(
                new WatchedSteps(rooms.jdbc),
                launchers,
                rooms.get(StepDurations.class),
                clock,
                5,
                Duration.ofMillis(100));
        live.start();
    }

    @AfterEach
    void nothingIsLeft() {
        live.stop();
        launcher.stop(RUN_KEY, Long.MAX_VALUE);
        context.close();
    }

    @Test
    void aRunIsFollowedWhileItPrintsAndItsSecretsAreMaskedThoughTheyArriveInTwoParts() throws Exception {
        String encoded = Base64.getEncoder().encodeToString(("u:" + PASSWORD).getBytes(UTF_8));
        runs("printf 'login corr3ct'; until [ -e \"$1\" ]; do sleep 0.1; done; printf -- '-horse failed\\n'; echo "
                + encoded
                + "; echo 'liftlock-progress: 1 of 2 tables'; until [ -e \"$2\" ]; do sleep 0.1; done; echo done");
        Reader reader = follow(0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> reader.text.toString().equals("login "));

        Files.createFile(place.resolve("gate-1"));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> reader.text.toString().contains("tables"));
        assertThat(reader.text)
                .startsWith("login ***** failed\n")
                .doesNotContain("horse")
                .doesNotContain(encoded);
        await().until(() -> reader.lastState().flatMap(StepState::progress).isPresent());
        String read = reader.text.toString();
        long position = reader.position;
        reader.gone = true;

        Files.createFile(place.resolve("gate-2"));
        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.log(RUN_KEY).endsWith("done\n"));
        Reader again = follow(position);
        await().until(() -> again.text.toString().equals("done\n"));
        String evidence = launcher.log(RUN_KEY);
        upgrade.ends(STEP, "SUCCEEDED", evidence, clock.instant());

        await().until(() -> again.ended);
        assertThat(read + again.text).isEqualTo(evidence);
        assertThat(position + again.text.length()).isEqualTo(evidence.getBytes(UTF_8).length);
    }

    @Test
    void positionsAreTheSameOnEveryNodeAlsoWhereTheMiddleWasLeftOut() throws Exception {
        runs("yes 0123456789abcde | head -c 12000000; until [ -e \"$1\" ]; do sleep 0.1; done; echo last");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> live.log(step(), TARGET).length() >= 12_000_000);
        StepLog running = live.log(step(), TARGET);
        assertThat(running.part(6_000_000, Long.MAX_VALUE - 1).first()).isGreaterThan(8_000_000);
        Files.createFile(place.resolve("gate-1"));
        await().atMost(Duration.ofSeconds(20)).until(() -> launcher.log(RUN_KEY).endsWith("last\n"));

        upgrade.ends(STEP, "SUCCEEDED", launcher.log(RUN_KEY), clock.instant());
        StepLog ended = live.log(step(), TARGET);

        assertThat(ended.length()).isEqualTo(12_000_005);
        assertThat(new String(ended.part(12_000_000, 12_000_099).bytes(), UTF_8))
                .isEqualTo("last\n");
        assertThat(new String(ended.part(11_999_984, 11_999_999).bytes(), UTF_8))
                .isEqualTo("0123456789abcde\n");
        assertThat(new String(ended.whole().bytes(), UTF_8)).containsOnlyOnce("bytes left out]");
    }

    private void runs(String script) {
        launcher.launch(new RunOrder(
                RUN_KEY,
                1,
                List.of(Command.of(List.of(
                        "sh",
                        "-c",
                        script,
                        "orders",
                        place.resolve("gate-1").toString(),
                        place.resolve("gate-2").toString())))));
    }

    private WatchedStep step() {
        return live.step(KEY, STEP).orElseThrow();
    }

    private Reader follow(long from) {
        Reader reader = new Reader();
        live.follow(step(), TARGET, from, reader);
        return reader;
    }
}
