package org.liftlock.launcher;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
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
    public Map<RunKey, RunState> observe(Map<TargetId, ? extends Collection<RunKey>> runs) {
        Map<RunKey, RunState> states = new HashMap<>();
        runs.keySet().stream()
                .collect(Collectors.groupingBy(TargetId::host))
                .values()
                .forEach(targets -> {
                    Map<String, RunKey> asked = new HashMap<>();
                    targets.forEach(target ->
                            runs.get(target).forEach(key -> asked.put(target.instance() + "/" + key, key)));
                    if (!asked.isEmpty()) {
                        observe(script(targets.get(0)), asked, states);
                    }
                });
        return states;
    }

    private static void observe(ScriptCalls script, Map<String, RunKey> asked, Map<RunKey, RunState> states) {
        try {
            script.states(asked.keySet()).forEach((run, state) -> states.put(asked.get(run), state));
        } catch (LauncherTrouble notReached) {
            asked.values().forEach(key -> states.put(key, new RunState.Unknown(notReached.getMessage())));
        }
    }

    private ScriptCalls script(TargetId target) {
        return new ScriptCalls(channels.of(target), "sh", script, secrets, environment);
    }
}
