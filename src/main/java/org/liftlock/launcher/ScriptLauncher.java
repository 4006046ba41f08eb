package org.liftlock.launcher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.channel.Call;
import org.liftlock.channel.Ended;
import org.liftlock.channel.NoAnswer;
import org.liftlock.channel.NotReached;
import org.liftlock.security.Masking;
import org.liftlock.security.MissingSecret;
import org.liftlock.security.SecretStore;
import org.liftlock.security.SecretUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The launcher of one instance on a machine: calls the script over a channel, and reads its answers. */
final class ScriptLauncher implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptLauncher.class);
    private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(30);
    /** The script waits for TERM, then for KILL, ten seconds each. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    /** A folder of a run may hold anything. */
    private static final Duration CLEAN_LIMIT = Duration.ofMinutes(10);

    private final String instance;
    private final ScriptCalls script;
    private final SecretStore secrets;

    ScriptLauncher(String instance, ScriptCalls script) {
        this.instance = instance;
        this.script = script;
        this.secrets = script.secrets();
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        try {
            List<Command> commands = new ArrayList<>();
            for (Command command : order.commands()) {
                commands.add(OwnProgram.on(script.channel(), command));
            }
            byte[] text = OrderText.of(new RunOrder(order.key(), order.token(), commands), secrets);
            List<String> words =
                    List.of(instance, order.key().value(), Long.toString(order.token()), Integer.toString(text.length));
            Ended answer = script.call(LAUNCH_LIMIT, text, "launch", words);
            LaunchReply reply = LaunchReplyText.parse(answer, script::masked);
            return reply instanceof LaunchReply.Started started ? atOnce(started, order.key(), answer) : reply;
        } catch (MissingSecret | NotReached certain) {
            return new LaunchReply.NotReached(certain.getMessage());
        } catch (NoAnswer lost) {
            return new LaunchReply.ReplyLost(lost.getMessage());
        }
    }

    /** What is over in a moment is told with the reply. */
    private LaunchReply atOnce(LaunchReply.Started started, RunKey key, Ended answer) {
        RunState end = script.told(answer).get(run(key));
        return end == null ? started : new LaunchReply.Started(end);
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, RunState> states =
                    script.states(keys.stream().map(this::run).distinct().toList());
            return keys.stream().distinct().collect(Collectors.toMap(Function.identity(), key -> states.get(run(key))));
        } catch (LauncherTrouble notReached) {
            return keys.stream()
                    .distinct()
                    .collect(Collectors.toMap(
                            Function.identity(), key -> new RunState.Unknown(notReached.getMessage())));
        }
    }

    @Override
    public RunState stop(RunKey key, long token) {
        try {
            Ended answer = script.ask(STOP_LIMIT, "stop", List.of(instance, key.value(), Long.toString(token)));
            String text = answer.outputText().strip();
            if (text.startsWith("STALE ")) {
                return new RunState.Unknown("the launcher of " + instance + " refused to stop: it has seen token "
                        + text.substring(6) + ", this order came with " + token + ", so another node has taken over");
            }
            if (text.startsWith("STOPPED ")) {
                LOG.warn(
                        "Run {} of {} on {}: {}",
                        key,
                        instance,
                        script.channel().machine(),
                        text);
            }
            return answer.exitCode() == 0 ? StateText.parse(text) : new RunState.Unknown(script.silent(answer));
        } catch (LauncherTrouble notReached) {
            return new RunState.Unknown(notReached.getMessage());
        }
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        return new RunOutput(script, instance, key).from(offset, limit);
    }

    /** Without a question to the target when it has told along with the state. */
    @Override
    public String log(RunKey key) {
        return script.heard(run(key))
                .map(printed -> new Ended.Printed(printed, 0).masked(secrets.masking()))
                .orElseGet(() -> Launcher.super.log(key));
    }

    @Override
    public Reading read(Command command) {
        return SecretUse.of("system", "reading " + script.channel().machine() + "/" + instance)
                .unlessSaid(() -> readNow(command));
    }

    private Reading readNow(Command command) {
        Map<String, String> revealed = new HashMap<>();
        command.environment().forEach((name, value) -> revealed.put(name, secrets.reveal(value)));
        byte[] stdin = command.stdin().map(secrets::reveal).orElse("").getBytes(StandardCharsets.UTF_8);
        try {
            Ended ended = script.channel()
                    .run(new Call(
                            OwnProgram.on(script.channel(), command).arguments(),
                            stdin,
                            revealed,
                            command.as(),
                            command.directory(),
                            command.within()));
            Masking masking = secrets.masking();
            String errors = ended.errors().masked(masking);
            if (command.as().isPresent() && errors.startsWith("sudo: ") && errors.contains("password is required")) {
                errors += "sudo on " + script.channel().machine() + " asks for a password to run this as "
                        + command.as().get() + ", and nobody is there to type it. Allow it in /etc/sudoers.d there,"
                        + " with NOPASSWD: " + command.arguments().get(0) + "\n";
            }
            return new Reading(ended.exitCode(), ended.output().masked(masking), errors);
        } catch (NotReached | NoAnswer silent) {
            throw new LauncherTrouble(silent.getMessage(), silent);
        }
    }

    @Override
    public void clean(int days) {
        Ended answer = script.ask(CLEAN_LIMIT, "clean", List.of(instance, Integer.toString(days)));
        if (answer.exitCode() != 0) {
            throw new LauncherTrouble(
                    "Old runs of " + instance + " were not cleaned up: " + script.silent(answer), null);
        }
    }

    String run(RunKey key) {
        return instance + "/" + key;
    }
}
