package org.liftlock.verification;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what the checks of a run answered: one row each, and the same with its details as evidence. */
@Component
class CheckResults {

    private static final int LONGEST_DETAILS = 64_000;

    private final JdbcTemplate jdbc;
    private final Journal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CheckResults(JdbcTemplate jdbc, Journal journal, Clock clock, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** @param logs how the logs of the target end, kept with every check that failed */
    void save(CheckRun run, List<CheckConductor.Answer> answers, Optional<String> logs) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        transaction.executeWithoutResult(status -> {
            Optional<Digest> log = logs.map(journal::keep);
            jdbc.batchUpdate(
                    """
                    insert into check_result (upgrade_key, unit_id, step_id, purpose, target, check_id, core, verdict,
                        expected, got, took_millis, evidence_digest, log_digest, checked_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    answers.stream().map(answer -> row(run, answer, log, now)).toList());
        });
    }

    private Object[] row(CheckRun run, CheckConductor.Answer answer, Optional<Digest> log, OffsetDateTime now) {
        CheckResult result = answer.result();
        Digest evidence = journal.keep(evidence(run, answer, now.toInstant()));
        return new Object[] {
            run.upgrade(),
            run.unit().orElse(null),
            run.step().orElse(null),
            run.purpose().name(),
            run.target().toString(),
            result.checkId(),
            result.core(),
            result.outcome().name(),
            result.expected(),
            result.got(),
            result.took().toMillis(),
            evidence.hex(),
            log.filter(kept -> result.failed()).map(Digest::hex).orElse(null),
            now
        };
    }

    private static String evidence(CheckRun run, CheckConductor.Answer answer, Instant now) {
        CheckResult result = answer.result();
        return """
                check: %s%s
                upgrade: %s
                target: %s
                purpose: %s
                at: %s
                took: %s
                outcome: %s
                expected: %s
                got: %s

                %s
                """.formatted(
                        result.checkId(),
                        result.core() ? " (core)" : "",
                        run.upgrade(),
                        run.target(),
                        run.purpose(),
                        now,
                        Texts.duration(result.took()),
                        result.outcome(),
                        result.expected(),
                        result.got(),
                        Texts.clip(answer.details(), LONGEST_DETAILS));
    }
}
