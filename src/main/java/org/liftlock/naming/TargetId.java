package org.liftlock.naming;

import java.util.regex.Pattern;

/**
 * A target is a host plus an instance name, site-wide: two systems on one host are two targets. Written
 * {@code host/instance}; a bare host means the instance {@code main}.
 */
public record TargetId(String host, String instance) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern INSTANCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public TargetId {
        if (host == null || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("A target's host is a host name or address, not \"" + host + "\"");
        }
        if (instance == null || !INSTANCE.matcher(instance).matches()) {
            throw new IllegalArgumentException("A target's instance is named by lower-case letters, digits, dots and"
                    + " dashes, not \"" + instance + "\"");
        }
    }

    public static TargetId parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new TargetId(text, "main")
                : new TargetId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return host + "/" + instance;
    }
}
