package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.Limits;
import org.liftlock.planning.TimeBar.Source;

class TimeBarTest {

    private static final Limits LIMITS = new Limits(
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(Duration.ofMinutes(10)),
            Optional.of(Duration.ofMinutes(20)),
            Optional.of(Duration.ofMinutes(15)),
            Optional.of(Duration.ofMinutes(30)),
            Optional.of(Duration.ofMinutes(5)),
            Optional.empty());

    @Test
    void theWayBackStillFitsBehindTheLastMoment() {
        TimeBar bar = TimeBar.of(LIMITS, Map.of());

        assertThat(bar.lastMoment()).isEqualTo(Duration.ofMinutes(50));
        assertThat(bar.wayBack()).isEqualTo(Estimates.of(LIMITS).wayBack());
        assertThat(bar.total()).isEqualTo(Estimates.of(LIMITS).total());
    }

    @Test
    void partsFollowOneAnother() {
        TimeBar bar = TimeBar.of(LIMITS, Map.of());

        assertThat(bar.segments())
                .extracting(TimeBar.Segment::part)
                .containsExactly("prepare", "back_up", "apply", "verify", "roll_back", "tell", "margin");
        assertThat(bar.segments().get(2).start()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void whatWasMeasuredGoesBeforeWhatIsDescribed() {
        TimeBar bar = TimeBar.of(LIMITS, Map.of("apply", Duration.ofMinutes(45)));

        assertThat(bar.segments().get(2).length()).isEqualTo(Duration.ofMinutes(45));
        assertThat(bar.segments().get(2).source()).isEqualTo(Source.MEASURED);
        assertThat(bar.lastMoment()).isEqualTo(Duration.ofMinutes(75));
    }

    @Test
    void whatNobodySaidIsMarkedAsAssumed() {
        assertThat(TimeBar.of(LIMITS, Map.of()).segments())
                .extracting(TimeBar.Segment::source)
                .containsExactly(
                        Source.DESCRIBED,
                        Source.DESCRIBED,
                        Source.DESCRIBED,
                        Source.DESCRIBED,
                        Source.DESCRIBED,
                        Source.DESCRIBED,
                        Source.ASSUMED);
    }
}
