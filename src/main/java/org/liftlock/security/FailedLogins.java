package org.liftlock.security;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells of logins that failed, without letting an attack flood the record: the first one for an account at once, the
 * others of that minute as a number at its end. Names that are no account are counted all together, and stay outside of
 * the chain: somebody may have typed a password there.
 */
@Component
class FailedLogins {

    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);
    private static final Duration TOGETHER = Duration.ofMinutes(1);
    private static final String NO_ACCOUNT = "";
    private static final int MOST_SOURCES = 10;
    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 64;

    private final Journal journal;
    private final Clock clock;
    private final Map<String, Count> counts = new HashMap<>();

    FailedLogins(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    private static final class Count {
        private final String account;
        private final Instant since;
        private final Set<String> sources = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();
        private int failed;
        private int told;

        Count(String account, Instant since) {
            this.account = account;
            this.since = since;
        }

        void add(String name, String source) {
            failed++;
            collect(sources, source, MOST_SOURCES);
            collect(names, name.substring(0, Math.min(LONGEST_NAME, name.length())), MOST_NAMES);
        }

        private static void collect(Set<String> into, String text, int most) {
            if (into.size() < most) {
                into.add(text);
            } else if (!into.contains(text)) {
                into.add("others");
            }
        }
    }

    /** Part of the transaction that counts the attempt, if there is one. */
    void failed(String name, boolean known, String source) {
        Optional<Count> first = count(name, known, source);
        first.ifPresent(count -> {
            takeBackIfUndone(count);
            BeforeCommit.run(() -> tell("Login as " + count.account + " failed, from " + source, Optional.empty()));
        });
    }

    /** Counts only: who waits for the end of the chain must not hold what others wait for. */
    private synchronized Optional<Count> count(String name, boolean known, String source) {
        Count count = counts.computeIfAbsent(known ? name : NO_ACCOUNT, account -> new Count(account, clock.instant()));
        count.add(name, source);
        if (known && count.failed == 1) {
            count.told = 1;
            return Optional.of(count);
        }
        return Optional.empty();
    }

    private void takeBackIfUndone(Count count) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status != STATUS_COMMITTED) {
                        synchronized (FailedLogins.this) {
                            count.told = 0;
                        }
                    }
                }
            });
        }
    }

    @Scheduled(fixedDelayString = "PT5S")
    void tellPastMinutes() {
        tellThose(clock.instant().minus(TOGETHER));
    }

    /** What was counted in the last minute before Liftlock stops. */
    @PreDestroy
    void tellAll() {
        try {
            tellThose(Instant.MAX);
        } catch (RuntimeException trouble) {
            LOG.warn("Failed logins of the last minute are not in the record: {}", trouble.getMessage());
        }
    }

    private void tellThose(Instant sinceBefore) {
        for (Count count : past(sinceBefore)) {
            int more = count.failed - count.told;
            if (more > 0) {
                String from = ", from " + String.join(", ", count.sources);
                if (count.account.equals(NO_ACCOUNT)) {
                    tell(times(more) + " under a name that is no account" + from, Optional.of(names(count)));
                } else {
                    tell(
                            "Login as " + count.account + " failed " + more + (count.told > 0 ? " more" : "")
                                    + (more == 1 ? " time" : " times") + " within a minute" + from,
                            Optional.empty());
                }
            }
        }
    }

    private static String times(int number) {
        return number == 1 ? "A login failed" : number + " logins failed within a minute";
    }

    private Digest names(Count count) {
        return journal.keep("Names that were tried and are no account:\n" + String.join("\n", count.names) + "\n");
    }

    private synchronized List<Count> past(Instant sinceBefore) {
        List<Count> past = new ArrayList<>();
        for (Iterator<Count> left = counts.values().iterator(); left.hasNext(); ) {
            Count count = left.next();
            if (!count.since.isAfter(sinceBefore)) {
                past.add(count);
                left.remove();
            }
        }
        return past;
    }

    private void tell(String sentence, Optional<Digest> evidence) {
        journal.tell(
                Optional.empty(),
                TellIdentityChanges.LIFTLOCK,
                "login-failed",
                Optional.of(TellIdentityChanges.RULE),
                sentence,
                evidence);
    }
}
