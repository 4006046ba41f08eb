package org.liftlock.calendar;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a change advisory meeting looks at: approvals that are waited for, the greatest risk first. */
@Component
public class Advisory {

    /** How far a meeting looks ahead. */
    public static final Duration AHEAD = Duration.ofDays(14);

    /** Those whose windows open within two weeks, or should have. */
    public List<Proposal> waiting(Sheet sheet) {
        return asked(sheet).stream()
                .filter(booking ->
                        booking.window().opensAt().isBefore(sheet.now().plus(AHEAD)))
                .map(booking -> Proposal.of(booking, sheet))
                .sorted(Proposal.BY_RISK)
                .toList();
    }

    /** How many more wait for windows after that. */
    public int later(Sheet sheet) {
        return asked(sheet).size() - waiting(sheet).size();
    }

    private static List<Booking> asked(Sheet sheet) {
        return sheet.ahead().stream()
                .filter(booking -> booking.standing().state() == Standing.State.ASKED)
                .filter(booking -> booking.plan().isPresent())
                .toList();
    }
}
