package org.liftlock.launcher;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.liftlock.channel.Channel;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;

/** Finds the launcher of a target: on this machine, or over a channel. */
public interface Launchers {

    Launcher of(TargetId target);

    /** Every target over one channel, for a command that looks at one machine. */
    static Launchers over(Channel channel, SecretStore secrets) {
        LauncherScript script = new LauncherScript();
        return target ->
                new ScriptLauncher(target.instance(), new ScriptCalls(channel, "sh", script, secrets, Map.of()));
    }

    /** States of runs on several targets of one host, asked with as few calls as its channel allows. */
    default Map<RunKey, RunState> observe(Map<TargetId, ? extends Collection<RunKey>> runs) {
        Map<RunKey, RunState> states = new HashMap<>();
        runs.forEach((target, keys) -> states.putAll(of(target).observe(keys)));
        return states;
    }

    /**
     * The same, without holding the caller up: a machine that does not answer must not keep others from being asked.
     *
     * @param hands for what has to block
     */
    default CompletableFuture<Map<RunKey, RunState>> observe(
            Map<TargetId, ? extends Collection<RunKey>> runs, Executor hands) {
        return CompletableFuture.supplyAsync(() -> observe(runs), hands);
    }
}
