package org.liftlock.lifecycle;

import java.time.Instant;

/**
 * Something else that is planned, or forbids changes, for a while (R26).
 *
 * @param what in words, with when it is
 */
public record Conflict(String what, Instant from) {}
