package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of one part of a target, read back after the outcome had become unknown.
 *
 * @param now the version, or why it could not be read
 * @param before what was read there before the change
 */
record VersionRead(String part, boolean readable, String now, Optional<String> before, Instant at) {

    enum Standing {
        NEW,
        OLD,
        NEITHER,
        NOT_READ
    }

    Standing against(String toVersion) {
        if (!readable) {
            return Standing.NOT_READ;
        } else if (before.filter(now::equals).isPresent()) {
            return Standing.OLD;
        }
        return names(toVersion) ? Standing.NEW : Standing.NEITHER;
    }

    /** The reading may say more than the version, as "nginx/1.28.0" does; 2.0 is not in 12.0, 2.0.1 or 2.0-rc1. */
    private boolean names(String version) {
        return Pattern.compile("(?<![\\w.+~-])" + Pattern.quote(version) + "(?![\\w.+~-])")
                .matcher(now)
                .find();
    }

    String sentence(String toVersion) {
        return switch (against(toVersion)) {
            case NEW -> part() + " **" + plain(now) + "**, the new one" + was();
            case OLD -> part() + " **" + plain(now) + "**, as before the change";
            case NEITHER -> part() + " **" + plain(now) + "**, not " + plain(toVersion) + was();
            case NOT_READ -> part() + " could not be read: " + plain(now);
        };
    }

    @Override
    public String part() {
        return plain(part);
    }

    private String was() {
        return before.map(old -> " (before the change: " + plain(old) + ")").orElse("");
    }
}
