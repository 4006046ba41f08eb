package org.liftlock.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.lifecycle.Progress;

class ProgressLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "liftlock-progress: 42 of 120 rows copied | 35.0",
                "liftlock-progress: 42 rows copied of 120 | 35.0",
                "liftlock-progress: 1.5 of 4.0 GB | 37.5",
                "liftlock-progress: 42% | 42.0",
                "liftlock-progress: 42.25 % restored | 42.3",
                "liftlock-progress:0 of 7 | 0.0",
            })
    void aLineMadeForItTellsHowFarItIs(String line, double percent) {
        assertThat(percent("before\n" + line + "\nsomething else\n")).contains(percent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42% | 42.0",
                "[#########             ]  42 % | 42.0",
                "########                                  23.5% | 23.5",
                "  1,238,099  42%  146.38kB/s    0:00:08 (xfr#5, to-chk=169/396) | 42.0",
                "32.77K   5%   31.25MB/s    0:00:00 | 5.0",
                "48129/112233 kB (42%), 0/1 tablespace | 42.0",
                "Progress: [ 42%] | 42.0",
                "copied 420 of 1000 rows, 42% done | 42.0",
                "100% complete | 100.0",
            })
    void theWaysOfWidespreadToolsAreUnderstood(String line, double percent) {
        assertThat(percent("starting\n" + line)).contains(percent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the disk is 93% full",
                "warning: 12% of rows were skipped",
                "GET /a%20b%2042%25",
                "142%",
                "liftlock-progress:",
                "liftlock-progress: 7 of 0 rows",
                "liftlock-progress: 8 of 7 rows",
                "liftlock-progress: 420%",
                "ratio 0.42 done",
                ""
            })
    void whatIsNoProgressIsNotTakenForIt(String line) {
        assertThat(percent(line)).isEmpty();
    }

    @Test
    void theLatestCounts() {
        assertThat(percent("liftlock-progress: 1 of 4\nliftlock-progress: 2 of 4\n"))
                .contains(50.0);
        assertThat(percent("10%\r 20%\r 30%\r")).contains(30.0);
    }

    @Test
    void aStageWithoutAFigureEndsWhatAnEarlierFigureSaid() {
        assertThat(ProgressLine.in("liftlock-progress: 99%\nliftlock-progress: building indexes\n"))
                .contains(new Progress(Optional.empty(), "building indexes"));
    }

    @Test
    void thePercentageOfACommandBeforeIsForgottenWhenOthersHavePrinted() {
        assertThat(percent("100%\nnow\nsomething\nelse\n")).isEmpty();
        assertThat(percent("liftlock-progress: 30%\nnow\nsomething\nelse\n")).contains(30.0);
    }

    @Test
    void wordsAreShortAndOfOneLine() {
        assertThat(ProgressLine.in("liftlock-progress: 1 of 2 " + "tables ".repeat(15) + "\u001b[0m\n"))
                .hasValueSatisfying(told ->
                        assertThat(told.says()).hasSizeLessThanOrEqualTo(80).startsWith("1 of 2 tables"));
        assertThat(percent("liftlock-progress: 1 of 2 " + "x".repeat(10_000))).isEmpty();
    }

    private static Optional<Double> percent(String printed) {
        return ProgressLine.in(printed).flatMap(Progress::percent);
    }
}
