/**
 * The sample profile's own room: puts a real order service (staging and production, each a process of its own) on this
 * machine and describes it, so that a newcomer has something to upgrade. The rest of the product must not know it: it
 * reaches the service through descriptions and the launcher, as it would any other system.
 */
package org.liftlock.sample;
