package org.liftlock.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.security.SecretRef;

class SshChannelTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Call HELLO = Call.of(List.of("echo", "reached"), SOON);

    /** Logging in costs sshd processes of its own, so few; 200 need no more threads. */
    private static final int MANY = Integer.getInteger("liftlock.test.connections", 30);

    private static TestSshd server;
    private static SshConnections connections;

    @TempDir
    Path home;

    @BeforeAll
    static void startServer() {
        server = TestSshd.shared();
        server.generate("stranger");
        server.generate("locked", "open sesame");
        connections = new SshConnections(
                server.secrets(Map.of(
                        "LIFTLOCK_SECRET_STRANGER",
                        server.read("stranger"),
                        "LIFTLOCK_SECRET_LOCKED",
                        server.read("locked"),
                        "LIFTLOCK_SECRET_GARBLED",
                        "not-a-key-but-secret")),
                500,
                Duration.ofMinutes(5));
    }

    @AfterAll
    static void hangUp() {
        if (connections != null) {
            connections.close();
        }
    }

    private static Channel channel(SshAccess access) {
        return channel(access, connections);
    }

    private static Channel channel(SshAccess access, SshConnections own) {
        return new SshChannel(access, own.to(access));
    }

    @Test
    void aProgramEndsWithItsCodeItsOutputAndItsErrorsApart() throws Exception {
        Ended ended = channel(server.access(home))
                .run(Call.of(List.of("sh", "-c", "cat; echo warning >&2; exit 3"), SOON)
                        .fedWith("two words\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.outputText()).isEqualTo("two words\n");
        assertThat(ended.errorText()).isEqualTo("warning\n");
    }

    @Test
    void aProgramRunsAsAnotherUserWithItsVariables() throws Exception {
        TestSshd.assumeSudo();

        Ended ended = channel(server.access(home))
                .run(new Call(
                        List.of("sh", "-c", "id -un; echo \"$PGPORT\""),
                        new byte[0],
                        Map.of("PGPORT", "5433"),
                        Optional.of("nobody"),
                        Optional.empty(),
                        SOON));

        assertThat(ended.outputText()).isEqualTo("nobody\n5433\n");
    }

    @Test
    void megabytesOfInputAndOutputPass() throws Exception {
        byte[] much = "0123456789abcdef".repeat(200_000).getBytes(StandardCharsets.UTF_8);

        Ended ended =
                channel(server.access(home)).run(Call.of(List.of("cat"), SOON).fedWith(much));

        assertThat(ended.output().bytes()).isEqualTo(much);
    }

    @Test
    void aProgramIsEndedOnItsMachineWhenItsTimeIsUp() throws Exception {
        Channel channel = channel(server.access(home));

        Ended ended =
                channel.run(Call.of(List.of("sh", "-c", "echo $$; sleep 600 & echo $!; wait"), Duration.ofMillis(500)));

        assertThat(ended.exitCode()).isEqualTo(Ended.TIME_UP);
        assertThat(ended.outputText().lines())
                .hasSize(2)
                .allSatisfy(pid -> await().atMost(SOON)
                        .until(() -> ProcessHandle.of(Long.parseLong(pid))
                                .map(process -> !process.isAlive())
                                .orElse(true)));
    }

    @Test
    void aMachineWhoseKeyHasChangedIsRefusedWithBothFingerprints() throws Exception {
        String other = Files.readString(server.generate("other-host").resolveSibling("other-host.pub"))
                .strip();
        SshAccess access = with(server.access(home), List.of(other), Optional.empty());

        assertThatThrownBy(() -> channel(access).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll(
                        TestSshd.HOST,
                        "shows the host key ssh-ed25519 " + fingerprint("host"),
                        "expected is " + fingerprint("other-host"),
                        "Nothing was sent",
                        "ssh-keygen -lf");
    }

    @Test
    void aMachineNobodyKnowsIsRefusedWithWhatToWrite() throws Exception {
        SshAccess access = with(server.access(home), List.of(), Optional.empty());

        assertThatThrownBy(() -> channel(access).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll(
                        "none of its keys is known", "write host_key: \"" + fingerprint("host") + "\"");
    }

    @Test
    void aMachineIsKnownByItsFingerprintOrByAFileOfKnownHosts() throws Exception {
        Path known = Files.writeString(
                home.resolve("known_hosts"),
                "@cert-authority * " + server.hostKey() + "\n[" + TestSshd.HOST + "]:" + server.port() + " "
                        + server.hostKey() + "\n");
        SshAccess byFingerprint = with(server.access(home), List.of(fingerprint("host")), Optional.empty());
        SshAccess byFile = with(server.access(home), List.of(), Optional.of(known.toString()));

        assertThat(channel(byFingerprint).run(HELLO).outputText()).isEqualTo("reached\n");
        assertThat(channel(byFile).run(HELLO).outputText()).isEqualTo("reached\n");
    }

    @Test
    void aRevokedKeyIsRefusedThoughItIsTheRightOne() throws Exception {
        String here = "[" + TestSshd.HOST + "]:" + server.port() + " " + server.hostKey();
        Path known = Files.writeString(home.resolve("known_hosts"), here + "\n@revoked " + here + "\n");

        assertThatThrownBy(() -> channel(with(server.access(home), List.of(), Optional.of(known.toString())))
                        .run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContaining("marked as revoked");
    }

    @Test
    void aKeyTheServerDoesNotKnowIsNamedByItsFingerprint() {
        assertThatThrownBy(() -> channel(keyed(server.access(home), "stranger")).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll(
                        "does not let user", "secret:stranger (" + fingerprint("stranger") + ")", "authorized_keys");
    }

    @Test
    void aKeyThatIsMissingOrNoKeyIsToldWithoutItsText() {
        assertThatThrownBy(() -> channel(keyed(server.access(home), "nowhere")).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContaining("LIFTLOCK_SECRET_NOWHERE");

        assertThatThrownBy(() -> channel(keyed(server.access(home), "garbled")).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContaining("BEGIN OPENSSH PRIVATE KEY")
                .hasMessageNotContaining("not-a-key-but-secret");

        assertThatThrownBy(() -> channel(keyed(server.access(home), "locked")).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll(
                        "it is locked with a passphrase, and none is named", "passphrase: secret:name");
    }

    @Test
    void anAgentMayHoldTheKey() throws Exception {
        assumeThat(TestSshd.program("ssh-agent"))
                .as("ssh-agent is installed here")
                .isPresent();
        Path socket = home.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(SOON).until(() -> Files.exists(socket));
            ProcessBuilder add = new ProcessBuilder(
                    "ssh-add", "-q", server.folder().resolve("user").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            SshAccess usual = server.access(home);
            SshAccess access = new SshAccess(
                    usual.host(),
                    usual.address(),
                    usual.port(),
                    usual.user(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(socket.toString()),
                    usual.hostKeys(),
                    Optional.empty(),
                    Optional.empty(),
                    usual.home(),
                    usual.java());

            assertThat(channel(access).run(HELLO).outputText()).isEqualTo("reached\n");
        } finally {
            agent.destroyForcibly();
        }
    }

    @Test
    void aMachineBehindABastionIsReachedThroughItAndProvesItsOwnKey() throws Exception {
        try (TestSshd bastion = TestSshd.start()) {
            Files.writeString(bastion.folder().resolve("authorized_keys"), server.read("user.pub"));
            SshAccess through = bastion.access(home);
            SshAccess behind = via(server.access(home), through);

            assertThat(channel(behind).run(HELLO).outputText()).isEqualTo("reached\n");
            assertThat(channel(behind).machine()).contains("through " + TestSshd.HOST);

            SshAccess impostor = with(behind, List.of(bastion.hostKey()), Optional.empty());
            assertThatThrownBy(() -> channel(impostor).run(HELLO))
                    .isInstanceOf(NotReached.class)
                    .hasMessageContaining("but expected is");

            SshAccess nobody = via(on(server.access(home), 1), through);
            assertThatThrownBy(() -> channel(nobody).run(HELLO)).isInstanceOf(NotReached.class);
        }
    }

    @Test
    void aNameThatNobodyKnowsIsToldAsThat() {
        SshAccess nowhere = at(server.access(home), "nowhere.invalid", server.port());

        assertThatThrownBy(() -> channel(nowhere).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll("knows no address for the name nowhere.invalid", "address:");
    }

    @Test
    void aMachineThatDoesNotListenIsToldAsNotReached() {
        assertThatThrownBy(() -> channel(on(server.access(home), 1)).run(HELLO))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll(TestSshd.HOST + ":1 cannot be reached", "sshd listens on port 1");
    }

    @Test
    void aConnectionIsSharedClosedWhenIdleAndOpenedAnew() throws Exception {
        try (Wire wire = new Wire(server.port());
                var own = new SshConnections(server.secrets(Map.of()), 500, Duration.ofMillis(400))) {
            Channel channel = channel(server.access(home, wire.port()), own);
            List<CompletableFuture<Ended>> answers = new ArrayList<>();
            for (int call = 0; call < 20; call++) {
                answers.add(channel.start(HELLO));
            }
            answers.forEach(CompletableFuture::join);

            assertThat(wire.connections()).isEqualTo(1);
            await().atMost(SOON).until(() -> own.open() == 0);
            assertThat(channel.run(HELLO).outputText()).isEqualTo("reached\n");
            assertThat(wire.connections()).isEqualTo(2);
        }
    }

    @Test
    void aRefusedSessionWaitsForItsTurnAndHarmsNoOtherOnTheConnection() throws Exception {
        // given
        try (TestSshd narrow = TestSshd.start("MaxSessions 2");
                var own = new SshConnections(narrow.secrets(Map.of()), 500, Duration.ofMinutes(5))) {
            Channel channel = channel(narrow.access(home), own);

            // when
            List<CompletableFuture<Ended>> answers = new ArrayList<>();
            for (int call = 0; call < 8; call++) {
                answers.add(channel.start(Call.of(List.of("sh", "-c", "sleep 0.2; echo reached"), SOON)));
            }

            // then
            for (CompletableFuture<Ended> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).outputText()).isEqualTo("reached\n");
            }
        }
    }

    @Test
    void aConnectionLostWhileNobodyUsedItIsOpenedAnewWithoutAWord() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            Channel channel = channel(server.access(home, wire.port()));
            channel.run(HELLO);
            wire.cut();

            assertThat(channel.run(HELLO).outputText()).isEqualTo("reached\n");
        }
    }

    @Test
    void anAnswerLostOnItsWayIsToldAsNoAnswer() throws Exception {
        try (Wire wire = new Wire(server.port())) {
            Channel channel = channel(server.access(home, wire.port()));
            channel.run(HELLO);
            Path trace = home.resolve("trace");

            CompletableFuture<Ended> answer = channel.start(
                    Call.of(List.of("sh", "-c", "echo $$ >\"$1\"; exec sleep 600", "sh", trace.toString()), SOON));
            await().atMost(SOON).until(() -> Files.exists(trace) && Files.size(trace) > 0);
            wire.cut();

            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NoAnswer.class)
                    .hasMessageContaining("may have been done");
            ProcessHandle.of(Long.parseLong(Files.readString(trace).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void asManyConnectionsAsAllowedAndTheIdlestMakesRoom() throws Exception {
        try (var own = new SshConnections(server.secrets(Map.of()), 1, Duration.ofMinutes(5))) {
            channel(named(server.access(home), "orders-1"), own).run(HELLO);
            channel(named(server.access(home), "orders-2"), own).run(HELLO);

            assertThat(own.open()).isEqualTo(1);

            CompletableFuture<Ended> busy =
                    channel(named(server.access(home), "orders-2"), own).start(Call.of(List.of("sleep", "3"), SOON));
            assertThatThrownBy(() ->
                            channel(named(server.access(home), "orders-1"), own).run(HELLO))
                    .isInstanceOf(NotReached.class)
                    .hasMessageContaining("all 1 connections over SSH are in use");
            busy.cancel(true);
        }
    }

    @Test
    void manyMachinesAreAskedAtOnceByAHandfulOfThreads() throws Exception {
        channel(server.access(home)).run(HELLO);
        int before = Thread.activeCount();
        List<CompletableFuture<Ended>> answers = new ArrayList<>();
        for (int machine = 0; machine < MANY; machine++) {
            answers.add(channel(named(server.access(home), "web" + machine))
                    .start(Call.of(List.of("sh", "-c", "echo reached; sleep 1"), Duration.ofMinutes(1))));
        }
        int most = 0;
        for (CompletableFuture<Ended> answer : answers) {
            most = Math.max(most, Thread.activeCount());
            assertThat(answer.get(60, TimeUnit.SECONDS).outputText()).isEqualTo("reached\n");
        }

        assertThat(connections.open()).isGreaterThanOrEqualTo(MANY);
        assertThat(most - before).as("threads for " + MANY + " connections").isLessThan(10);
    }

    @Test
    void aFileIsKeptWholeAndGivenBackWhenItWasLost() throws Exception {
        Channel channel = channel(server.access(home));
        byte[] content = "#!/bin/sh\nexit\n".getBytes(StandardCharsets.UTF_8);

        Path file = Path.of(channel.answer(channel.keep("bin/launcher", content)));
        assertThat(file).isEqualTo(home.resolve("bin/launcher")).hasBinaryContent(content);

        Files.delete(file);
        channel.forget("bin/launcher");
        channel.answer(channel.keep("bin/launcher", content));
        assertThat(file).hasBinaryContent(content);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsToldWithWhereToLook() throws Exception {
        Files.writeString(home.resolve("bin"), "in the way");

        Channel channel = channel(server.access(home));

        assertThatThrownBy(() -> channel.answer(channel.keep("bin/launcher", new byte[] {1})))
                .isInstanceOf(NotReached.class)
                .hasMessageContainingAll("cannot be written on " + TestSshd.HOST, "home: in access");
    }

    private static String fingerprint(String key) {
        try {
            Process print = new ProcessBuilder(
                            "ssh-keygen",
                            "-lf",
                            server.folder().resolve(key + ".pub").toString())
                    .start();
            return new String(print.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
        } catch (java.io.IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static SshAccess with(SshAccess access, List<String> hostKeys, Optional<String> knownHosts) {
        return new SshAccess(
                access.host(),
                access.address(),
                access.port(),
                access.user(),
                access.key(),
                access.passphrase(),
                access.agent(),
                hostKeys,
                knownHosts,
                access.via(),
                access.home(),
                access.java());
    }

    private static SshAccess keyed(SshAccess access, String secret) {
        return new SshAccess(
                access.host(),
                access.address(),
                access.port(),
                access.user(),
                Optional.of(new SecretRef(secret)),
                access.passphrase(),
                access.agent(),
                access.hostKeys(),
                access.knownHosts(),
                access.via(),
                access.home(),
                access.java());
    }

    private static SshAccess named(SshAccess access, String host) {
        return new SshAccess(
                host,
                access.address(),
                access.port(),
                access.user(),
                access.key(),
                access.passphrase(),
                access.agent(),
                access.hostKeys(),
                access.knownHosts(),
                access.via(),
                access.home(),
                access.java());
    }

    private static SshAccess via(SshAccess access, SshAccess bastion) {
        return new SshAccess(
                access.host(),
                access.address(),
                access.port(),
                access.user(),
                access.key(),
                access.passphrase(),
                access.agent(),
                access.hostKeys(),
                access.knownHosts(),
                Optional.of(bastion),
                access.home(),
                access.java());
    }

    private static SshAccess on(SshAccess access, int port) {
        return at(access, access.address(), port);
    }

    private static SshAccess at(SshAccess access, String address, int port) {
        return new SshAccess(
                access.host(),
                address,
                port,
                access.user(),
                access.key(),
                access.passphrase(),
                access.agent(),
                access.hostKeys(),
                access.knownHosts(),
                access.via(),
                access.home(),
                access.java());
    }
}
