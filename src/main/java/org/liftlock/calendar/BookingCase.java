package org.liftlock.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liftlock.calendar.Booking.Actual;
import org.liftlock.calendar.BookingRows.Found;
import org.liftlock.calendar.BookingRows.Said;
import org.liftlock.calendar.Standing.State;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.Stage;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans.Written;

/** What is known of one window, and what follows from it for its approval (R28). */
final class BookingCase {

    private static final Set<Stage> BEFORE_THE_WINDOW = Set.of(Stage.ASSESSMENT, Stage.PREPARATION, Stage.WAITING);
    private static final Set<String> NOTHING_DONE =
            Set.of(Outcome.CANCELLED.name(), Outcome.REFUSED.name(), Outcome.DEFERRED.name());
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm zzz", Locale.ENGLISH);

    private final Found row;
    private final Optional<Written> written;
    private final List<Said> said;
    private final Optional<Actual> actual;
    private final Optional<Instant> deadline;
    private final Optional<Reach> reach;
    private final Instant now;
    private final Stage stage;

    /** @param deadline until when an approval is waited for, while one is */
    BookingCase(
            Found row,
            Optional<Written> written,
            List<Said> said,
            Optional<Actual> actual,
            Optional<Instant> deadline,
            Optional<Reach> reach,
            Instant now) {
        this.row = row;
        this.written = written;
        this.said = said;
        this.actual = actual;
        this.deadline = deadline;
        this.reach = reach;
        this.now = now;
        this.stage = Stage.valueOf(row.stage());
    }

    /** Empty as long as nothing says when. */
    Optional<Booking> booking(ZoneId zone) {
        return window().map(window -> new Booking(
                row.key(),
                row.system(),
                row.environment(),
                row.from(),
                row.to(),
                ReasonCategory.valueOf(row.reason()),
                row.why(),
                row.requestedBy(),
                row.level().map(ControlLevel::valueOf),
                stage,
                row.outcome().map(Outcome::valueOf),
                window,
                !isDraft(),
                isNewest(),
                actual.filter(done -> window.overlaps(new MaintenanceWindow(
                        done.from(), later(done.from(), done.until().orElse(now))))),
                plan(),
                digest(),
                standing(window, zone),
                reach,
                sequence(),
                changedAt()));
    }

    /** While a plan is worked on, what it says counts, not what was booked for the one before. */
    private Optional<MaintenanceWindow> window() {
        return isDraft()
                ? plan().map(newest -> new MaintenanceWindow(newest.opensAt(), newest.endsAt()))
                : row.window();
    }

    private boolean isDraft() {
        return Set.of(Stage.ASSESSMENT, Stage.PREPARATION).contains(stage)
                && (row.window().isEmpty() || row.newest())
                && (row.window().isEmpty() || digest().isEmpty());
    }

    private boolean isNewest() {
        return row.newest() || row.window().isEmpty();
    }

    private Optional<Plan> plan() {
        return written.flatMap(Written::plan);
    }

    private Optional<Digest> digest() {
        return written.flatMap(Written::digest);
    }

    private Standing standing(MaintenanceWindow window, ZoneId zone) {
        State state = state();
        boolean counts = isNewest() && (state == State.PLANNED || state == State.ASKED || state == State.APPROVED);
        return new Standing(state, approvedBy(), row.needed(), counts ? voidBecause(window, zone) : Optional.empty());
    }

    private State state() {
        boolean calledOff = row.outcome().filter(NOTHING_DONE::contains).isPresent()
                || row.cancelledAt().isPresent() && (BEFORE_THE_WINDOW.contains(stage) || actual.isEmpty());
        if (calledOff) {
            return State.CALLED_OFF;
        } else if (!isNewest()) {
            return State.OVER;
        }
        return switch (stage) {
            case EXECUTION -> State.RUNNING;
            case VERIFICATION, CLOSING, CLOSED -> State.OVER;
            default ->
                digest().isEmpty()
                        ? State.PLANNED
                        // Whoever is asked again, as for targets left behind, is asked about a plan that may stand
                        // approved.
                        : deadline.isEmpty() && isApproved() ? State.APPROVED : State.ASKED;
        };
    }

    private boolean isApproved() {
        return digest().isPresent() && approvedBy().size() >= row.needed();
    }

    /** Whose word stands for the plan as it is now. */
    private List<String> approvedBy() {
        return given().filter(one ->
                        digest().filter(now -> now.hex().equals(one.digest())).isPresent())
                .map(Said::approver)
                .distinct()
                .toList();
    }

    private Stream<Said> given() {
        return said.stream()
                .filter(Said::approves)
                .filter(one -> one.revokedAt().isEmpty());
    }

    private Optional<String> voidBecause(MaintenanceWindow window, ZoneId zone) {
        if (window.over(now)) {
            return Optional.of(
                    "its window passed at " + MOMENT.format(window.endsAt().atZone(zone)) + ", and it had not begun");
        }
        if (isApproved()) {
            return reach.filter(found -> plan().filter(
                                    agreed -> agreed.descriptionDigest().equals(found.materialDigest()))
                            .isEmpty())
                    .map(found -> "what is described has changed since the plan was approved");
        }
        return changedSince()
                .or(this::takenBack)
                .or(() -> deadline.filter(until -> until.isBefore(now))
                        .map(until -> "it was due by " + MOMENT.format(until.atZone(zone)) + ", and "
                                + (row.needed() - approvedBy().size()) + " of " + row.needed() + " are missing"));
    }

    private Optional<String> changedSince() {
        List<String> before = given().map(Said::approver)
                .distinct()
                .filter(name -> !approvedBy().contains(name))
                .toList();
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of("the plan was changed after " + String.join(", ", before) + " had approved it");
    }

    private Optional<String> takenBack() {
        return said.stream()
                .filter(Said::approves)
                .filter(one -> one.revokedAt().isPresent())
                .reduce((first, second) -> second)
                .filter(last -> approvedBy().isEmpty())
                .map(last -> "what " + last.approver() + " had approved was taken back");
    }

    /** Each of these happens once and stays, so the sum only grows. */
    private int sequence() {
        return row.windowRevision()
                + written.map(Written::revision).orElse(0)
                + said.size()
                + (int) said.stream().filter(one -> one.revokedAt().isPresent()).count()
                + (row.cancelledAt().isPresent() ? 1 : 0)
                + (row.closedAt().isPresent() ? 1 : 0);
    }

    private Instant changedAt() {
        return Stream.of(
                        Stream.of(row.requestedAt()),
                        row.decidedAt().stream(),
                        written.map(Written::at).stream(),
                        said.stream().map(Said::at),
                        said.stream().flatMap(one -> one.revokedAt().stream()),
                        row.cancelledAt().stream(),
                        row.closedAt().stream())
                .flatMap(moments -> moments)
                .reduce(BookingCase::latest)
                .orElseThrow();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** A step may end in the very instant it began. */
    private static Instant later(Instant from, Instant until) {
        return until.isAfter(from) ? until : from.plusMillis(1);
    }
}
