package org.liftlock.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads a whole ledger and tells what is not as it was written. A chain by itself can be written anew from any entry on;
 * only a checkpoint that lies elsewhere shows that. Reads pages, never the whole.
 */
public final class LedgerVerifier {

    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final List<Flaw> flaws = new ArrayList<>();
    private long checkpoints;
    private final Set<String> genuineLines = new HashSet<>();
    private Optional<Checkpoint> newest = Optional.empty();

    /** @param jdbc sees one state of the database all the time, also while Liftlock writes */
    public LedgerVerifier(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param held lines of checkpoints the auditor holds, oldest first
     * @param keys public keys the auditor has; without one no checkpoint is looked at
     */
    public Verdict verify(List<String> held, List<VerifyingKey> keys) {
        Erasures erasures = new Erasures(jdbc);
        ChainWalk chain = new ChainWalk(jdbc, erasures);
        chain.walk().ifPresent(flaws::add);
        flaws.addAll(chain.doubts());
        KeptContent content = new KeptContent(jdbc, erasures, flaws::add);
        long evidence = content.evidence();
        long records = content.records();
        if (!keys.isEmpty()) {
            compareHeld(held, keys);
            compareKept(keys);
        }
        List<Flaw> sorted =
                flaws.stream().distinct().sorted(Flaw.FIRST_BAD_FIRST).toList();
        return new Verdict(chain.entries(), evidence, records, erasures.found(), checkpoints, newest, sorted);
    }

    private void compareHeld(List<String> held, List<VerifyingKey> keys) {
        CheckpointSeries series = new CheckpointSeries("your file", keys, Set.of(), flaws::add);
        Optional<Checkpoint> agreed = Optional.empty();
        for (String line : held) {
            Optional<Checkpoint> genuine = series.next(line);
            genuine.ifPresent(checkpoint -> genuineLines.add(line));
            if (genuine.isPresent() && agrees(genuine.get(), agreed)) {
                agreed = genuine;
                requireKept(genuine.get());
            }
        }
        series.end();
    }

    /** The database has checkpoints too. They are less worth than yours, since both can be deleted together. */
    private void compareKept(List<VerifyingKey> keys) {
        CheckpointSeries series = new CheckpointSeries("the database", keys, genuineLines, flaws::add);
        Optional<Checkpoint> agreed = Optional.empty();
        long after = 0;
        List<Stored> page = page(after);
        while (!page.isEmpty()) {
            for (Stored stored : page) {
                Optional<Checkpoint> genuine = series.next(stored.line());
                if (genuine.isPresent() && agrees(genuine.get(), agreed)) {
                    agreed = genuine;
                    checkpoints++;
                    noteNewest(genuine.get());
                }
                after = stored.number();
            }
            page = page(after);
        }
        series.end();
    }

    private record Stored(long number, String line) {}

    private List<Stored> page(long after) {
        return jdbc.sql("""
                        select checkpoint_number, line from ledger_checkpoint where checkpoint_number > ?
                        order by checkpoint_number limit ?
                        """)
                .params(after, PAGE)
                .query((found, row) -> new Stored(found.getLong(1), found.getString(2)))
                .list();
    }

    /** Whether the chain still holds exactly the entry that was signed. */
    private boolean agrees(Checkpoint checkpoint, Optional<Checkpoint> agreed) {
        Optional<String> there = jdbc.sql("select entry_hash from ledger_entry where seq = ?")
                .param(checkpoint.seq())
                .query(String.class)
                .optional();
        if (there.filter(checkpoint.entry().hex()::equals).isPresent()) {
            return true;
        }
        long first = agreed.map(Checkpoint::seq).orElse(0L) + 1;
        String signed =
                "Checkpoint " + checkpoint.number() + " of " + checkpoint.at() + " signed entry " + checkpoint.seq();
        long last = jdbc.sql("select coalesce(max(seq), 0) from ledger_entry")
                .query(Long.class)
                .single();
        if (last < checkpoint.seq()) {
            flaws.add(new Flaw(
                    first,
                    last + 1,
                    signed + ", but the ledger ends with entry " + last + ": its end was cut"
                            + " off, and nothing vouches for the entries from " + first + " on"));
        } else {
            flaws.add(new Flaw(
                    first,
                    checkpoint.seq(),
                    signed + ", and the ledger holds another one there: it was written"
                            + " anew from an entry on that lies between " + first + " and " + checkpoint.seq()));
        }
        return false;
    }

    private void requireKept(Checkpoint held) {
        noteNewest(held);
        Optional<String> kept = jdbc.sql("select line from ledger_checkpoint where checkpoint_number = ?")
                .param(held.number())
                .query(String.class)
                .optional();
        if (kept.filter(held.line()::equals).isEmpty()) {
            flaws.add(Flaw.elsewhere("Checkpoint " + held.number() + " that you hold is "
                    + (kept.isEmpty()
                            ? "not in the database: it was deleted"
                            : "another one in the database: that one" + " was changed")));
        }
    }

    private void noteNewest(Checkpoint checkpoint) {
        newest = newest.filter(known -> known.number() > checkpoint.number()).or(() -> Optional.of(checkpoint));
    }
}
