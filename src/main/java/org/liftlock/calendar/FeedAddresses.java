package org.liftlock.calendar;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses under which calendar programs read, since they cannot log in by a form. A person makes one, has at most one, and
 * takes it back. The word in it is shown once; what is kept is its SHA-256, so that the database gives nobody access.
 */
@Component
public class FeedAddresses {

    private static final int BYTES = 32;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    FeedAddresses(JdbcClient jdbc, Clock clock, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
    }

    /** Makes a new address; the one before no longer works. @return the word in it, which nobody can ask for again */
    @Transactional
    public String make(String owner) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        boolean replaces = end(owner);
        jdbc.sql("insert into calendar_feed (owner, word_digest, made_at) values (?, ?, ?)")
                .params(owner, Digest.of(word).hex(), Timestamp.from(clock.instant()))
                .update();
        tell(
                owner,
                "calendar-feed-made",
                "Made an address for calendar programs" + (replaces ? "; the one before no longer works" : ""));
        return word;
    }

    /** @return false when there was none to take back */
    @Transactional
    public boolean revoke(String owner) {
        boolean there = end(owner);
        if (there) {
            tell(owner, "calendar-feed-revoked", "Took back the address for calendar programs");
        }
        return there;
    }

    /** When the person's address was made; empty when there is none. */
    public Optional<Instant> madeAt(String owner) {
        return jdbc.sql("select max(made_at) from calendar_feed where owner = ? and revoked_at is null")
                .param(owner)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** Whose address it is; empty for a word that nobody has, or no longer. */
    public Optional<String> owner(String word) {
        return WORD.matcher(word).matches()
                ? jdbc.sql("select owner from calendar_feed where word_digest = ? and revoked_at is null")
                        .param(Digest.of(word).hex())
                        .query(String.class)
                        .optional()
                : Optional.empty();
    }

    private boolean end(String owner) {
        return jdbc.sql("update calendar_feed set revoked_at = ? where owner = ? and revoked_at is null")
                        .params(Timestamp.from(clock.instant()), owner)
                        .update()
                > 0;
    }

    private void tell(String owner, String kind, String sentence) {
        journal.tell(Optional.empty(), owner, kind, Optional.empty(), sentence, Optional.empty());
    }
}
