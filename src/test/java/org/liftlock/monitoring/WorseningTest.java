package org.liftlock.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WorseningTest {

    private final Worsening worsening = new Worsening(HealthRules.USUAL, 1);

    @Property(tries = 200)
    void figuresAreNeverWorseThanThemselves(
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 0, max = 1e4) Double> figures) {
        assertThat(worse(figures, figures, 0)).isFalse();
    }

    @Property(tries = 200)
    void whenOneSideIsWorseTheOtherIsNot(
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 0, max = 1e4) Double> one,
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 0, max = 1e4) Double> other) {
        assertThat(worse(one, other, 0) && worse(other, one, 0)).isFalse();
    }

    @Property(tries = 200)
    void orderDoesNotMatter(
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 0, max = 1e4) Double> before,
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 0, max = 1e4) Double> since) {
        List<Double> reversed = new ArrayList<>(since);
        Collections.reverse(reversed);

        assertThat(worse(before, reversed, 0)).isEqualTo(worse(before, since, 0));
    }

    @Property(tries = 200)
    void aSystemThatGotMuchSlowerIsAlwaysNoticed(
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 20, max = 40) Double> before,
            @ForAll @Size(min = 8, max = 40) List<@DoubleRange(min = 60, max = 200) Double> since) {
        assertThat(worse(before, since, 10)).isTrue();
    }

    @Property(tries = 200)
    void aFasterSystemIsNeverAnAlarm(
            @ForAll @Size(min = 10, max = 40) List<@DoubleRange(min = 60, max = 200) Double> before,
            @ForAll @Size(min = 8, max = 40) List<@DoubleRange(min = 20, max = 40) Double> since) {
        assertThat(worse(before, since, 0)).isFalse();
    }

    @Property(tries = 200)
    void fewerErrorsAreNeverAnAlarm(
            @ForAll @IntRange(min = 1, max = 60) int all, @ForAll @IntRange(max = 60) int failed) {
        int before = Math.min(all, failed);

        assertThat(worsening.ofErrors(before, all, before / 2, all)).isFalse();
    }

    @Test
    void aDifferenceThatIsCertainButTinyIsNoAlarm() {
        double[] before = IntStream.range(0, 500)
                .mapToDouble(index -> 20 + index * 0.0001)
                .toArray();
        double[] since = IntStream.range(0, 500)
                .mapToDouble(index -> 21 + index * 0.0001)
                .toArray();

        assertThat(worsening.of(before, since, 10)).isFalse();
    }

    @Test
    void oneOutlierIsNoAlarm() {
        double[] before =
                IntStream.range(0, 20).mapToDouble(index -> 20 + index).toArray();
        double[] since = before.clone();
        since[3] = 5000;

        assertThat(worsening.of(before, since, 10)).isFalse();
    }

    @Test
    void aSlowTailIsNoticedThoughTheMedianStays() {
        double[] before =
                IntStream.range(0, 60).mapToDouble(index -> 20 + index % 3).toArray();
        double[] since = before.clone();
        for (int index = 0; index < 24; index++) {
            since[index] = 400;
        }

        assertThat(worsening.of(before, since, 10)).isTrue();
    }

    @Test
    void alarmsByChanceStayBelowTheAcceptedShare() {
        Random random = new Random(42);
        Worsening lenient = new Worsening(new HealthRules(0.05, 0, 0, 0, 2, 2), 1);

        long alarms = IntStream.range(0, 2000)
                .filter(run -> lenient.of(latencies(random, 15), latencies(random, 15), 0))
                .count();

        // 5 % of 2,000 are 100, with a standard deviation of about 10.
        assertThat(alarms).isBetween(70L, 130L);
    }

    @Test
    void newErrorsAreNoticed() {
        assertThat(worsening.ofErrors(0, 20, 5, 10)).isTrue();
        assertThat(worsening.ofErrors(0, 20, 1, 20)).isFalse();
        assertThat(worsening.ofErrors(10, 20, 11, 20)).isFalse();
    }

    private boolean worse(List<Double> before, List<Double> since, double least) {
        return worsening.of(figures(before), figures(since), least);
    }

    private static double[] figures(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] latencies(Random random, int count) {
        return random.doubles(count).map(chance -> -20 * Math.log(1 - chance)).toArray();
    }
}
