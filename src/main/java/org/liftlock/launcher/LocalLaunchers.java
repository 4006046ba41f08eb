package org.liftlock.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Launchers of targets on this machine. */
@Component
class LocalLaunchers implements Launchers {

    private final LocalScript script;
    private final Set<String> ownNames = ownNames();

    /** @param bootIdFile a file in place of the kernel's own, for rehearsals of a reboot */
    LocalLaunchers(
            @Value("${liftlock.launcher.home:${user.home}/.liftlock/launcher}") Path home,
            @Value("${liftlock.launcher.boot-id-file:}") String bootIdFile,
            SecretStore secrets) {
        Map<String, String> environment = bootIdFile.isBlank() ? Map.of() : Map.of("LIFTLOCK_BOOT_ID_FILE", bootIdFile);
        this.script =
                new LocalScript("sh", home.toAbsolutePath().normalize(), new LauncherScript(), secrets, environment);
    }

    @Override
    public LocalLauncher of(TargetId target) {
        if (!ownNames.contains(target.host().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The target " + target + " is on another machine, and this version of"
                    + " Liftlock reaches only its own ("
                    + ownNames.stream().sorted().collect(Collectors.joining(", "))
                    + "): SSH is not available yet. Run Liftlock on " + target.host()
                    + ", or correct the host in the description");
        }
        return new LocalLauncher(target.instance(), script);
    }

    /** One call of the script, since a call costs a process, whatever it is asked about. */
    @Override
    public Map<RunKey, RunState> observe(Map<TargetId, ? extends Collection<RunKey>> runs) {
        Map<String, RunKey> asked = new HashMap<>();
        runs.forEach((target, keys) -> keys.forEach(key -> asked.put(of(target).run(key), key)));
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<RunKey, RunState> states = new HashMap<>();
        try {
            script.states(asked.keySet()).forEach((run, state) -> states.put(asked.get(run), state));
        } catch (LauncherTrouble notReached) {
            asked.values().forEach(key -> states.put(key, new RunState.Unknown(notReached.getMessage())));
        }
        return states;
    }

    private static Set<String> ownNames() {
        Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1"));
        try {
            InetAddress own = InetAddress.getLocalHost();
            Stream.of(own.getHostName(), own.getCanonicalHostName())
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .forEach(names::add);
        } catch (UnknownHostException unnamed) {
            // A machine without a name of its own is still localhost.
        }
        return Set.copyOf(names);
    }
}
