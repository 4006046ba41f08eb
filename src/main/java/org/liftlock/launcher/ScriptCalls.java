package org.liftlock.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liftlock.channel.Call;
import org.liftlock.channel.Channel;
import org.liftlock.channel.Ended;
import org.liftlock.channel.NoAnswer;
import org.liftlock.channel.NotReached;
import org.liftlock.security.SecretStore;

/** Calls the launcher's script on one machine, once it is in place there. */
final class ScriptCalls {

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(30);
    private static final byte[] NO_INPUT = {};

    private final Channel channel;
    private final String shell;
    private final LauncherScript script;
    private final SecretStore secrets;
    private final Map<String, String> environment;
    private final HeardOutput heard;

    ScriptCalls(
            Channel channel,
            String shell,
            LauncherScript script,
            SecretStore secrets,
            Map<String, String> environment) {
        this(channel, shell, script, secrets, environment, new HeardOutput());
    }

    ScriptCalls(
            Channel channel,
            String shell,
            LauncherScript script,
            SecretStore secrets,
            Map<String, String> environment,
            HeardOutput heard) {
        this.channel = channel;
        this.shell = shell;
        this.script = script;
        this.secrets = secrets;
        this.environment = Map.copyOf(environment);
        this.heard = heard;
    }

    Channel channel() {
        return channel;
    }

    SecretStore secrets() {
        return secrets;
    }

    /**
     * @throws NotReached when the script was certainly not started
     * @throws NoAnswer when it may have been
     */
    Ended call(Duration within, byte[] stdin, String verb, List<String> words) throws NotReached, NoAnswer {
        String there = channel.answer(channel.keep(script.path(), script.content()));
        return understood(channel.run(call(there, within, stdin, verb, words)));
    }

    private Call call(String there, Duration within, byte[] stdin, String verb, List<String> words) {
        List<String> arguments = new ArrayList<>(List.of(shell, there, verb));
        arguments.addAll(words);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(
                "LIFTLOCK_LAUNCHER_HOME",
                there.substring(0, there.length() - script.path().length() - 1));
        return Call.of(arguments, within).with(variables).fedWith(stdin);
    }

    /** Where it says nothing, it may have been cleaned away. */
    private Ended understood(Ended answer) {
        if (answer.exitCode() != 0 && answer.output().bytes().length == 0) {
            channel.forget(script.path());
        }
        return answer;
    }

    Ended ask(Duration within, String verb, List<String> words) {
        try {
            return call(within, NO_INPUT, verb, words);
        } catch (NotReached | NoAnswer silent) {
            throw new LauncherTrouble(silent.getMessage(), silent);
        }
    }

    /** @param runs each INSTANCE/KEY */
    Map<String, RunState> states(Collection<String> runs) {
        return said(runs, ask(LOOK_LIMIT, "observe", List.copyOf(runs)));
    }

    /** The same without a thread that waits. Fails with {@link NotReached} or {@link NoAnswer}. */
    CompletableFuture<Map<String, RunState>> statesLater(Collection<String> runs) {
        return channel.keep(script.path(), script.content())
                .thenCompose(there -> channel.start(call(there, LOOK_LIMIT, NO_INPUT, "observe", List.copyOf(runs))))
                .thenApply(answer -> said(runs, understood(answer)));
    }

    private Map<String, RunState> said(Collection<String> runs, Ended answer) {
        Map<String, RunState> told = told(answer);
        return runs.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        run -> Optional.ofNullable(told.get(run)).orElseGet(() -> new RunState.Unknown(silent(answer))),
                        (first, last) -> last));
    }

    /** States of the runs that an answer tells of; what it tells of their output is kept until somebody asks. */
    Map<String, RunState> told(Ended answer) {
        Observation said = Observation.parse(answer.output().bytes());
        said.printed().forEach((run, bytes) -> heard.keep(channel.machine(), run, bytes));
        return said.states();
    }

    /** All that a run has printed, if it was told when the run was last asked about; once. */
    Optional<byte[]> heard(String run) {
        return heard.take(channel.machine(), run);
    }

    String silent(Ended answer) {
        return answer.exitCode() == Ended.TIME_UP
                ? "the launcher on " + channel.machine() + " did not answer in time"
                : "the launcher on " + channel.machine() + " gave no state, but exit code " + answer.exitCode() + ": "
                        + masked(answer);
    }

    /** What it said that was not expected. */
    String masked(Ended answer) {
        return secrets.masking()
                .mask((answer.outputText().strip() + " " + answer.errorText().strip()).strip());
    }
}
