package org.liftlock.lifecycle;

import java.util.Optional;

/**
 * How far a running step says it is.
 *
 * @param percent from 0 to 100; empty when it told a stage and no figure
 * @param says in the words of the tool: "42 of 120 rows copied"
 */
public record Progress(Optional<Double> percent, String says) {}
