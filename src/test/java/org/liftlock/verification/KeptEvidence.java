package org.liftlock.verification;

import java.time.Instant;
import java.util.Optional;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;

/** Keeps evidence in its table, as the product does; what is told is not of interest here. */
public final class KeptEvidence implements Journal {

    private final OwnTables tables;

    public KeptEvidence(OwnTables tables) {
        this.tables = tables;
    }

    @Override
    public void tell(
            Optional<String> upgrade,
            String actor,
            String kind,
            Optional<String> rule,
            String sentence,
            Optional<Digest> evidence) {}

    @Override
    public Digest keep(String content) {
        Digest digest = Digest.of(content);
        tables.jdbc()
                .sql("""
                        merge into evidence using (values (cast(? as varchar(64)))) as given (digest)
                        on evidence.digest = given.digest
                        when not matched then insert (digest, content, kept_at) values (given.digest, ?, ?)
                        """)
                .params(digest.hex(), content, java.sql.Timestamp.from(Instant.EPOCH))
                .update();
        return digest;
    }
}
