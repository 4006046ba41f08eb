package org.liftlock.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;
import org.liftlock.approval.Approvals;
import org.liftlock.approval.Approvals.Verdict;
import org.liftlock.audit.Sight;
import org.liftlock.calendar.Standing.State;
import org.liftlock.lifecycle.Cancellations;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.lifecycle.Windows;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class AgendaTest {

    private static final MaintenanceWindow NIGHT = new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS);
    private static final Sight ALL = Sight.ofEverything("otto");

    private Rooms rooms;

    @BeforeEach
    void anEmptySite() {
        rooms = Rooms.cleared();
    }

    @ParameterizedTest
    @EnumSource
    void aPlanIsShownBeforeItIsBookedAndAsItStandsAfterwards(TestDatabases databases) {
        rooms = Rooms.on(databases.migrated());
        String key = rooms.request();
        assertThat(around().bookings()).isEmpty();

        Plan plan = rooms.plan(key);
        rooms.get(Plans.class).write(key, plan, "erik");
        rooms.get(Upgrades.class).enter(key, Stage.PREPARATION);
        assertThat(one().booked()).isFalse();
        assertThat(one().state()).isEqualTo("planned, not booked");
        assertThat(one().window()).isEqualTo(NIGHT);
        int before = one().sequence();

        seal(key);
        assertThat(one().booked()).isTrue();
        assertThat(one().standing().state()).isEqualTo(State.ASKED);
        assertThat(one().standing().approvals()).isEqualTo("0 of 1 approval");
        assertThat(one().sequence()).isGreaterThan(before);

        approve(key);
        assertThat(one().standing().state()).isEqualTo(State.APPROVED);
        assertThat(one().standing().approvals()).isEqualTo("1 of 1 approval, by ana");
    }

    @Test
    void whileAPlanIsWorkedOnAnewItCountsAndNotWhatWasBooked() {
        String key = approved();
        rooms.get(Upgrades.class).enter(key, Stage.PREPARATION);
        Plan later = rooms.plan(key).in(Rooms.OPENS.plus(Duration.ofDays(1)), Rooms.ENDS.plus(Duration.ofDays(1)));

        rooms.get(Plans.class).write(key, later, "erik");

        assertThat(around().bookings()).singleElement().satisfies(booking -> {
            assertThat(booking.window().opensAt()).isEqualTo(later.opensAt());
            assertThat(booking.booked()).isFalse();
            assertThat(booking.standing().voidBecause()).contains("the plan was changed after ana had approved it");
        });
    }

    @Test
    void whatWasReallyDoneIsShownBesideTheWindow() {
        String key = approved();
        rooms.get(Upgrades.class).enter(key, Stage.EXECUTION);
        step(key, "1", Rooms.OPENS.plusSeconds(60), Optional.of(Rooms.OPENS.plusSeconds(90)));
        step(key, "2", Rooms.OPENS.plusSeconds(90), Optional.empty());
        assertThat(one().actual()).contains(new Booking.Actual(Rooms.OPENS.plusSeconds(60), Optional.empty()));

        rooms.jdbc
                .sql("update step set status = 'SETTLED', outcome = 'SUCCEEDED', settled_at = ?")
                .param(Timestamp.from(Rooms.OPENS.plusSeconds(600)))
                .update();
        rooms.get(Upgrades.class).enter(key, Stage.VERIFICATION);

        assertThat(one().actual())
                .contains(new Booking.Actual(Rooms.OPENS.plusSeconds(60), Optional.of(Rooms.OPENS.plusSeconds(600))));
        assertThat(one().state()).isEqualTo("Verification and deployment");
    }

    @Test
    void anExtensionIsOneWindowAndOneOpenedAfterwardsIsAnother() {
        String key = approved();
        rooms.get(Upgrades.class).enter(key, Stage.EXECUTION);
        Windows windows = rooms.get(Windows.class);
        rooms.clock.set(Rooms.OPENS.plus(Duration.ofHours(3)));
        MaintenanceWindow extended = new MaintenanceWindow(Rooms.OPENS, Rooms.ENDS.plus(Duration.ofHours(1)));
        windows.set(key, extended, "mia");
        assertThat(around().bookings()).extracting(Booking::window).containsExactly(extended);

        rooms.clock.set(extended.endsAt().plusSeconds(60));
        MaintenanceWindow toGoBack = new MaintenanceWindow(
                extended.endsAt().plusSeconds(60), extended.endsAt().plusSeconds(3600));
        windows.set(key, toGoBack, "mia");

        assertThat(around().bookings()).extracting(Booking::window).containsExactly(extended, toGoBack);
        assertThat(around().bookings()).extracting(Booking::newest).containsExactly(false, true);
    }

    @Test
    void aWindowThatWasMovedBeforeItOpenedIsNotShownAnyMore() {
        String key = approved();
        MaintenanceWindow later = new MaintenanceWindow(Rooms.ENDS.plusSeconds(60), Rooms.ENDS.plusSeconds(7200));

        rooms.get(Windows.class).set(key, later, "mia");

        assertThat(around().bookings()).extracting(Booking::window).containsExactly(later);
    }

    @Test
    void whatWasCalledOffIsStillShownAndStandsInNobodysWay() {
        String key = approved();
        approved();
        assertThat(around().collisions()).hasSize(1);

        rooms.get(Cancellations.class).note(key, "mia", "not this month");

        assertThat(around().bookings())
                .extracting(booking -> booking.standing().state())
                .containsExactly(State.CALLED_OFF, State.APPROVED);
        assertThat(around().collisions()).isEmpty();
    }

    @Test
    void anApprovalDoesNotCountAnyMoreWhenWhatIsDescribedHasChanged() {
        String key = approved();
        assertThat(one().standing().voidBecause()).isEmpty();

        rooms.redescribe("run: [raise]", "run: [raise, harder]");

        assertThat(one().standing().voidBecause())
                .contains("what is described has changed since the plan was approved");
        assertThat(rooms.get(Approvals.class).missing(key)).isPresent();
    }

    @Test
    void anApprovalDoesNotCountAnyMoreWhenItWasTakenBack() {
        String key = approved();

        rooms.get(Approvals.class).revoke(key, "mia", "too early");

        assertThat(one().standing().state()).isEqualTo(State.ASKED);
        assertThat(one().standing().voidBecause()).contains("what ana had approved was taken back");
        assertThat(rooms.get(Approvals.class).missing(key)).isPresent();
    }

    @Test
    void anApprovalThatNobodyGaveInTimeIsVoidAndSoIsOneWhoseWindowPassed() {
        String key = sealed();
        Instant due = Rooms.OPENS.minus(Duration.ofHours(1));
        rooms.clock.set(due.plusSeconds(1));
        assertThat(one(Map.of(key, due)).standing().voidBecause())
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("it was due by ").endsWith("1 of 1 are missing"));

        rooms.clock.set(Rooms.ENDS);

        assertThat(one(Map.of(key, due)).standing().voidBecause())
                .hasValueSatisfying(why -> assertThat(why).startsWith("its window passed at"));
    }

    @Test
    void aFreezeHoldsUpWhatFallsIntoItUnlessTheReasonIsExempt() {
        approved();
        Windows windows = rooms.get(Windows.class);
        windows.freeze("Sale", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of("SECURITY_FIX"));
        windows.freeze("Stock", Optional.of("orders-db"), Rooms.OPENS, Rooms.ENDS, List.of());
        windows.freeze("Tests", Optional.empty(), Rooms.OPENS, Rooms.ENDS, List.of("FEATURE"));
        windows.freeze("Audit", Optional.of("payroll"), Rooms.OPENS, Rooms.ENDS, List.of());
        rooms.describeSite("""
                site: harbour
                calendars: {stock-taking: {freeze: {from: 2026-11-01, to: 2026-11-30}, except: [security-fix]}}
                """);

        assertThat(around().freezesOver(one()))
                .extracting(Freeze::name)
                .containsExactlyInAnyOrder("Sale", "Stock", "stock-taking");
        assertThat(around().inTheWayOf(one())).hasSize(3).allMatch(why -> why.startsWith("falls into the freeze"));
        assertThat(around().freezesHere()).hasSize(5);
    }

    @Test
    void conflictsAreThoseThatTheStartWouldBeRefusedFor() {
        String key = approved();
        String other = approved();

        assertThat(around().collisions()).singleElement().satisfies(collision -> {
            assertThat(collision.one().key()).isEqualTo(key);
            assertThat(collision.other().key()).isEqualTo(other);
            assertThat(collision.why()).containsExactly("both change order-service", "olga is to carry out both");
        });
        assertThat(rooms.get(Windows.class).conflicts(key, NIGHT)).hasSize(1);
    }

    @Test
    void whatAPersonMayNotSeeIsNotShownNorNamedWhereItStandsInTheWay() {
        approved();
        String hidden = approved();
        rooms.jdbc
                .sql("update upgrade set system_id = 'orders-db', requested_by = 'paula' where upgrade_key = ?")
                .param(hidden)
                .update();
        rooms.get(Windows.class).freeze("Stock", Optional.of("payroll"), Rooms.OPENS, Rooms.ENDS, List.of());

        Sheet seen = around(new Reader(Sight.of(Set.of("order-service"), "olga"), Map.of(), Set.of()));

        assertThat(seen.bookings()).extracting(Booking::system).containsExactly("order-service");
        assertThat(seen.ahead()).hasSize(1);
        assertThat(seen.freezesHere()).isEmpty();
        assertThat(seen.inTheWayOf(seen.bookings().get(0)))
                .containsExactly("at the same time as an upgrade that is not shown to you; a change manager sees it");
        assertThat(around(new Reader(Sight.of(Set.of(), "paula"), Map.of(), Set.of()))
                        .bookings())
                .extracting(Booking::key)
                .containsExactly(hidden);
    }

    @Test
    void howManyUpgradesThereAreMakesNoMoreQueries() {
        AtomicInteger queries = new AtomicInteger();
        rooms = Rooms.on(counted(TestDatabases.H2.migrated(), queries));
        approved();
        around();
        queries.set(0);
        around();
        int forOne = queries.get();
        for (int upgrade = 1; upgrade < 12; upgrade++) {
            approved();
        }
        queries.set(0);

        assertThat(around().bookings()).hasSize(12);

        assertThat(queries.get()).isEqualTo(forOne).isPositive();
    }

    private static DataSource counted(DataSource database, AtomicInteger queries) {
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection real = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, given) -> {
                            if (method.getName().equals("prepareStatement")) {
                                queries.incrementAndGet();
                            }
                            return method.invoke(real, given);
                        });
            }
        };
    }

    private String sealed() {
        String key = rooms.request();
        rooms.get(Upgrades.class).enter(key, Stage.PREPARATION);
        rooms.get(Plans.class).write(key, rooms.plan(key), "erik");
        seal(key);
        return key;
    }

    private String approved() {
        String key = sealed();
        approve(key);
        rooms.get(Upgrades.class).enter(key, Stage.WAITING);
        return key;
    }

    private void seal(String key) {
        rooms.get(Plans.class).seal(key);
        rooms.get(Windows.class).set(key, NIGHT, "plan");
    }

    private void approve(String key) {
        rooms.get(Approvals.class).give(key, "ana", "approvers", Verdict.APPROVED, "");
    }

    private void step(String key, String id, Instant from, Optional<Instant> until) {
        rooms.jdbc
                .sql("""
                        insert into step (step_id, upgrade_key, stage, topic, element_id, process_instance, external_task,
                            attempt, status, outcome, started_at, settled_at)
                        values (?, ?, 'EXECUTION', 'back-up', 'back-up', 'p', ?, 1, ?, ?, ?, ?)
                        """)
                .params(id, key, id, until.isPresent() ? "SETTLED" : "OPEN")
                .param(until.isPresent() ? "SUCCEEDED" : null)
                .param(Timestamp.from(from))
                .param(until.map(Timestamp::from).orElse(null))
                .update();
    }

    private Booking one() {
        return one(Map.of());
    }

    private Booking one(Map<String, Instant> deadlines) {
        return around(new Reader(ALL, deadlines, Set.of())).bookings().get(0);
    }

    private Sheet around() {
        return around(new Reader(ALL, Map.of(), Set.of()));
    }

    private Sheet around(Reader reader) {
        return rooms.get(Agenda.class)
                .between(Rooms.OPENS.minus(Duration.ofDays(3)), Rooms.ENDS.plus(Duration.ofDays(3)), reader);
    }
}
