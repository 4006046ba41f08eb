package org.liftlock.compatibility;

import java.util.regex.Pattern;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A version as people write it: {@code 15.18}, {@code 26.4.5}, {@code 2.0-rc1}, {@code 1:1.26.3-3+deb13u2}. Numbers
 * compare as numbers; alpha, beta, milestone, rc and snapshot come before the release, other words behind it; a Debian
 * epoch outweighs the rest, and {@code ~} marks what comes before.
 */
public final class Version implements Comparable<Version> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}:)?[vV]?\\d[A-Za-z0-9.+~_-]{0,99}");

    private final String text;
    private final int epoch;
    private final ComparableVersion rest;

    public Version(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A version starts with a digit and has letters, digits, dots and dashes, not \"" + text + "\"");
        }
        this.text = text;
        int colon = text.indexOf(':');
        epoch = colon < 0 ? 0 : Integer.parseInt(text.substring(0, colon));
        String upstream = text.substring(colon + 1).replaceFirst("^[vV]", "").replace("~", "-alpha-");
        rest = new ComparableVersion(upstream);
    }

    /** The first number: 15 of 15.18. */
    public String major() {
        String upstream = text.substring(text.indexOf(':') + 1).replaceFirst("^[vV]", "");
        return upstream.split("\\D", 2)[0];
    }

    public boolean before(Version other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Version other) {
        return epoch != other.epoch ? Integer.compare(epoch, other.epoch) : rest.compareTo(other.rest);
    }

    /** Equal when neither comes before the other: 15.0 equals 15. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && epoch == version.epoch && rest.equals(version.rest);
    }

    @Override
    public int hashCode() {
        return 31 * epoch + rest.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
