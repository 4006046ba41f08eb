package org.liftlock.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftlock.MovableClock;
import org.liftlock.naming.Digest;
import org.liftlock.record.SilentJournal;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class FailedLoginsTest {

    private final MovableClock clock = new MovableClock();
    private final List<String> told = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final FailedLogins logins = new FailedLogins(
            new SilentJournal() {
                @Override
                public void tell(
                        Optional<String> upgrade,
                        String actor,
                        String kind,
                        Optional<String> rule,
                        String sentence,
                        Optional<Digest> evidence) {
                    told.add(sentence);
                }

                @Override
                public Digest keep(String content) {
                    kept.add(content);
                    return super.keep(content);
                }
            },
            clock);

    @Test
    void aThousandAttemptsOnAnAccountAreTwoEntries() {
        IntStream.range(0, 1000).forEach(attempt -> logins.failed("erik", true, "10.0.0." + attempt % 2));
        aMinutePasses();

        assertThat(told)
                .containsExactly(
                        "Login as erik failed, from 10.0.0.0",
                        "Login as erik failed 999 more times within a minute, from 10.0.0.0, 10.0.0.1");
    }

    @Test
    void aThousandNamesThatAreNoAccountAreOneEntryAndStayOutsideOfTheChain() {
        IntStream.range(0, 1000).forEach(attempt -> logins.failed("guess-" + attempt, false, "10.0.0.7"));
        aMinutePasses();

        assertThat(told)
                .containsExactly(
                        "1000 logins failed within a minute under a name that is no account," + " from 10.0.0.7");
        assertThat(kept)
                .singleElement()
                .asString()
                .contains("guess-0", "guess-19", "others")
                .doesNotContain("guess-20");
    }

    @Test
    void theNextMinuteIsToldAnew() {
        logins.failed("erik", true, "10.0.0.7");
        aMinutePasses();
        logins.failed("erik", true, "10.0.0.7");
        aMinutePasses();

        assertThat(told).containsExactly("Login as erik failed, from 10.0.0.7", "Login as erik failed, from 10.0.0.7");
    }

    @Test
    void whatWasUndoneWithItsTransactionIsToldLater() {
        TransactionSynchronizationManager.initSynchronization();
        try {
            logins.failed("erik", true, "10.0.0.7");
            TransactionSynchronizationManager.getSynchronizations()
                    .forEach(one -> one.afterCompletion(TransactionSynchronization.STATUS_ROLLED_BACK));
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
        assertThat(told).isEmpty();
        aMinutePasses();

        assertThat(told).containsExactly("Login as erik failed 1 time within a minute, from 10.0.0.7");
    }

    @Test
    void nothingIsLostWhenLiftlockStops() {
        logins.failed("nobody", false, "10.0.0.7");

        logins.tellAll();

        assertThat(told).containsExactly("A login failed under a name that is no account, from 10.0.0.7");
    }

    private void aMinutePasses() {
        clock.set(clock.instant().plus(Duration.ofMinutes(1)));
        logins.tellPastMinutes();
    }
}
