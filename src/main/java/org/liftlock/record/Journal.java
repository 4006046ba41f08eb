package org.liftlock.record;

import java.util.Optional;
import org.liftlock.naming.Digest;

/** Writes down what happened, in the transaction of what it tells. */
public interface Journal {

    /**
     * @param upgrade key of the upgrade, empty for what concerns the whole site
     * @param actor person ("erik"), or the part of the product that acted ("timer", "worker")
     * @param kind short stable word: "requested", "approved", "step-settled", "escalated"
     * @param rule rule id such as "R28"
     * @param sentence what happened, for a reader who was not there
     */
    void tell(
            Optional<String> upgrade,
            String actor,
            String kind,
            Optional<String> rule,
            String sentence,
            Optional<Digest> evidence);

    /** Keeps a text under the digest of what is kept; the same text is kept once. Committed on its own, at once. */
    Digest keep(String content);

    /** A text that was kept; empty when there is none of that digest. */
    default Optional<String> read(Digest digest) {
        return Optional.empty();
    }

    /**
     * The same as part of the caller's transaction, which fails when another keeps this text for the first time at the
     * same moment: for callers that can be tried again as a whole.
     */
    default Digest keepWithin(String content) {
        return keep(content);
    }
}
