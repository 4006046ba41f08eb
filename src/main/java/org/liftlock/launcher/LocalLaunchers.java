package org.liftlock.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
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
    private final SharedLook look;
    private final Set<String> ownNames = ownNames();

    /** @param bootIdFile a file in place of the kernel's own, for rehearsals of a reboot */
    LocalLaunchers(
            @Value("${liftlock.launcher.home:${user.home}/.liftlock/launcher}") Path home,
            @Value("${liftlock.launcher.boot-id-file:}") String bootIdFile,
            SecretStore secrets) {
        Map<String, String> environment = bootIdFile.isBlank() ? Map.of() : Map.of("LIFTLOCK_BOOT_ID_FILE", bootIdFile);
        this.script =
                new LocalScript("sh", home.toAbsolutePath().normalize(), new LauncherScript(), secrets, environment);
        this.look = new SharedLook(script::states, System::nanoTime);
    }

    @Override
    public Launcher of(TargetId target) {
        if (!ownNames.contains(target.host().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("The target " + target + " is on another machine, and this version of"
                    + " Liftlock reaches only its own ("
                    + ownNames.stream().sorted().collect(Collectors.joining(", "))
                    + "): SSH is not available yet. Run Liftlock on " + target.host()
                    + ", or correct the host in the description");
        }
        return new LocalLauncher(target.instance(), script, look);
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
