/** Which targets are raised when: units of change in waves, a pilot first, halted when a wave does not prove itself (R41). */
package org.liftlock.rollout;
