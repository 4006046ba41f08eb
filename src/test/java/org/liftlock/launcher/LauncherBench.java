package org.liftlock.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.channel.Channel;
import org.liftlock.channel.LocalChannel;
import org.liftlock.channel.NoAnswer;
import org.liftlock.channel.NotReached;
import org.liftlock.channel.TestSshd;
import org.liftlock.channel.Wire;
import org.liftlock.security.SecretStore;

/** A launcher with a home of its own, real processes, and files in which commands leave traces. */
final class LauncherBench implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(20);
    static final String PASSWORD = "corr3ct-horse";

    final Path place;
    final Path home;
    final Shell shell;
    final Channel channel;
    final ScriptLauncher launcher;
    final SecretStore secrets = new SecretStore(Optional.empty(), Map.of("LIFTLOCK_SECRET_ORDERS_DB", PASSWORD));
    private final Map<String, String> environment = new HashMap<>();

    LauncherBench(Shell shell, Path place) {
        this(shell, place, Map.of());
        write("boot_id", "first-boot\n");
    }

    private LauncherBench(Shell shell, Path place, Map<String, String> more) {
        this.shell = shell;
        this.place = place;
        this.home = place.resolve("home");
        this.channel = shell.overSsh() ? TestSshd.shared().channel(home) : new LocalChannel(home);
        environment.put("PATH", shell.path());
        environment.put("LIFTLOCK_LAUNCHER_GRACE", "1");
        environment.put("LIFTLOCK_BOOT_ID_FILE", place.resolve("boot_id").toString());
        environment.putAll(more);
        launcher = launcher("orders", new LauncherScript());
    }

    /** The same machine, by way of a wire that may be cut. */
    ScriptLauncher over(Wire wire) {
        return new ScriptLauncher(
                "orders",
                new ScriptCalls(
                        TestSshd.shared().channel(home, wire.port()),
                        shell.program(),
                        new LauncherScript(),
                        secrets,
                        environment));
    }

    /** The same machine, reached with another shell and its tools. */
    LauncherBench under(Shell other) {
        return new LauncherBench(other, place, Map.of());
    }

    /** The same machine, where every process of the launcher and its commands has these variables. */
    LauncherBench with(Map<String, String> variables) {
        return new LauncherBench(shell, place, variables);
    }

    ScriptLauncher launcher(String instance, LauncherScript version) {
        return new ScriptLauncher(instance, new ScriptCalls(channel, shell.program(), version, secrets, environment));
    }

    Path putScript() {
        try {
            var version = new LauncherScript();
            return Path.of(channel.answer(channel.keep(version.path(), version.content())));
        } catch (NotReached | NoAnswer full) {
            throw new IllegalStateException(full);
        }
    }

    static RunKey key(String value) {
        return new RunKey(value);
    }

    static RunOrder order(String key, long token, Command... commands) {
        return new RunOrder(key(key), token, List.of(commands));
    }

    /** A command written as a shell text; the file name of each trace follows as $1, $2 ... */
    Command script(String text, String... files) {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", text, "orders"));
        Stream.of(files).map(file -> place.resolve(file).toString()).forEach(arguments::add);
        return Command.of(arguments);
    }

    /** Appends a line to the file "applied", as an upgrade that must not run twice would. */
    Command apply() {
        return script("echo applied >>\"$1\"", "applied");
    }

    /** Runs until the file "gate" appears. */
    Command waitForGate() {
        return script("echo waiting >>\"$2\"; until [ -e \"$1\" ]; do sleep 0.1; done", "gate", "waiting");
    }

    /** Ends what a test has left running. */
    @Override
    public void close() throws IOException {
        if (Files.isDirectory(home.resolve("orders/runs"))) {
            try (Stream<Path> runs = Files.list(home.resolve("orders/runs"))) {
                runs.forEach(run -> launcher.stop(key(run.getFileName().toString()), Long.MAX_VALUE));
            }
        }
    }

    RunState state(String key) {
        return launcher.observe(List.of(key(key))).get(key(key));
    }

    RunState ended(String key) {
        await().pollDelay(OFTEN)
                .pollInterval(OFTEN)
                .atMost(SOON)
                .until(() -> !(state(key) instanceof RunState.Running));
        return state(key);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(place.resolve(name), text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    String text(String name) {
        try {
            return Files.exists(place.resolve(name)) ? Files.readString(place.resolve(name)) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void awaitText(String name) {
        await().pollDelay(OFTEN)
                .pollInterval(OFTEN)
                .atMost(SOON)
                .until(() -> !text(name).isBlank());
    }

    Path run(String key) {
        return home.resolve("orders/runs").resolve(key);
    }

    /** The pid and start time the launcher noted for the runner. */
    String[] started(String key) throws IOException {
        return Files.readString(run(key).resolve("started")).split(" ");
    }

    void killRunner(String key) throws Exception {
        long runner = Long.parseLong(started(key)[0]);
        assertThat(new ProcessBuilder("kill", "-KILL", Long.toString(runner))
                        .start()
                        .waitFor())
                .isZero();
        await().pollDelay(OFTEN).pollInterval(OFTEN).atMost(SOON).until(() -> !isAlive(runner));
    }

    /** A zombie that nobody has collected yet is dead. */
    static boolean isAlive(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    /** A call of the script by a process that can be killed, with a process group of its own. */
    Process callLikeAWorker(RunOrder order) throws IOException {
        String script = putScript().toString();
        byte[] text = OrderText.of(order, secrets);
        ProcessBuilder caller = new ProcessBuilder(
                "setsid",
                shell.program(),
                "-c",
                "\"$@\" && exec sleep 600",
                "worker",
                shell.program(),
                script,
                "launch",
                "orders",
                order.key().value(),
                Long.toString(order.token()),
                Integer.toString(text.length));
        caller.environment().putAll(environment);
        caller.environment().put("LIFTLOCK_LAUNCHER_HOME", home.toString());
        Process process = caller.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(text);
        } catch (IOException killedMeanwhile) {
            // then the order is cut
        }
        return process;
    }

    /** @return whether there was a group to kill: at its very beginning the process has none of its own yet */
    static boolean killGroup(Process process) throws Exception {
        int exit = new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + process.pid())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        process.destroyForcibly().waitFor();
        return exit == 0;
    }
}
