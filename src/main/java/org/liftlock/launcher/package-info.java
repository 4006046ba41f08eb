/**
 * Runs commands on targets so that they survive us: a small shell script on the target starts an order once for each
 * key, detached, and tells afterwards what became of it. Nothing here decides whether something may run; that is done
 * by {@link org.liftlock.effect} before an order is handed over.
 */
package org.liftlock.launcher;
