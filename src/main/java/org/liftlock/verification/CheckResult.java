package org.liftlock.verification;

import java.time.Duration;
import org.liftlock.descriptor.CheckSpec;

/**
 * What one check expected and what it got, in sentences a person reads without the description at hand.
 *
 * @param expected never blank
 * @param got never blank; for a skipped check the reason
 */
public record CheckResult(String checkId, boolean core, Outcome outcome, String expected, String got, Duration took) {

    private static final int LONGEST_EXPECTED = 1000;
    private static final int LONGEST_GOT = 2000;

    /** How a check ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    public CheckResult {
        if (expected.isBlank() || got.isBlank()) {
            throw new IllegalArgumentException("Check " + checkId + " says what it expected and what it got");
        }
        expected = Texts.clip(expected, LONGEST_EXPECTED);
        got = Texts.clip(got, LONGEST_GOT);
    }

    static CheckResult skipped(CheckSpec check, String reason) {
        return new CheckResult(check.id(), check.core(), Outcome.SKIPPED, "not checked", reason, Duration.ZERO);
    }

    public boolean passed() {
        return outcome == Outcome.PASSED;
    }

    public boolean failed() {
        return outcome == Outcome.FAILED;
    }

    /** "page: expected status 200, got status 503". */
    public String sentence() {
        return checkId + ": expected " + expected + ", got " + got;
    }
}
