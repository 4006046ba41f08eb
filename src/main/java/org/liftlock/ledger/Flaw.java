package org.liftlock.ledger;

import java.util.Comparator;

/**
 * Something that is not as it was written.
 *
 * @param entry the first bad entry; 0 when it cannot be said to concern one
 * @param until the last entry the flaw may lie in, when only a signature further on shows it; else the same as entry
 * @param sentence what is wrong, for an auditor
 */
public record Flaw(long entry, long until, String sentence) {

    static Flaw at(long entry, String sentence) {
        return new Flaw(entry, entry, sentence);
    }

    static Flaw elsewhere(String sentence) {
        return new Flaw(0, 0, sentence);
    }

    /** The one that is certain first: what lies before a wide flaw's end may be its cause. Flaws without entry come last. */
    static final Comparator<Flaw> FIRST_BAD_FIRST = Comparator.comparingLong(
                    (Flaw flaw) -> flaw.entry() == 0 ? Long.MAX_VALUE : flaw.until())
            .thenComparing(Flaw::entry, Comparator.reverseOrder());
}
