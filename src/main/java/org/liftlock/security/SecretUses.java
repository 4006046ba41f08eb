package org.liftlock.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/**
 * Tells in the record which secrets are used, by name, and for what: once for each effect, step, connection or message,
 * however many commands need it, and again after a day for what goes on.
 */
@Component
class SecretUses {

    private static final Duration TOLD_FOR = Duration.ofDays(1);
    private static final int REMEMBERED = 10_000;

    private final Journal journal;
    private final Clock clock;
    private final Map<Told, Instant> told = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    SecretUses(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    private record Told(SecretRef secret, SecretUse use) {}

    /** Before the value is given out; what throws here keeps it from being used. */
    void tell(SecretRef secret, SecretUse use) {
        Told one = new Told(secret, use);
        Instant now = clock.instant();
        if (isTold(one, now)) {
            return;
        }
        journal.tell(
                use.upgrade(),
                use.actor(),
                "secret-used",
                Optional.of(TellIdentityChanges.RULE),
                secret + " is used for " + use.what(),
                Optional.empty());
        synchronized (this) {
            told.put(one, now);
        }
    }

    private synchronized boolean isTold(Told use, Instant now) {
        Instant before = told.get(use);
        return before != null && now.isBefore(before.plus(TOLD_FOR));
    }
}
