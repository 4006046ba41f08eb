package org.liftlock.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;

/** Names of machines by their addresses, as a target knows them: its file of hosts, then its name servers. */
public final class PeerNames {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MOST = 50;

    private PeerNames() {}

    /** Those that have a name. */
    public static Map<String, String> of(Launcher launcher, Collection<String> addresses) {
        Map<String, String> names = new HashMap<>();
        if (addresses.isEmpty()) {
            return names;
        }
        List<String> arguments = new ArrayList<>(List.of("getent", "hosts"));
        addresses.stream().limit(MOST).forEach(arguments::add);
        launcher.read(Command.of(arguments).within(LIMIT))
                .output()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1)
                .forEach(words -> names.put(words[0], words[1]));
        return names;
    }
}
