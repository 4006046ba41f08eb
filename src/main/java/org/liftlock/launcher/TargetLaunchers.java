package org.liftlock.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.liftlock.channel.Channels;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Launchers of targets, each over the channel to its machine. */
@Component
class TargetLaunchers implements Launchers {

    private final Channels channels;
    private final SecretStore secrets;
    private final Map<String, String> environment;
    private final LauncherScript script = new LauncherScript();
    private final HeardOutput heard = new HeardOutput();

    /** @param bootIdFile a file in place of the kernel's own, for rehearsals of a reboot */
    TargetLaunchers(
            Channels channels, SecretStore secrets, @Value("${liftlock.launcher.boot-id-file:}") String bootIdFile) {
        this.channels = channels;
        this.secrets = secrets;
        this.environment = bootIdFile.isBlank() ? Map.of() : Map.of("LIFTLOCK_BOOT_ID_FILE", bootIdFile);
    }

    @Override
    public ScriptLauncher of(TargetId target) {
        return new ScriptLauncher(target.instance(), script(target));
    }

    /** One call of the script for each host, since a call costs a process there, whatever it is asked about. */
    @Override
    public CompletableFuture<Map<RunKey, RunState>> observe(
            Map<TargetId, ? extends Collection<RunKey>> runs, Executor hands) {
        List<CompletableFuture<Map<RunKey, RunState>>> answers = new ArrayList<>();
        byHost(runs).forEach((target, asked) -> {
            ScriptCalls script = script(target);
            // Begun by another hand, since the name of a host may have to be looked up first.
            answers.add(CompletableFuture.supplyAsync(() -> later(script, asked.keySet()), hands)
                    .thenCompose(Function.identity())
                    .handle((states, failure) -> failure == null ? named(asked, states) : unknown(asked, failure)));
        });
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<RunKey, RunState> states = new HashMap<>();
                    answers.forEach(answer -> states.putAll(answer.join()));
                    return states;
                });
    }

    /** On this machine the hand does it itself: a program that is started here costs threads anyway. */
    private static CompletableFuture<Map<String, RunState>> later(ScriptCalls script, Set<String> runs) {
        return script.channel().isHere()
                ? CompletableFuture.completedFuture(script.states(runs))
                : script.statesLater(runs);
    }

    /** What to ask of each host, by how its script names it, under one target of that host. */
    private static Map<TargetId, Map<String, RunKey>> byHost(Map<TargetId, ? extends Collection<RunKey>> runs) {
        Map<String, TargetId> first = new HashMap<>();
        Map<TargetId, Map<String, RunKey>> asked = new HashMap<>();
        runs.forEach((target, keys) -> keys.forEach(key -> asked.computeIfAbsent(
                        first.computeIfAbsent(target.host(), host -> target), host -> new HashMap<>())
                .put(target.instance() + "/" + key, key)));
        return asked;
    }

    private static Map<RunKey, RunState> named(Map<String, RunKey> asked, Map<String, RunState> said) {
        Map<RunKey, RunState> states = new HashMap<>();
        asked.forEach((run, key) -> states.put(key, said.get(run)));
        return states;
    }

    private static Map<RunKey, RunState> unknown(Map<String, RunKey> asked, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Map<RunKey, RunState> states = new HashMap<>();
        asked.values().forEach(key -> states.put(key, new RunState.Unknown(cause.getMessage())));
        return states;
    }

    private ScriptCalls script(TargetId target) {
        return new ScriptCalls(channels.of(target), "sh", script, secrets, environment, heard);
    }
}
