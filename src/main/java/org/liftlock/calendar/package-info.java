/**
 * When what is planned: windows of upgrades, freezes, times set aside for maintenance, what stands in each other's way, and
 * which approvals no longer count. Everything here is read, for pages and calendar programs; what is refused for a conflict
 * is refused in {@code window} and {@code planning}. The one thing that is kept here is the address of a person's feed.
 */
package org.liftlock.calendar;
