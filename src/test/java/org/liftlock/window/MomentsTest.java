package org.liftlock.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.planning.Estimates;
import org.liftlock.window.Moments.Kind;
import org.liftlock.window.Moments.Moment;

class MomentsTest {

    private static final Instant OPENS = Instant.parse("2026-11-18T22:00:00Z");
    private static final long DAY = 86_400;

    @Property
    void theNextMomentIsAfterTheLastOrder(
            @ForAll("windows") MaintenanceWindow window,
            @ForAll("estimates") Estimates estimates,
            @ForAll @LongRange(min = -DAY, max = 9 * DAY) long ordered) {
        Instant lastOrder = OPENS.plusSeconds(ordered);

        Moment moment = Moments.next(window, estimates, lastOrder);

        assertThat(moment.at()).isAfter(lastOrder);
        assertThat(moment.answerBy()).isAfter(moment.at());
    }

    @Property
    void aWayBackOrderedInTheLastMomentStillFitsTheWindow(
            @ForAll("windows") MaintenanceWindow window, @ForAll("estimates") Estimates estimates) {
        Moment moment = Moments.next(window, estimates, Instant.EPOCH);

        Duration left = Duration.between(moment.answerBy(), window.endsAt());
        assertThat(moment.kind()).isEqualTo(Kind.LAST_MOMENT_TO_DECIDE);
        assertThat(left).isGreaterThanOrEqualTo(estimates.rollBack().plus(estimates.tell()));
    }

    @Property
    void anExtensionIsAskedAboutAgainBeforeItEnds(
            @ForAll("windows") MaintenanceWindow window,
            @ForAll("estimates") Estimates estimates,
            @ForAll @LongRange(min = 0, max = 3 * DAY) long ordered,
            @ForAll @LongRange(min = 1, max = DAY) long by) {
        Instant lastOrder = window.opensAt().plusSeconds(ordered);
        Instant ends = Moments.next(window, estimates, lastOrder).at().plusSeconds(by);
        var extended = new MaintenanceWindow(window.opensAt(), ends);

        Moment moment = Moments.next(extended, estimates, lastOrder);

        assertThat(moment.at()).isAfter(lastOrder).isBeforeOrEqualTo(ends);
    }

    @Property
    void whoeverAnswersEveryMomentIsAskedInOrderAndNeverTwiceForOne(
            @ForAll("windows") MaintenanceWindow window, @ForAll("estimates") Estimates estimates) {
        List<Moment> asked = new ArrayList<>();
        Instant answered = Instant.EPOCH;
        for (int time = 0; time < 5; time++) {
            Moment moment = Moments.next(window, estimates, answered);
            asked.add(moment);
            answered = moment.at();
        }

        assertThat(asked)
                .extracting(Moment::kind)
                .containsSequence(Kind.WINDOW_END, Kind.OVERRUN, Kind.OVERRUN)
                .startsWith(Kind.LAST_MOMENT_TO_DECIDE);
        assertThat(asked).extracting(Moment::at).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void afterTheEndTheDeciderIsAskedEveryHalfHour() {
        var window = new MaintenanceWindow(OPENS, OPENS.plus(Duration.ofHours(4)));
        Instant late = window.endsAt().plus(Duration.ofMinutes(61));

        Moment moment = Moments.next(window, minutes(10), late);

        assertThat(moment.kind()).isEqualTo(Kind.OVERRUN);
        assertThat(moment.at()).isEqualTo(window.endsAt().plus(Duration.ofMinutes(90)));
    }

    @Test
    void theDeciderHasHalfOfTheMarginToAnswer() {
        var window = new MaintenanceWindow(OPENS, OPENS.plus(Duration.ofHours(4)));

        Moment moment = Moments.next(window, minutes(10), Instant.EPOCH);

        assertThat(moment.at()).isEqualTo(window.endsAt().minus(Duration.ofMinutes(30)));
        assertThat(Duration.between(moment.at(), moment.answerBy()))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(1));
    }

    @Test
    void momentsAreWrittenAsTheModelsReadThem() {
        assertThat(Kind.values())
                .extracting(Kind::word)
                .containsExactly("last-moment-to-decide", "window-end", "overrun", "approval-void");
    }

    @Provide
    Arbitrary<MaintenanceWindow> windows() {
        return Arbitraries.longs()
                .between(1, 2 * DAY)
                .map(length -> new MaintenanceWindow(OPENS, OPENS.plusSeconds(length)));
    }

    @Provide
    Arbitrary<Estimates> estimates() {
        Arbitrary<Duration> part = Arbitraries.longs().between(0, 7200).map(Duration::ofSeconds);
        return Combinators.combine(part, part, part, part, part, part, part).as(Estimates::new);
    }

    private static Estimates minutes(long each) {
        Duration part = Duration.ofMinutes(each);
        return new Estimates(part, part, part, part, part, part, part);
    }
}
