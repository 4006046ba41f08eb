package org.liftlock.process;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * When in the night the engine removes history whose time has come, by the time zone of this process.
 *
 * @param from such as 01:00
 */
record CleanUpWindow(String from, String until) {

    /** @param written {@code 01:00-05:00}, or {@code off} */
    static Optional<CleanUpWindow> of(String written) {
        if (written.equals("off")) {
            return Optional.empty();
        }
        try {
            String[] times = written.split("-", 2);
            LocalTime from = LocalTime.parse(times[0]);
            LocalTime until = LocalTime.parse(times[times.length - 1]);
            if (!from.equals(until)) {
                return Optional.of(new CleanUpWindow(from.toString(), until.toString()));
            }
        } catch (DateTimeParseException noTime) {
            throw unusable(written);
        }
        throw unusable(written);
    }

    private static IllegalArgumentException unusable(String written) {
        return new IllegalArgumentException("liftlock.history.clean-up is \"" + written
                + "\", but it is a window of the night such as 01:00-05:00, or off");
    }
}
