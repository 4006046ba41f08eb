package org.liftlock.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.calendar.Bookings.upgrade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.lifecycle.Stage;

class CollisionTest {

    private static final Set<String> GROUPS = Set.of("engineers");

    @Test
    void twoWindowsOnOneSystemAreInConflict() {
        assertThat(why(upgrade(1), upgrade(2))).containsExactly("both change order-service");
    }

    @ParameterizedTest
    @CsvSource({"2, 4, true", "3, 5, true", "4, 6, false", "0, 1, true"})
    void windowsThatOnlyTouchAreNone(int from, int until, boolean conflict) {
        assertThat(Collision.between(
                                upgrade(1).from(0, 4).made(),
                                upgrade(2).from(from, until).made(),
                                GROUPS)
                        .isPresent())
                .isEqualTo(conflict);
    }

    @Test
    void systemsOfWhichOneNeedsTheOtherAreInConflictWhicheverOfThemSaysSo() {
        List<String> expected = List.of("of order-service and orders-db one needs the other");

        assertThat(why(upgrade(1).needs("orders-db"), upgrade(2).of("orders-db")))
                .isEqualTo(expected);
        assertThat(why(upgrade(1), upgrade(2).of("orders-db").needs("order-service")))
                .isEqualTo(expected);
        assertThat(why(upgrade(1), upgrade(2).of("payroll"))).isEmpty();
    }

    @Test
    void systemsThatShareATargetABalancerOrAStoreAreInConflict() {
        assertThat(why(
                        upgrade(1).touching("lb1.example.com/main", "a"),
                        upgrade(2).of("payroll").touching("lb1.example.com/main", "b")))
                .containsExactly("both touch lb1.example.com/main");
        assertThat(why(
                        upgrade(1).touching("a", "b", "c", "d", "e"),
                        upgrade(2).of("payroll").touching("a", "b", "c", "d")))
                .containsExactly("both touch a, b, c and 1 more");
    }

    @Test
    void onePersonCannotCarryOutTwoAtOnceButAGroupCan() {
        assertThat(why(upgrade(1).by("erik"), upgrade(2).of("payroll").by("erik")))
                .containsExactly("erik is to carry out both");
        assertThat(why(upgrade(1).by("engineers"), upgrade(2).of("payroll").by("engineers")))
                .isEmpty();
        assertThat(why(upgrade(1), upgrade(2).of("payroll"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFICATION", "CLOSING", "CLOSED"})
    void whatIsDoneStandsInNobodysWay(Stage stage) {
        assertThat(why(upgrade(1), upgrade(2).in(stage))).isEmpty();
    }

    @Test
    void whatWasCalledOffStandsInNobodysWay() {
        assertThat(why(upgrade(1), upgrade(2).standing(Standing.State.CALLED_OFF)))
                .isEmpty();
    }

    @Property
    void aConflictIsTheSameFromEitherSide(@ForAll("bookings") List<Booking> two) {
        assertThat(Collision.between(two.get(0), two.get(1), GROUPS))
                .isEqualTo(Collision.between(two.get(1), two.get(0), GROUPS));
    }

    @Property
    void whoeverIsListedFirstTheConflictsAreTheSame(@ForAll("bookings") List<Booking> some, @ForAll long seed) {
        List<Booking> shuffled = new ArrayList<>(some);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(new HashSet<>(Collision.among(shuffled, GROUPS)))
                .isEqualTo(new HashSet<>(Collision.among(some, GROUPS)));
    }

    @Property
    void noConflictIsPassedOver(@ForAll("bookings") List<Booking> some) {
        Set<Collision> each = new HashSet<>();
        some.forEach(one ->
                some.forEach(other -> Collision.between(one, other, GROUPS).ifPresent(each::add)));

        assertThat(new HashSet<>(Collision.among(some, GROUPS))).isEqualTo(each);
    }

    @Provide
    Arbitrary<List<Booking>> bookings() {
        Arbitrary<String> systems = Arbitraries.of("order-service", "orders-db", "payroll");
        Arbitrary<Bookings> one = Combinators.combine(
                        systems,
                        systems,
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.of("erik", "olga", "engineers", ""),
                        Arbitraries.of("lb1", "lb2", "db1"),
                        Arbitraries.of(Stage.PREPARATION, Stage.WAITING, Stage.EXECUTION, Stage.CLOSED))
                .as((system, needed, from, length, engineer, thing, stage) -> upgrade(0)
                        .of(system)
                        .needs(needed)
                        .from(from, from + length)
                        .by(engineer)
                        .touching(thing)
                        .in(stage));
        return one.list()
                .ofMinSize(2)
                .ofMaxSize(8)
                .map(some -> IntStream.range(0, some.size())
                        .mapToObj(number -> some.get(number).numbered(number).made())
                        .toList());
    }

    private static List<String> why(Bookings one, Bookings other) {
        return Collision.between(one.made(), other.made(), GROUPS)
                .map(Collision::why)
                .orElse(List.of());
    }
}
