package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.liftlock.launcher.LauncherBench.PASSWORD;
import static org.liftlock.launcher.LauncherBench.SOON;
import static org.liftlock.launcher.LauncherBench.key;
import static org.liftlock.launcher.LauncherBench.order;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liftlock.InMemory;
import org.liftlock.channel.LocalChannel;
import org.liftlock.channel.TestSshd;
import org.liftlock.security.SecretStore;

class ScriptLauncherTest {

    @TempDir(factory = InMemory.class)
    Path place;

    private LauncherBench bench;

    @AfterEach
    void endWhatIsLeft() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    static Stream<Shell> shells() {
        return Shell.installed();
    }

    /** For what depends on the way to the machine; the script itself is the same behind each. */
    static Stream<Shell> everywhere() {
        return Shell.everywhere();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void runsTheCommandsInOrderAndTellsThatAllSucceeded(Shell shell) {
        bench = new LauncherBench(shell, place);

        LaunchReply reply = bench.launcher.launch(order(
                "apply-1", 1, bench.script("echo first"), bench.script("echo second >&2"), bench.script("echo third")));

        assertThat(reply).isInstanceOf(LaunchReply.Started.class);
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.launcher.output(key("apply-1"), 0, 1000).text()).isEqualTo("first\nsecond\nthird\n");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void theFirstCommandThatFailsEndsTheRunWithItsIndexAndCode(Shell shell) {
        bench = new LauncherBench(shell, place);

        bench.launcher.launch(order("apply-1", 1, bench.script("true"), bench.script("exit 3"), bench.apply()));

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Failed(1, 3));
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anExitCodeAgreedAsSuccessIsSuccess(Shell shell) {
        bench = new LauncherBench(shell, place);
        Command command = bench.script("exit 3");
        Command agreed = new Command(
                command.arguments(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0, 3));

        bench.launcher.launch(order("apply-1", 1, agreed));

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aProgramThatDoesNotExistFailsWith127AndSaysWhichItWas(Shell shell) {
        bench = new LauncherBench(shell, place);

        bench.launcher.launch(order("apply-1", 1, Command.of("orders-migrate")));

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Failed(0, 127));
        assertThat(bench.launcher.output(key("apply-1"), 0, 1000).text()).contains("orders-migrate");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void twentyLaunchesOfOneKeyStartItOnce(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        ExecutorService nodes = Executors.newFixedThreadPool(20);

        List<Callable<LaunchReply>> launches = new ArrayList<>();
        for (int node = 0; node < 20; node++) {
            launches.add(() -> bench.launcher.launch(order("apply-1", 7, bench.apply())));
        }
        List<LaunchReply> replies = new ArrayList<>();
        for (Future<LaunchReply> reply : nodes.invokeAll(launches)) {
            replies.add(reply.get());
        }
        nodes.shutdown();

        assertThat(replies.stream().filter(LaunchReply.Started.class::isInstance))
                .hasSize(1);
        assertThat(replies.stream().filter(LaunchReply.AlreadyHere.class::isInstance))
                .hasSize(19);
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.text("applied")).isEqualTo("applied\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLaunchKilledAtAnyMomentHasEitherStartedItsRunOrNeverStartsIt(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        int notStarted = 0;
        for (int round = 0; round < 15; round++) {
            String key = "apply-" + round;
            Process worker = bench.callLikeAWorker(order(key, 2 * round + 1, bench.apply()));
            worker.waitFor(round * 10L, java.util.concurrent.TimeUnit.MILLISECONDS);
            LauncherBench.killGroup(worker);

            if (bench.state(key) instanceof RunState.NeverStarted) {
                notStarted++;
                bench.launcher.launch(order(key, 2 * round + 2, bench.apply()));
            }
            assertThat(bench.ended(key)).as(key).isEqualTo(new RunState.Succeeded());
        }
        assertThat(bench.text("applied").lines())
                .as("not started at first: " + notStarted)
                .hasSize(15);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingIsStartedWhenSudoWouldAskForAPassword(Shell shell) throws Exception {
        LauncherBench asking = new LauncherBench(shell, place).with(Map.of("PATH", asking() + ":" + shell.path()));
        bench = asking;

        LaunchReply reply = asking.launcher.launch(order("apply-1", 1, asking.apply(), as("postgres", "true")));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        LaunchReply.NotReached.class,
                        refused -> assertThat(refused.reason())
                                .contains("a password to run a command as postgres", "NOPASSWD"));
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.NeverStarted());
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingIsStartedAsAnotherUserWhereThereIsNoSudo(Shell shell) {
        bench = new LauncherBench(shell, place);

        assertThat(bench.launcher.launch(order("apply-1", 1, bench.apply(), as("postgres", "true"))))
                .isInstanceOfSatisfying(
                        LaunchReply.NotReached.class,
                        refused -> assertThat(refused.reason()).contains("has no sudo"));
        assertThat(bench.text("applied")).isEmpty();
    }

    @Test
    void aReadingAsAnotherUserSaysWhatToAllowWhenSudoAsksForAPassword() throws Exception {
        assumeThat(TestSshd.isInstalled()).as("sshd is installed here").isTrue();
        bench = new LauncherBench(
                Shell.everywhere().filter(Shell::overSsh).findFirst().orElseThrow(), place);
        Command command = as("postgres", "psql");

        Launcher.Reading reading = bench.launcher.read(new Command(
                command.arguments(),
                Optional.empty(),
                Map.of("PATH", asking().toString()),
                command.as(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0)));

        assertThat(reading.exitCode()).isEqualTo(1);
        assertThat(reading.errors()).contains("sudo on " + TestSshd.HOST, "NOPASSWD: psql");
    }

    /** A folder with a sudo that asks, as it does for a user who has no rule without a password. */
    private Path asking() throws Exception {
        Path folder = Files.createDirectories(place.resolve("asking"));
        Path sudo = Files.writeString(
                folder.resolve("sudo"), "#!/bin/sh\necho 'sudo: a password is required' >&2\nexit 1\n");
        assertThat(sudo.toFile().setExecutable(true)).isTrue();
        return folder;
    }

    private static Command as(String user, String... arguments) {
        return new Command(
                List.of(arguments),
                Optional.empty(),
                Map.of(),
                Optional.of(user),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aLowerTokenThanTheHighestSeenIsRefused(Shell shell) {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-2", 12, bench.script("true")));

        LaunchReply reply = bench.launcher.launch(order("apply-1", 11, bench.apply()));

        assertThat(reply).isEqualTo(new LaunchReply.StaleToken(12));
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.NeverStarted());
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aRunSurvivesTheDeathOfItsCallerAndOfTheCallersGroup(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        Process worker = bench.callLikeAWorker(order("apply-1", 1, bench.waitForGate(), bench.apply()));
        bench.awaitText("waiting");

        assertThat(LauncherBench.killGroup(worker)).isTrue();
        bench.write("gate", "open");

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.text("applied")).isEqualTo("applied\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aCommandAndItsChildrenAreEndedWhenItsTimeIsUp(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        Command hanging = bench.script("trap '' TERM; sleep 600 & echo $! >\"$1\"; sleep 600", "child");

        bench.launcher.launch(order("apply-1", 1, hanging.within(Duration.ofSeconds(1)), bench.apply()));

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Failed(0, 124));
        assertThat(LauncherBench.isAlive(Long.parseLong(bench.text("child").strip())))
                .isFalse();
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aStopIsConfirmedWhenChildrenThatIgnoreTermAreGoneToo(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order(
                "apply-1",
                1,
                bench.script("trap '' TERM; (setsid sleep 600 & echo $!; wait) >\"$1\" & sleep 600", "child"),
                bench.apply()));
        bench.awaitText("child");

        RunState stopped = bench.launcher.stop(key("apply-1"), 2);

        assertThat(stopped).isEqualTo(new RunState.Stopped());
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.Stopped());
        assertThat(LauncherBench.isAlive(Long.parseLong(bench.text("child").strip())))
                .isFalse();
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aCommandThatObeysTermMayCleanUpBeforeItStops(Shell shell) {
        bench = new LauncherBench(shell, place).with(Map.of("LIFTLOCK_LAUNCHER_GRACE", "60"));
        bench.launcher.launch(order(
                "back-up-1",
                1,
                bench.script(
                        "trap 'echo removed; exit 1' TERM; echo waiting >\"$1\"; " + "while :; do sleep 0.1; done",
                        "waiting")));
        bench.awaitText("waiting");

        assertThat(bench.launcher.stop(key("back-up-1"), 2)).isEqualTo(new RunState.Stopped());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                bench.launcher.output(key("back-up-1"), 0, 1000).text())
                        .contains("removed\n"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aProcessThatDetachedItselfCompletelyIsNotEndedByAStopButNamed(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(
                order("apply-1", 1, bench.script("(setsid sleep 600 & echo $! >\"$1\"); exec sleep 600", "service")));
        bench.awaitText("service");

        RunState stopped = bench.launcher.stop(key("apply-1"), 2);
        long service = Long.parseLong(bench.text("service").strip());
        boolean alive = LauncherBench.isAlive(service);
        ProcessHandle.of(service).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(stopped).isEqualTo(new RunState.Stopped());
        assertThat(alive).isTrue();
        assertThat(Files.readString(bench.run("apply-1").resolve("outcome")))
                .isEqualTo("STOPPED left running, since it had detached itself: " + service + " (sleep)\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aStopOfARunThatHasEndedTellsHowItEnded(Shell shell) {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.script("exit 5")));
        bench.ended("apply-1");

        assertThat(bench.launcher.stop(key("apply-1"), 2)).isEqualTo(new RunState.Failed(0, 5));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void afterTheStopOfAKeyThatNeverStartedItsLateLaunchIsRefused(Shell shell) {
        bench = new LauncherBench(shell, place);

        RunState stopped = bench.launcher.stop(key("apply-1"), 2);
        LaunchReply late = bench.launcher.launch(order("apply-1", 1, bench.apply()));

        assertThat(stopped).isEqualTo(new RunState.NeverStarted());
        assertThat(late).isEqualTo(new LaunchReply.StaleToken(2));
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void ofRacingLaunchesAndAStopOnlyThoseStartWhoseTokenIsNotBelowTheHighest(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        ExecutorService nodes = Executors.newFixedThreadPool(12);
        List<Future<LaunchReply>> replies = new ArrayList<>();
        for (int token = 1; token <= 12; token++) {
            RunOrder order = order("apply-" + token, token, bench.script("echo \"$0\" >>\"$1\"", "applied"));
            replies.add(nodes.submit(() -> bench.launcher.launch(order)));
        }
        RunState stopped = bench.launcher.stop(key("apply-6"), 20);
        nodes.shutdown();

        int started = 0;
        for (int token = 1; token <= 12; token++) {
            LaunchReply reply = replies.get(token - 1).get();
            String key = "apply-" + token;
            if (reply instanceof LaunchReply.StaleToken stale) {
                assertThat(stale.highest()).isGreaterThan(token);
                assertThat(bench.state(key)).isEqualTo(new RunState.NeverStarted());
            } else {
                assertThat(reply).isInstanceOf(LaunchReply.Started.class);
                started += token == 6 ? 0 : 1;
                if (token != 6) {
                    assertThat(bench.ended(key)).isEqualTo(new RunState.Succeeded());
                }
            }
        }
        assertThat(stopped).isNotInstanceOf(RunState.Running.class).isNotInstanceOf(RunState.Unknown.class);
        assertThat(bench.text("applied").lines().count()).isBetween((long) started, started + 1L);
        assertThat(Files.readString(bench.home.resolve("orders/token")).strip()).isEqualTo("20");
        assertThat(bench.launcher.launch(order("apply-13", 13, bench.apply())))
                .isEqualTo(new LaunchReply.StaleToken(20));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void twoVersionsOfTheLauncherObserveAndStopEachOthersRuns(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        String text = new String(new LauncherScript().content(), StandardCharsets.UTF_8);
        var newer = new LauncherScript(text.replace("version=1", "version=2").getBytes(StandardCharsets.UTF_8));
        ScriptLauncher upgraded = bench.launcher("orders", newer);
        bench.launcher.launch(order("apply-1", 1, bench.waitForGate(), bench.apply()));
        upgraded.launch(order("back-up-1", 2, bench.waitForGate()));

        assertThat(upgraded.observe(List.of(key("apply-1")))).containsValue(new RunState.Running(0));
        assertThat(bench.state("back-up-1")).isEqualTo(new RunState.Running(0));
        assertThat(bench.launcher.stop(key("back-up-1"), 3)).isEqualTo(new RunState.Stopped());
        assertThat(upgraded.launch(order("apply-1", 4, bench.apply())))
                .isEqualTo(new LaunchReply.AlreadyHere(new RunState.Running(0)));
        assertThat(upgraded.stop(key("apply-1"), 5)).isEqualTo(new RunState.Stopped());
        assertThat(bench.text("applied")).isEmpty();
        try (Stream<Path> versions = Files.list(bench.home.resolve("bin"))) {
            assertThat(versions).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aRunThatIsOverInAMomentIsToldWithTheReply(Shell shell) {
        bench = patient(shell);

        LaunchReply done = bench.launcher.launch(order("apply-1", 1, bench.script("echo first"), bench.apply()));
        LaunchReply failed = bench.launcher.launch(order("apply-2", 2, Command.of("true"), bench.script("exit 3")));

        assertThat(done).isEqualTo(new LaunchReply.Started(new RunState.Succeeded()));
        assertThat(failed).isEqualTo(new LaunchReply.Started(new RunState.Failed(1, 3)));
        assertThat(bench.launcher.log(key("apply-1"))).isEqualTo("first\n");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aRunThatTakesLongerIsNotWaitedFor(Shell shell) {
        bench = new LauncherBench(shell, place);

        LaunchReply reply = bench.launcher.launch(order("apply-1", 1, bench.waitForGate()));

        assertThat(reply).isEqualTo(new LaunchReply.Started());
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.Running(0));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void inputThatNobodyReadsDoesNotHoldTheReplyUp(Shell shell) {
        bench = new LauncherBench(shell, place);
        Command deaf = new Command(
                bench.waitForGate().arguments(),
                Optional.of("x".repeat(1_000_000)),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Command.USUAL_LIMIT,
                Set.of(0));

        LaunchReply reply = bench.launcher.launch(order("apply-1", 1, deaf));

        assertThat(reply).isEqualTo(new LaunchReply.Started());
    }

    /** As after a power cut: a file is there, and what was to be in it is not. */
    @ParameterizedTest
    @MethodSource("shells")
    void aLineWithoutItsEndSaysNoMoreThanNone(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.waitForGate()));
        bench.awaitText("waiting");
        Files.writeString(bench.run("apply-1").resolve("outcome"), "FAILED 0 1");
        Path other = Files.createDirectories(bench.run("apply-2"));
        Files.writeString(other.resolve("started"), "4711 1 first-boot 1");

        assertThat(bench.state("apply-1")).isEqualTo(new RunState.Running(0));
        assertThat(bench.state("apply-2")).isEqualTo(new RunState.NeverStarted());
        bench.write("gate", "open");
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        bench.launcher.launch(order("apply-2", 2, bench.apply()));
        assertThat(bench.ended("apply-2")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.text("applied")).isEqualTo("applied\n");
    }

    /** Waits for every run, however slow the machine is now. */
    private LauncherBench patient(Shell shell) {
        return new LauncherBench(shell, place).with(Map.of("LIFTLOCK_LAUNCHER_PATIENCE", "20"));
    }

    @Test
    void aDamagedCopyOfTheScriptIsReplaced() throws Exception {
        bench = new LauncherBench(Shell.installed().findFirst().orElseThrow(), place);
        Path script = bench.putScript();
        Files.writeString(script, "");

        assertThat(bench.launcher.launch(order("apply-1", 1, bench.apply()))).isInstanceOf(LaunchReply.Started.class);
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aVariableMayHaveAnyNameAndEvenHideTheLaunchersOwnTools(Shell shell) {
        bench = new LauncherBench(shell, place);
        Map<String, String> variables = Map.of(
                "as", "1", "names", "2", "pair", "3", "directory", "4", "run", "5", "decoded", "6", "PATH", "/nowhere");
        Command command = new Command(
                List.of(shell.program(), "-c", "echo \"$as$names$pair$directory$run$decoded $PATH\""),
                Optional.empty(),
                variables,
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0));

        bench.launcher.launch(order("apply-1", 1, command));

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.launcher.output(key("apply-1"), 0, 1000).text()).isEqualTo("123456 /nowhere\n");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aStopWithALowerTokenStopsNothing(Shell shell) {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 5, bench.waitForGate()));

        assertThat(bench.launcher.stop(key("apply-1"), 4)).isInstanceOf(RunState.Unknown.class);
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.Running(0));

        bench.launcher.stop(key("apply-1"), 6);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aCommandWhoseRunnerWasKilledCountsAsRunningAndThenAsUnknown(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.script("true"), bench.waitForGate(), bench.apply()));
        bench.awaitText("waiting");

        bench.killRunner("apply-1");

        assertThat(bench.state("apply-1")).isEqualTo(new RunState.Running(1));
        bench.write("gate", "open");
        assertThat(bench.ended("apply-1")).isInstanceOfSatisfying(RunState.Unknown.class, unknown -> {
            assertThat(unknown.evidence()).contains("runner was killed while command 2 ran");
            assertThat(unknown.doubt()).isEqualTo(RunState.Doubt.RUNNER_KILLED);
        });
        assertThat(bench.text("applied")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theTimeLimitHoldsAfterTheRunnerWasKilled(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.waitForGate().within(Duration.ofSeconds(2))));
        bench.awaitText("waiting");

        bench.killRunner("apply-1");

        assertThat(bench.ended("apply-1")).isInstanceOf(RunState.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anotherProcessWithTheSameNumberIsNotTakenForTheRun(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        Process stranger = new ProcessBuilder("setsid", "sleep", "600").start();
        Path run = Files.createDirectories(bench.run("apply-1"));
        Files.writeString(run.resolve("started"), stranger.pid() + " 1 first-boot 1\n");
        Files.writeString(run.resolve("pid.0"), stranger.pid() + " 1\n");

        assertThat(bench.state("apply-1"))
                .isInstanceOfSatisfying(
                        RunState.Unknown.class,
                        unknown -> assertThat(unknown.evidence())
                                .contains("pid " + stranger.pid() + " belongs to another process now"));
        assertThat(bench.launcher.stop(key("apply-1"), 2)).isEqualTo(new RunState.Stopped());
        assertThat(stranger.isAlive()).isTrue();

        stranger.destroyForcibly();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aRebootInTheMiddleIsToldFromEverythingElse(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("back-up-1", 1, bench.script("true")));
        bench.ended("back-up-1");
        bench.launcher.launch(order("apply-1", 2, bench.waitForGate()));
        bench.awaitText("waiting");
        long runner = Long.parseLong(bench.started("apply-1")[0]);

        bench.write("boot_id", "second-boot\n");

        assertThat(bench.state("apply-1")).isInstanceOfSatisfying(RunState.Unknown.class, unknown -> {
            assertThat(unknown.evidence()).contains("rebooted while command 1 ran");
            assertThat(unknown.doubt()).isEqualTo(RunState.Doubt.REBOOTED);
        });
        assertThat(bench.state("back-up-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.launcher.stop(key("apply-1"), 3)).isEqualTo(new RunState.Stopped());
        assertThat(LauncherBench.isAlive(runner))
                .as("a number from before the reboot")
                .isTrue();

        bench.write("gate", "open");
        await().atMost(SOON).until(() -> !LauncherBench.isAlive(runner));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aHalfMadeRunDirectoryWasNeverStartedAndDoesNotStandInTheWay(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        Files.createDirectories(bench.run("apply-1").resolve("work"));
        Files.writeString(bench.run("apply-1").resolve("started"), "");

        assertThat(bench.state("apply-1")).isEqualTo(new RunState.NeverStarted());
        assertThat(bench.launcher.launch(order("apply-1", 1, bench.apply()))).isInstanceOf(LaunchReply.Started.class);
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOrderThatArrivesCutStartsNothing(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        byte[] order = OrderText.of(order("apply-1", 1, bench.apply()), bench.secrets);
        var script = new ScriptCalls(
                bench.channel, shell.program(), new LauncherScript(), bench.secrets, Map.of("PATH", shell.path()));

        String answer = script.call(
                        Duration.ofSeconds(20),
                        Arrays.copyOf(order, order.length - 4),
                        "launch",
                        List.of("orders", "apply-1", "1", Integer.toString(order.length)))
                .outputText();

        assertThat(answer).startsWith("REFUSED the order arrived incomplete");
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.NeverStarted());
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void argumentsInputAndEnvironmentArriveByteForByte(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        List<String> odd = List.of(
                "",
                " ",
                "two words",
                "it's \"quoted\"",
                "$(touch hacked) `id` $HOME",
                "a;b|c&d>e",
                "*",
                "\\n \\0101 %s",
                "line\nbreak\n\n",
                "\ttab\r",
                "größer 日本",
                "-n",
                "--",
                "run",
                "end");
        List<String> arguments = new ArrayList<>(List.of(
                "sh",
                "-c",
                "out=$1; shift; "
                        + "printf '%s\\0' \"$@\" >\"$out\"; cat >\"$out.stdin\"; printf %s \"$NOTE\" >\"$out.note\"",
                "orders"));
        arguments.add(place.resolve("got").toString());
        arguments.addAll(odd);
        Command command = new Command(
                arguments,
                Optional.of("stdin 'and' $(more)\n\\0\n\n"),
                Map.of("NOTE", "a=b c\n$NOTE 'x'\n"),
                Optional.of(System.getProperty("user.name")),
                Optional.of(Files.createDirectory(place.resolve("with space")).toString()),
                Duration.ofMinutes(1),
                Set.of(0));

        bench.launcher.launch(order("apply-1", 1, command));

        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.text("got")).isEqualTo(String.join("\0", odd) + "\0");
        assertThat(bench.text("got.stdin")).isEqualTo("stdin 'and' $(more)\n\\0\n\n");
        assertThat(bench.text("got.note")).isEqualTo("a=b c\n$NOTE 'x'\n");
        try (Stream<Path> hacked = Files.walk(place)) {
            assertThat(hacked.filter(file -> file.endsWith("hacked"))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aSecretReachesTheCommandButNoArgumentListNoFileAndNoCapturedText(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        Command gate = bench.waitForGate();
        Command secretive = new Command(
                List.of(
                        "sh",
                        "-c",
                        "cat; echo; echo \"$DB\"; printf %s \"$DB\" >\"$3\"; "
                                + gate.arguments().get(2),
                        "orders",
                        place.resolve("gate").toString(),
                        place.resolve("waiting").toString(),
                        place.resolve("got").toString()),
                Optional.of("secret:orders-db"),
                Map.of("DB", "secret:orders-db"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0));

        bench.launcher.launch(order("apply-1", 1, secretive));
        bench.awaitText("waiting");

        assertThat(bench.text("got")).isEqualTo(LauncherBench.PASSWORD);
        assertThat(argumentListsOfAllProcesses()).noneMatch(list -> list.contains(LauncherBench.PASSWORD));
        try (Stream<Path> files = Files.walk(bench.home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.getParent().endsWith("output"))
                    .toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(LauncherBench.PASSWORD);
            }
        }
        assertThat(bench.launcher.output(key("apply-1"), 0, 1000).text()).isEqualTo("*****\n*****\n");

        bench.write("gate", "open");
        bench.ended("apply-1");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void ofAVeryLongOutputTheBeginningAndTheEndAreKeptAndTheRestIsCounted(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(
                order("back-up-1", 1, bench.script("echo first; yes 0123456789abcdef | head -c 17000000; echo last")));
        bench.ended("back-up-1");
        long total = 6 + 17_000_000 + 5;

        Launcher.Output beginning = bench.launcher.output(key("back-up-1"), 0, 100);
        Launcher.Output end = bench.launcher.output(key("back-up-1"), total - 100, 1000);
        Launcher.Output middle = bench.launcher.output(key("back-up-1"), 5_000_000, 100);

        assertThat(beginning.text()).startsWith("first\n0123456789abcdef\n").hasSize(100);
        assertThat(beginning.total()).isEqualTo(total);
        assertThat(end.text()).endsWith("last\n").hasSize(100);
        assertThat(end.nextOffset()).isEqualTo(total);
        assertThat(middle.text()).containsPattern("^\n\\[\\d+ bytes left out]\n");
        assertThat(middle.nextOffset()).isGreaterThan(5_000_000);
        assertThat(middle.printed()).hasSize(100).doesNotContain("left out");
        String whole = bench.launcher.log(key("back-up-1"));
        assertThat(whole).startsWith("first\n").endsWith("\nlast\n").containsOnlyOnce(" bytes left out]\n");
        assertThat(whole.replaceFirst("\n\\[\\d+ bytes left out]\n", "").length() + leftOut(whole))
                .isEqualTo(total);
        try (Stream<Path> pieces = Files.list(bench.run("back-up-1").resolve("output"))) {
            assertThat(pieces.mapToLong(piece -> piece.toFile().length()).sum()).isBetween(2L << 20, 5L << 20);
        }
    }

    private static long leftOut(String text) {
        Matcher notice = Pattern.compile("\\[(\\d+) bytes left out]").matcher(text);
        assertThat(notice.find()).isTrue();
        return Long.parseLong(notice.group(1));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aSecretThatIsTornWhereBytesWereLeftOutShowsNeitherItsBeginningNorItsEnd(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("back-up-1", 1, bench.script("yes aé | head -c 9000000")));
        bench.ended("back-up-1");
        Path output = bench.run("back-up-1").resolve("output");
        byte[] head = Files.readAllBytes(output.resolve("0"));
        byte[] beginning = (PASSWORD.substring(0, 8)).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(beginning, 0, head, head.length - beginning.length, beginning.length);
        Files.write(output.resolve("0"), head);
        Path tail = secondPiece(output);
        byte[] rest = Files.readAllBytes(tail);
        byte[] end = PASSWORD.substring(4).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(end, 0, rest, 0, end.length);
        Files.write(tail, rest);

        String whole = bench.launcher.log(key("back-up-1"));

        assertThat(whole.replace("aé\n", ""))
                .matches("(?s)[aé*\n]*\\[\\d+ bytes left out]\n[aé*\n]*")
                .as("bytes of the target that nobody sees")
                .hasSizeLessThan(100);
    }

    private static Path secondPiece(Path output) throws Exception {
        try (Stream<Path> pieces = Files.list(output)) {
            return pieces.filter(piece -> piece.getFileName().toString().matches("[1-9]\\d*"))
                    .min(Comparator.comparingLong(
                            piece -> Long.parseLong(piece.getFileName().toString())))
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anEndlessOutputIsBoundedOnDiskWhileItRuns(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("back-up-1", 1, bench.script("yes 0123456789abcdef")));
        long total = 0;
        while (total < 40_000_000) {
            total = bench.launcher.output(key("back-up-1"), 0, 10).total();
            try (Stream<Path> pieces = Files.list(bench.run("back-up-1").resolve("output"))) {
                assertThat(pieces.mapToLong(piece -> piece.toFile().length()).sum())
                        .isLessThan(4L << 20);
            }
        }

        assertThat(bench.launcher.stop(key("back-up-1"), 2)).isEqualTo(new RunState.Stopped());
        assertThat(bench.launcher.log(key("back-up-1")))
                .startsWith("0123456789abcdef\n")
                .containsPattern("\n\\[\\d+ bytes left out]\n")
                .hasSizeBetween(2 << 20, 5 << 20);
    }

    @Test
    void aSecretAcrossTheEdgeOfWhatWasLeftOutIsMaskedOnBothSides() throws Exception {
        bench = new LauncherBench(Shell.installed().findFirst().orElseThrow(), place);
        Path output = Files.createDirectories(bench.run("apply-1").resolve("output"));
        Files.writeString(output.resolve("0"), "password corr3ct-");
        Files.writeString(output.resolve("1000"), "t-horse accepted\n");
        Files.writeString(output.resolve("end"), "1017\n");

        assertThat(bench.launcher.log(key("apply-1")))
                .isEqualTo("password *****\n[983 bytes left out]\n***** accepted\n");
        assertThat(bench.launcher.output(key("apply-1"), 500, 100).text())
                .isEqualTo("\n[500 bytes left out]\n***** accepted\n");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aRunEndsThoughAServiceItStartedKeepsItsOutputOpen(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);

        bench.launcher.launch(order("resume-1", 1, bench.script("setsid sleep 600 & echo $! >\"$1\"", "service")));

        assertThat(bench.ended("resume-1")).isEqualTo(new RunState.Succeeded());
        long service = Long.parseLong(bench.text("service").strip());
        assertThat(LauncherBench.isAlive(service)).isTrue();
        ProcessHandle.of(service).ifPresent(ProcessHandle::destroyForcibly);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void cleaningDropsTheOutputOfOldRunsButNeverForgetsTheirKeys(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 5, bench.apply()));
        bench.ended("apply-1");
        age("apply-1");

        bench.launcher.clean(30);

        assertThat(bench.run("apply-1").resolve("output")).doesNotExist();
        assertThat(bench.run("apply-1").resolve("work")).doesNotExist();
        assertThat(bench.launcher.launch(order("apply-9", 4, bench.apply()))).isEqualTo(new LaunchReply.StaleToken(5));
        assertThat(bench.launcher.launch(order("apply-1", 6, bench.apply())))
                .isEqualTo(new LaunchReply.AlreadyHere(new RunState.Succeeded()));
        assertThat(bench.text("applied")).isEqualTo("applied\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void cleaningLeavesRunsAloneThatGoOnOrHaveJustEnded(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.waitForGate()));
        bench.launcher.launch(order("back-up-1", 2, bench.script("echo saved")));
        bench.ended("back-up-1");
        bench.launcher.launch(order("lost-1", 3, bench.waitForGate()));
        await().atMost(SOON).until(() -> bench.text("waiting").lines().count() == 2);
        bench.killRunner("lost-1");
        age("apply-1");
        age("lost-1");
        Files.setLastModifiedTime(bench.run("back-up-1").resolve("started"), FileTime.fromMillis(0));

        bench.launcher.clean(30);

        assertThat(bench.run("apply-1").resolve("output")).exists();
        assertThat(bench.run("lost-1").resolve("output")).exists();
        assertThat(bench.launcher.output(key("back-up-1"), 0, 100).text()).isEqualTo("saved\n");

        bench.write("gate", "open");
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
        assertThat(bench.ended("lost-1")).isInstanceOf(RunState.Unknown.class);
        bench.launcher.clean(30);

        assertThat(bench.run("apply-1").resolve("output")).as("ended just now").exists();
        assertThat(bench.run("lost-1").resolve("output")).doesNotExist();
        assertThat(bench.state("lost-1")).isInstanceOf(RunState.Unknown.class);
    }

    private void age(String key) throws Exception {
        for (String name : List.of("started", "outcome")) {
            if (Files.exists(bench.run(key).resolve(name))) {
                Files.setLastModifiedTime(bench.run(key).resolve(name), FileTime.fromMillis(0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void statesOfManyKeysComeInOneCall(Shell shell) {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.script("true")));
        bench.ended("apply-1");

        assertThat(bench.launcher.observe(List.of(key("apply-1"), key("apply-2"))))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(key("apply-1"), new RunState.Succeeded(), key("apply-2"), new RunState.NeverStarted()));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void whatAnEndedRunHasPrintedComesWithItsStateWhenItIsLittle(Shell shell) throws Exception {
        bench = new LauncherBench(shell, place);
        bench.launcher.launch(order("apply-1", 1, bench.script("printf 'one\\napply-2 RUNNING 7\\n%s' " + PASSWORD)));
        bench.launcher.launch(order("apply-2", 1, bench.script("exit 3")));
        bench.launcher.launch(order("apply-3", 1, bench.script("head -c 5000 /dev/zero | tr '\\0' x")));
        List<RunKey> keys = List.of(key("apply-1"), key("apply-2"), key("apply-3"));
        keys.forEach(key -> bench.ended(key.value()));

        var states = bench.launcher.observe(keys);
        for (RunKey key : keys) {
            Files.move(
                    bench.run(key.value()).resolve("output"),
                    bench.run(key.value()).resolve("away"));
        }

        assertThat(states).containsEntry(key("apply-2"), new RunState.Failed(0, 3));
        assertThat(bench.launcher.log(key("apply-1"))).isEqualTo("one\napply-2 RUNNING 7\n*****");
        assertThat(bench.launcher.log(key("apply-3")))
                .as("to be asked for, and gone")
                .isEmpty();
        assertThat(bench.launcher.log(key("apply-1"))).as("told once").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aMissingSecretStartsNothingAndIsNamed(Shell shell) {
        bench = new LauncherBench(shell, place);
        Command command = new Command(
                List.of("true"),
                Optional.of("secret:orders-api"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0));

        assertThat(bench.launcher.launch(order("apply-1", 1, command)))
                .isInstanceOfSatisfying(
                        LaunchReply.NotReached.class,
                        reply ->
                                assertThat(reply.reason()).contains("secret:orders-api", "LIFTLOCK_SECRET_ORDERS_API"));
    }

    @Test
    void aHomeThatCannotBeWrittenIsReportedAsCertainlyNotStarted() throws Exception {
        Path file = Files.writeString(place.resolve("file"), "");
        var script = new ScriptCalls(
                new LocalChannel(file.resolve("home")),
                "sh",
                new LauncherScript(),
                new SecretStore(Optional.empty(), Map.of()),
                Map.of());
        var launcher = new ScriptLauncher("orders", script);

        assertThat(launcher.launch(order("apply-1", 1, Command.of("true")))).isInstanceOf(LaunchReply.NotReached.class);
        assertThat(launcher.observe(List.of(key("apply-1"))).get(key("apply-1")))
                .isInstanceOf(RunState.Unknown.class);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void aReadingCommandTellsItsExitCodeAndWhatItPrintedMasked(Shell shell) {
        bench = new LauncherBench(shell, place);

        Launcher.Reading reading = bench.launcher.read(new Command(
                List.of("sh", "-c", "cat; echo warning >&2; exit 3"),
                Optional.of("secret:orders-db"),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Set.of(0)));

        assertThat(reading).isEqualTo(new Launcher.Reading(3, "*****", "warning\n"));
        assertThat(bench.launcher.read(Command.of("orders-version")).exitCode()).isEqualTo(127);
        assertThat(bench.launcher
                        .read(Command.of("sleep", "600").within(Duration.ofMillis(200)))
                        .exitCode())
                .isEqualTo(124);
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void ofAVeryLongReadingTheRestIsCountedAndASecretAtTheCutIsMasked(Shell shell) {
        bench = new LauncherBench(shell, place);
        int kept = 4 << 20;

        String read = bench.launcher
                .read(new Command(
                        List.of("sh", "-c", "yes | head -c " + (kept - 5) + "; cat; echo more"),
                        Optional.of("secret:orders-db"),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        Set.of(0)))
                .output();

        assertThat(read).hasSizeBetween(kept, kept + 100).endsWith("y*****\n[13 bytes left out]\n");
    }

    @Test
    void aReadingCommandDoesNotSeeOurOwnEnvironment() {
        bench = new LauncherBench(Shell.installed().findFirst().orElseThrow(), place);

        String seen = bench.launcher.read(Command.of("env")).output();

        assertThat(seen.lines().map(line -> line.split("=")[0]))
                .contains("PATH")
                .allMatch(name -> name.matches("PATH|HOME|USER|LOGNAME|SHELL|TZ|LANG|LC_.*|TMPDIR|JAVA_HOME|PWD"));
    }

    @Test
    void shellCheckFindsNothingToSayAboutTheScript() throws Exception {
        Path script = Files.write(place.resolve("script"), new LauncherScript().content());
        Process check;
        try {
            check = new ProcessBuilder("shellcheck", "-s", "sh", script.toString()).start();
        } catch (java.io.IOException notInstalled) {
            assumeThat(false).as("shellcheck is installed here").isTrue();
            return;
        }

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    private static List<String> argumentListsOfAllProcesses() throws Exception {
        List<String> lists = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    lists.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (java.io.IOException gone) {
                    // ended while we looked
                }
            }
        }
        return lists;
    }
}
