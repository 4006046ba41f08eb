package org.liftlock.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.liftlock.descriptor.Limits;

class EstimatesTest {

    private static final Instant ENDS = Instant.parse("2026-11-19T02:00:00Z");

    @Property
    void aWindowCoversTheUpgradeItsWayBackTheMessagesAndTheMargin(@ForAll("estimates") Estimates estimates) {
        Duration forward = estimates
                .prepare()
                .plus(estimates.backUp())
                .plus(estimates.apply())
                .plus(estimates.verify());

        assertThat(estimates.total().minus(forward))
                .isEqualTo(estimates.rollBack().plus(estimates.tell()).plus(estimates.margin()));
    }

    @Property
    void aWayBackThatBeginsInTheLastMomentEndsWithTheWindow(@ForAll("estimates") Estimates estimates) {
        assertThat(estimates.lastMoment(ENDS).plus(estimates.wayBack())).isEqualTo(ENDS);
    }

    @Property
    void anUpgradeThatStartsWhenItJustFitsIsThroughByTheLastMoment(@ForAll("estimates") Estimates estimates) {
        Instant through = ENDS.minus(estimates.total())
                .plus(estimates.prepare())
                .plus(estimates.backUp())
                .plus(estimates.apply())
                .plus(estimates.verify());

        assertThat(through).isEqualTo(estimates.lastMoment(ENDS));
    }

    @Test
    void whatADescriptionDoesNotSayIsAssumedCarefully() {
        Estimates estimates = Estimates.of(Limits.NONE);

        assertThat(estimates.total()).isEqualTo(Duration.ofMinutes(125));
        assertThat(estimates.margin()).isPositive();
    }

    @Test
    void whatADescriptionSaysCounts() {
        Limits quick = new Limits(
                Optional.empty(),
                Optional.of(Duration.ofSeconds(20)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(40)),
                Optional.empty(),
                Optional.empty());

        assertThat(Estimates.of(quick).backUp()).isEqualTo(Duration.ofSeconds(20));
        assertThat(Estimates.of(quick).wayBack())
                .isEqualTo(Duration.ofSeconds(40).plusMinutes(15));
    }

    @Test
    void noPartTakesLessThanNoTime() {
        Duration minute = Duration.ofMinutes(1);

        assertThatThrownBy(() -> new Estimates(minute, minute, minute, minute, minute.negated(), minute, minute))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Estimates> estimates() {
        Arbitrary<Duration> part = Arbitraries.longs().between(0, 14_400).map(Duration::ofSeconds);
        return Combinators.combine(part, part, part, part, part, part, part).as(Estimates::new);
    }
}
