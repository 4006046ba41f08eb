package org.liftlock.look;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.channel.SshAccess;
import org.liftlock.naming.TargetId;

/**
 * Which machine to look at: {@code ssh://user@host:port}, or {@code local}.
 *
 * @param user empty for this machine, which nobody has to log in to
 */
public record Address(Optional<String> user, String host, int port) {

    private static final Pattern SSH =
            Pattern.compile("ssh://(?:([^@/:\\s]+)@)?([A-Za-z0-9][A-Za-z0-9.-]*)(?::(\\d{1,5}))?/?");

    /** @throws IllegalArgumentException when it is neither */
    public static Address parse(String written, String usualUser) {
        if (written.toLowerCase(Locale.ROOT).matches("local(host)?(://)?")) {
            return new Address(Optional.empty(), "localhost", SshAccess.USUAL_PORT);
        }
        Matcher parts = SSH.matcher(written);
        int port = parts.matches() && parts.group(3) != null ? Integer.parseInt(parts.group(3)) : SshAccess.USUAL_PORT;
        if (!parts.matches() || port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "A machine is written ssh://user@host, ssh://user@host:port or local, not \"" + written + "\"");
        }
        return new Address(Optional.of(Optional.ofNullable(parts.group(1)).orElse(usualUser)), parts.group(2), port);
    }

    public boolean isHere() {
        return user.isEmpty();
    }

    public TargetId target() {
        return TargetId.parse(host);
    }

    /** A name for a system, out of the first label of the host. */
    public String systemName() {
        String label = host.matches("[0-9.]+") ? host : host.split("\\.")[0];
        String name = label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        return name.matches("[a-z].*") ? name : "host-" + name;
    }
}
