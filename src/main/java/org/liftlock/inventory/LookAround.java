package org.liftlock.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;

/**
 * One look around on a machine: everything that is cheap to read, in one call. Only programs that a minimal Debian has,
 * and none that changes anything; what one of them does not know is left out.
 */
final class LookAround {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /**
     * Of certificates only the certificates leave the machine: a file may hold the key, too. {@code $SSH_CONNECTION}
     * tells which of the connections is our own.
     */
    private static final String SCRIPT = """
            mark=$1
            shift
            part() { printf '\\n%s %s\\n' "$mark" "$1"; }
            export LC_ALL=C
            exec 2>/dev/null
            part kernel; uname -srm
            part release; cat /etc/os-release
            part java; command -v java >/dev/null && java -version 2>&1
            part room; df -Pk /
            part packages; dpkg-query --show --showformat='${db:Status-Abbrev} ${binary:Package} ${Version}\\n'
            part services; systemctl show '*.service' --property=Id --property=UnitFileState --property=ActiveState
            part users; cut -d: -f1,3 /etc/passwd
            part ssh; printf '%s\\n' "$SSH_CONNECTION"
            part sockets; cat /proc/net/tcp /proc/net/tcp6
            part certificates
            find -L "$@" /etc/ssl /etc/letsencrypt/live -path /etc/ssl/certs -prune -o -type f -size -100k \\
                '(' -name '*.pem' -o -name '*.crt' -o -name '*.cer' ')' \\
                -exec sed -n -e '/^-----BEGIN CERTIFICATE-----/F' \\
                    -e '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' {} +
            part end
            """;

    private final Map<String, String> parts;

    private LookAround(Map<String, String> parts) {
        this.parts = parts;
    }

    /** @param places further files and folders in which certificates may lie */
    static LookAround at(Launcher launcher, List<String> places) {
        String mark = "--" + UUID.randomUUID();
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", SCRIPT, "look-around", mark));
        places.stream().filter(place -> place.startsWith("/")).forEach(arguments::add);
        return new LookAround(
                parts(launcher.read(Command.of(arguments).within(LIMIT)).output(), mark));
    }

    static LookAround of(Map<String, String> parts) {
        return new LookAround(Map.copyOf(parts));
    }

    /** What one part printed; empty when that is nothing, or when the time was up before its end. */
    Optional<String> part(String name) {
        return Optional.ofNullable(parts.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A part without another behind it may be cut off. */
    private static Map<String, String> parts(String output, String mark) {
        Map<String, String> parts = new HashMap<>();
        String[] pieces = output.split("\\n" + mark + " ", -1);
        for (int number = 1; number < pieces.length - 1; number++) {
            String[] named = pieces[number].split("\\n", 2);
            parts.put(named[0], named.length > 1 ? named[1] : "");
        }
        return parts;
    }
}
