package org.liftlock.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.Criticality;
import org.liftlock.descriptor.Method;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.descriptor.Reversibility;
import org.liftlock.descriptor.UsersSpec;
import org.liftlock.lifecycle.ControlLevel;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Stage;
import org.liftlock.naming.Digest;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;

/** Windows of upgrades in a night of November, as the rules look at them. */
final class Bookings {

    static final Instant NIGHT = Instant.parse("2026-11-22T21:00:00Z");
    private static final Duration PART = Duration.ofMinutes(10);

    private final String key;
    private String system = "order-service";
    private MaintenanceWindow window = new MaintenanceWindow(NIGHT, NIGHT.plus(Duration.ofHours(4)));
    private Set<String> neighbours = Set.of();
    private Set<String> things = Set.of();
    private String engineer = "";
    private Stage stage = Stage.WAITING;
    private ControlLevel level = ControlLevel.NORMAL;
    private Criticality criticality = Criticality.NORMAL;
    private Reversibility reversibility = Reversibility.ALWAYS;
    private Standing.State state = Standing.State.ASKED;
    private Optional<String> voidBecause = Optional.empty();
    private List<String> targets = List.of("orders.example.com/main");

    private Bookings(String key) {
        this.key = key;
    }

    static Bookings upgrade(int number) {
        return new Bookings("UPG-2026-%04d".formatted(number));
    }

    /** A copy of another number. */
    Bookings numbered(int number) {
        Bookings copy = upgrade(number);
        copy.system = system;
        copy.window = window;
        copy.neighbours = neighbours;
        copy.things = things;
        copy.engineer = engineer;
        copy.stage = stage;
        return copy;
    }

    Bookings of(String name) {
        system = name;
        return this;
    }

    /** Hours after nine in the evening. */
    Bookings from(int hour, int until) {
        window = new MaintenanceWindow(NIGHT.plus(Duration.ofHours(hour)), NIGHT.plus(Duration.ofHours(until)));
        return this;
    }

    Bookings needs(String... systems) {
        neighbours = Set.of(systems);
        return this;
    }

    Bookings touching(String... all) {
        things = Set.of(all);
        return this;
    }

    Bookings by(String person) {
        engineer = person;
        return this;
    }

    Bookings in(Stage where) {
        stage = where;
        return this;
    }

    Bookings standing(Standing.State how) {
        state = how;
        return this;
    }

    Bookings voidBecause(String reason) {
        voidBecause = Optional.of(reason);
        return this;
    }

    Bookings at(ControlLevel strict) {
        level = strict;
        return this;
    }

    Bookings critical(Criticality how) {
        criticality = how;
        return this;
    }

    Bookings back(Reversibility how) {
        reversibility = how;
        return this;
    }

    Bookings on(String... raised) {
        targets = List.of(raised);
        return this;
    }

    Booking made() {
        Plan plan = new Plan(
                window.opensAt(),
                window.endsAt(),
                "mia",
                "carl",
                engineer,
                NoAnswer.ROLL_BACK,
                "replace",
                new Estimates(PART, PART, PART, PART, PART, PART, PART),
                targets,
                List.of("uma"),
                "Not available.",
                Duration.ofDays(1),
                "d");
        Method method =
                new Method("replace", reversibility, true, Optional.empty(), false, Optional.empty(), Optional.empty());
        return new Booking(
                key,
                system,
                "production",
                "1.0",
                "2.0",
                ReasonCategory.FEATURE,
                "better for everybody",
                "erik",
                Optional.of(level),
                stage,
                Optional.empty(),
                window,
                true,
                true,
                Optional.empty(),
                Optional.of(plan),
                Optional.of(Digest.of(key)),
                new Standing(state, List.of(), 1, voidBecause),
                Optional.of(new Reach(system, criticality, method, UsersSpec.UNKNOWN, neighbours, things, "d")),
                3,
                NIGHT.minus(Duration.ofDays(2)));
    }
}
