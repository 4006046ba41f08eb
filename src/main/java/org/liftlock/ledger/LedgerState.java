package org.liftlock.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the ledger is signed, and what Liftlock itself found when it verified it last. */
@Component
public class LedgerState {

    private final JdbcClient jdbc;

    LedgerState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param entries how many there are
     * @param newest the newest checkpoint; empty while no key is configured
     * @param verified the newest verification of the whole ledger
     */
    public record State(long entries, String headHash, Optional<Checkpoint> newest, Optional<Verification> verified) {

        /** Entries that only the chain holds. */
        public long unsigned() {
            return entries - newest.map(Checkpoint::seq).orElse(0L);
        }
    }

    /**
     * A verification of the whole ledger.
     *
     * @param entries how many were read
     * @param flaw the first one; empty when it was intact
     */
    public record Verification(Instant at, long tookMillis, long entries, Optional<String> flaw) {}

    public State now() {
        Optional<Checkpoint> newest = jdbc.sql("""
                        select line from ledger_checkpoint order by checkpoint_number desc fetch first 1 rows only
                        """)
                .query((row, number) -> Checkpoint.parse(row.getString(1)))
                .optional();
        return jdbc.sql("select seq, entry_hash from record_head where id = 1")
                .query((row, number) -> new State(row.getLong(1), row.getString(2), newest, verified()))
                .single();
    }

    private Optional<Verification> verified() {
        return jdbc.sql("""
                        select verified_at, took_millis, entries, flaw from ledger_verification
                        order by verified_at desc fetch first 1 rows only
                        """)
                .query((row, number) -> new Verification(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getLong(2),
                        row.getLong(3),
                        Optional.ofNullable(row.getString(4))))
                .optional();
    }
}
