package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** One entry of the record: who did what, when, and under which rule. */
public record RecordLine(
        long seq,
        Instant at,
        String actor,
        String kind,
        Optional<String> rule,
        String sentence,
        Optional<String> evidenceDigest,
        String hash) {}
