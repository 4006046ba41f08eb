package org.liftlock.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Verifies the whole ledger once a day, so that a flaw is seen before an auditor comes. It proves less than an auditor
 * who holds checkpoints of his own: whoever can change the database could change what is found here too.
 */
@Component
class VerifyLedger {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyLedger.class);
    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;
    private final LedgerKeys keys;
    private final LedgerState state;
    private final Clock clock;
    private final Duration every;
    private final TransactionTemplate snapshot;

    VerifyLedger(
            JdbcClient jdbc,
            LedgerKeys keys,
            LedgerState state,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${liftlock.ledger.verify-every:P1D}") Duration every) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.state = state;
        this.clock = clock;
        this.every = every;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void verifyIfDue() {
        Optional<Instant> last = state.now().verified().map(LedgerState.Verification::at);
        if (last.filter(at -> clock.instant().isBefore(at.plus(every))).isEmpty()) {
            verify();
        }
    }

    void verify() {
        Instant start = clock.instant();
        List<VerifyingKey> known =
                keys.current().map(SigningKey::publicKey).stream().toList();
        Verdict verdict = snapshot.execute(status -> new LedgerVerifier(jdbc).verify(List.of(), known));
        Optional<String> flaw = verdict.flaws().stream().findFirst().map(Flaw::sentence);
        flaw.ifPresent(sentence -> LOG.error("The ledger is not as it was written: {}. Run verify-ledger", sentence));
        jdbc.sql("insert into ledger_verification (verified_at, took_millis, entries, flaw) values (?, ?, ?, ?)")
                .params(
                        Timestamp.from(start),
                        Duration.between(start, clock.instant()).toMillis(),
                        verdict.entries(),
                        flaw.map(sentence -> sentence.substring(0, Math.min(LONGEST, sentence.length())))
                                .orElse(null))
                .update();
    }
}
