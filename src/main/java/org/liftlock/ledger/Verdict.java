package org.liftlock.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What the verifier found.
 *
 * @param entries how many entries were read; all of them, unless a flaw ended the walk
 * @param erased how many contents are not there because an entry tells of their erasure
 * @param newest the newest checkpoint that is genuine, whose entries nobody without the key can have changed since
 * @param flaws the first bad entry first; none when the ledger is intact
 */
public record Verdict(
        long entries,
        long evidence,
        long records,
        long erased,
        long checkpoints,
        Optional<Checkpoint> newest,
        List<Flaw> flaws) {

    public Verdict {
        flaws = List.copyOf(flaws);
    }

    public boolean intact() {
        return flaws.isEmpty();
    }
}
