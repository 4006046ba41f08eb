package org.liftlock.calendar;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.liftlock.audit.Sight;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.Stage;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Plan;

/**
 * A window of an upgrade.
 *
 * @param window as it was agreed on last
 * @param booked false as long as it is only in a plan that is not sealed
 * @param newest false for a window that was in force, and over when the next one was opened
 * @param actual when the first step in it began, and the last one ended; empty as long as nothing was done in it
 * @param digest of the plan as it is now, when that one is sealed
 * @param reach empty when what was asked for no longer fits what is described
 * @param sequence grows whenever something is agreed on, approved or called off
 * @param changedAt when that was
 */
public record Booking(
        String key,
        String system,
        String environment,
        String from,
        String to,
        ReasonCategory reason,
        String why,
        String requestedBy,
        Optional<ControlLevel> level,
        Stage stage,
        Optional<Outcome> outcome,
        MaintenanceWindow window,
        boolean booked,
        boolean newest,
        Optional<Actual> actual,
        Optional<Plan> plan,
        Optional<Digest> digest,
        Standing standing,
        Optional<Reach> reach,
        int sequence,
        Instant changedAt) {

    private static final Set<Stage> BEFORE_THE_END =
            Set.of(Stage.ASSESSMENT, Stage.PREPARATION, Stage.WAITING, Stage.EXECUTION);

    /** When steps were really done; without an end as long as they go on. */
    public record Actual(Instant from, Optional<Instant> until) {}

    /** "order-service 1.0 → 2.0". */
    public String title() {
        return system + " " + change();
    }

    public String change() {
        return from + " → " + to;
    }

    /** Whether something may still be changed in this window, so that it can stand in another's way. */
    public boolean isAhead() {
        return newest && BEFORE_THE_END.contains(stage) && standing.state() != Standing.State.CALLED_OFF;
    }

    /** Who carries it out; empty when nobody is named. */
    public Optional<String> engineer() {
        return plan.map(Plan::engineer).filter(name -> !name.isBlank());
    }

    /** How it stands, in a few words; how it ended, when it has. */
    public String state() {
        return standing.state() == Standing.State.OVER
                ? outcome.map(Outcome::title).orElse(newest ? stage.title() : Standing.State.OVER.words())
                : standing.state().words();
    }

    public boolean isSeenBy(Sight sight) {
        return sight.reaches(system) || sight.person().equals(requestedBy);
    }

    boolean touches(String other) {
        return system.equals(other)
                || reach.filter(found -> found.neighbours().contains(other)).isPresent();
    }
}
