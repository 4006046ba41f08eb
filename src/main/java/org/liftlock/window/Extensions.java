package org.liftlock.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.lifecycle.Conflict;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Windows;
import org.springframework.stereotype.Component;

/** By how much a window may be extended: into nothing else that is planned, and not beyond the proof of a way back (R33). */
@Component
public class Extensions {

    /** More in one go is another plan. */
    private static final Duration MOST = Duration.ofHours(4);

    private final Windows windows;
    private final KeptBackups backups;

    Extensions(Windows windows, KeptBackups backups) {
        this.windows = windows;
        this.backups = backups;
    }

    /** @throws IllegalArgumentException when it is not a time that fits, with what it would run into */
    public void check(String upgradeKey, Duration by) {
        if (by.isNegative() || by.isZero()) {
            throw new IllegalArgumentException(
                    "Field \"Extend by how many minutes?\": say by how many minutes, at least 1");
        }
        if (by.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("R33: the window cannot be extended by " + by.toMinutes()
                    + " minutes at once; choose at most " + MOST.toMinutes() + ", and extend it again if need be");
        }
        Instant ends = window(upgradeKey).endsAt().plus(by);
        limit(upgradeKey).filter(limit -> limit.from().isBefore(ends)).ifPresent(limit -> {
            throw new IllegalArgumentException("R33: the window cannot be extended by " + by.toMinutes() + " minutes: "
                    + limit.what() + ". At most " + longest(upgradeKey).toMinutes() + " minutes fit");
        });
    }

    /** The longest extension that fits, in whole minutes; zero when none does. */
    public Duration longest(String upgradeKey) {
        Instant ends = window(upgradeKey).endsAt();
        return limit(upgradeKey)
                .map(limit -> Duration.between(ends, limit.from()))
                .map(room -> room.isNegative() ? Duration.ZERO : Duration.ofMinutes(room.toMinutes()))
                .orElse(MOST);
    }

    /** What an extension would run into first; empty when the longest one runs into nothing. */
    public Optional<Conflict> limit(String upgradeKey) {
        Instant ends = window(upgradeKey).endsAt();
        MaintenanceWindow longest = new MaintenanceWindow(ends, ends.plus(MOST));
        return Stream.of(windows.firstConflict(upgradeKey, longest), backups.firstGivenUp(upgradeKey, longest))
                .flatMap(Optional::stream)
                .min((one, other) -> one.from().compareTo(other.from()));
    }

    private MaintenanceWindow window(String upgradeKey) {
        return windows.of(upgradeKey)
                .orElseThrow(() ->
                        new IllegalArgumentException("R33: " + upgradeKey + " has no window that could be extended"));
    }
}
