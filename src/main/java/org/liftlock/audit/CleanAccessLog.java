package org.liftlock.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes lines of the access log that are older than the site keeps them, each night, and says in the record how many. */
@Component
class CleanAccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(CleanAccessLog.class);

    private final AccessLog log;
    private final Journal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Duration keep;

    CleanAccessLog(
            AccessLog log,
            Journal journal,
            Clock clock,
            TransactionTemplate transaction,
            @Value("${liftlock.access-log.keep:P400D}") Duration keep) {
        if (keep.toDays() < 1 || keep.toDays() > 36500) {
            throw new IllegalArgumentException("liftlock.access-log.keep is " + keep
                    + ", but lines of the access log are kept for 1 to 36500 days, for example P400D");
        }
        this.log = log;
        this.journal = journal;
        this.clock = clock;
        this.transaction = transaction;
        this.keep = keep;
    }

    /** On each node; the second one finds nothing left. */
    @Scheduled(cron = "${liftlock.access-log.clean:0 40 2 * * *}")
    void clean() {
        Instant until = clock.instant().minus(keep).truncatedTo(ChronoUnit.SECONDS);
        int removed = transaction.execute(status -> {
            int gone = log.removeBefore(until);
            if (gone > 0) {
                journal.tell(
                        Optional.empty(),
                        "timer",
                        "access-log-cleared",
                        Optional.of("R49"),
                        told(gone, until),
                        Optional.empty());
            }
            return gone;
        });
        LOG.info("{}", told(removed, until));
    }

    private String told(int gone, Instant until) {
        return gone + (gone == 1 ? " line" : " lines") + " of the access log from before " + until
                + " removed; they are kept for " + keep.toDays() + " days";
    }
}
