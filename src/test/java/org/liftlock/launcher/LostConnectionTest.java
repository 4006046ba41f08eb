package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.liftlock.launcher.LauncherBench.SOON;
import static org.liftlock.launcher.LauncherBench.key;
import static org.liftlock.launcher.LauncherBench.order;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.channel.TestSshd;
import org.liftlock.channel.Wire;

/** What is told when the connection to a target is lost: never more than is known. */
class LostConnectionTest {

    @TempDir
    Path place;

    private LauncherBench bench;
    private Wire wire;
    private ScriptLauncher remote;

    @BeforeEach
    void reachTheTarget() {
        wire = new Wire(TestSshd.shared().port());
        bench = new LauncherBench(Shell.installed().findFirst().orElseThrow(), place);
        remote = bench.over(wire);
        assertThat(remote.observe(List.of(key("apply-1")))).containsValue(new RunState.NeverStarted());
    }

    @AfterEach
    void endWhatIsLeft() throws Exception {
        bench.close();
        wire.close();
    }

    @Test
    void cutBeforeALaunchNothingWasStarted() throws Exception {
        wire.close();

        assertThat(remote.launch(order("apply-1", 1, bench.apply())))
                .isInstanceOfSatisfying(
                        LaunchReply.NotReached.class,
                        reply -> assertThat(reply.reason()).contains(TestSshd.HOST, "cannot be reached over SSH"));
        assertThat(bench.state("apply-1")).isEqualTo(new RunState.NeverStarted());
    }

    /** The target holds its lock while the order is under way, so the reply cannot come before the cut. */
    @Test
    void cutAfterALaunchItsReplyIsLostAndTheKeyTellsThatItRan() throws Exception {
        Path lock = Files.createDirectories(bench.home.resolve("orders/runs")).resolveSibling("lock");
        Process holder = new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; cat").start();
        assertThat(holder.getInputStream().read()).isEqualTo('h');
        CompletableFuture<LaunchReply> reply =
                CompletableFuture.supplyAsync(() -> remote.launch(order("apply-1", 1, bench.apply())));
        await().atMost(SOON)
                .until(() -> ProcessHandle.allProcesses()
                        .anyMatch(process ->
                                process.info().commandLine().orElse("").contains("launch orders apply-1 1")));
        wire.cut();

        assertThat(reply.join())
                .isInstanceOfSatisfying(
                        LaunchReply.ReplyLost.class,
                        lost -> assertThat(lost.reason()).contains(TestSshd.HOST, "may have been done"));

        holder.getOutputStream().close();
        holder.waitFor();
        await().atMost(SOON)
                .until(() -> remote.observe(List.of(key("apply-1"))).containsValue(new RunState.Succeeded()));
        assertThat(bench.text("applied")).isEqualTo("applied\n");
    }

    @Test
    void whoeverAsksAgainByTheKeyStartsNothingTwice() {
        RunOrder order = order("apply-1", 1, bench.waitForGate(), bench.apply());
        CompletableFuture<LaunchReply> first = CompletableFuture.supplyAsync(() -> remote.launch(order));
        await().atMost(SOON).until(() -> Files.exists(bench.run("apply-1").resolve("started")));
        wire.cut();
        assertThat(first.join()).isInstanceOfAny(LaunchReply.Started.class, LaunchReply.ReplyLost.class);

        assertThat(remote.launch(order)).isEqualTo(new LaunchReply.AlreadyHere(new RunState.Running(0)));
        bench.write("gate", "open");
        await().atMost(SOON)
                .until(() -> remote.observe(List.of(key("apply-1"))).containsValue(new RunState.Succeeded()));
        assertThat(bench.text("applied")).isEqualTo("applied\n");
    }

    @Test
    void aTargetThatCannotBeAskedIsUnknownAndItsRunGoesOn() throws Exception {
        remote.launch(order("apply-1", 1, bench.waitForGate(), bench.apply()));
        bench.awaitText("waiting");
        wire.close();

        assertThat(remote.observe(List.of(key("apply-1"))).get(key("apply-1")))
                .isInstanceOfSatisfying(RunState.Unknown.class, unknown -> {
                    assertThat(unknown.doubt()).isEqualTo(RunState.Doubt.NO_ANSWER);
                    assertThat(unknown.evidence()).contains(TestSshd.HOST);
                });
        assertThat(remote.stop(key("apply-1"), 2)).isInstanceOf(RunState.Unknown.class);
        assertThatThrownBy(() -> remote.output(key("apply-1"), 0, 100)).isInstanceOf(LauncherTrouble.class);
        assertThatThrownBy(() -> remote.read(Command.of("true"))).isInstanceOf(LauncherTrouble.class);

        bench.write("gate", "open");
        assertThat(bench.ended("apply-1")).isEqualTo(new RunState.Succeeded());
    }
}
