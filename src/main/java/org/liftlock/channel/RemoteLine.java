package org.liftlock.channel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A call as a server of SSH takes it: one line for the shell of the user there, and what follows on standard input.
 * This is the one place where arguments become a shell's text. Variables precede the input, one a line, since a line of
 * arguments can be read by every user of the machine, and one empty line ends them.
 */
final class RemoteLine {

    /** Bytes that stand for themselves in a line of variables. */
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@,+-";

    /** The time limit holds there too: whoever closes a connection ends nothing of what runs at its other end. */
    private static final String BEGIN = """
            while IFS= read -r liftlock_line && [ -n "$liftlock_line" ]; do
                liftlock_value=${liftlock_line#*=}.
                case $liftlock_value in *\\\\*) liftlock_value=$(printf "%b" "$liftlock_value") ;; esac
                export "${liftlock_line%%=*}=${liftlock_value%.}"
            done
            [ -z "$2" ] || cd -- "$2" || exit 126
            liftlock_limit=$1
            shift 2
            unset liftlock_line liftlock_value
            ! command -v timeout >/dev/null 2>&1 || exec timeout -s KILL "$liftlock_limit" "$@"
            exec "$@"
            """;

    private RemoteLine() {}

    static String of(Call call, String user) {
        List<String> words = new ArrayList<>(List.of("exec", "sh", "-c", quoted(BEGIN), "liftlock"));
        words.add(quoted(Long.toString(seconds(call.within()))));
        words.add(quoted(call.directory().orElse("")));
        call.startedBy(user).forEach(argument -> words.add(quoted(argument)));
        return String.join(" ", words);
    }

    static byte[] input(Call call) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        call.environment().forEach((name, value) -> input.writeBytes(variable(name, value)));
        input.write('\n');
        input.writeBytes(call.stdin());
        return input.toByteArray();
    }

    /** One word for every POSIX shell, whatever is in it. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static byte[] variable(String name, String value) {
        StringBuilder line = new StringBuilder(name).append('=');
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(octet) >= 0) {
                line.append((char) octet);
            } else {
                line.append(String.format("\\0%03o", octet & 0xFF));
            }
        }
        return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static long seconds(Duration limit) {
        return Math.max(1, limit.plusMillis(999).toSeconds());
    }
}
