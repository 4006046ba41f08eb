/**
 * What happened, who did it, and how it can be shown: the timeline of every upgrade, evidence by digest, and the sealed
 * record. Entries are only ever added, each chained to the one before it by its hash (R46, R49).
 */
package org.liftlock.record;
