/**
 * The steps that change a unit of change: make it quiet, apply the new version, ask whether it does its work, let users in
 * again, and finish. Each only names the commands of the description; whether and when they run is decided by the effect
 * protocol.
 */
package org.liftlock.apply;
