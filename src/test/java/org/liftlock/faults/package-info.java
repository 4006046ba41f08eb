/**
 * Proof by force: nodes that are processes, over a real PostgreSQL, work on targets that are processes, and are killed,
 * stalled and cut off meanwhile. What is believed afterwards is the log that each target wrote itself. Run with
 * {@code ./mvnw verify -Pfaults}; {@code -Dfaults.long} repeats everything as often as it takes to be sure.
 */
package org.liftlock.faults;
