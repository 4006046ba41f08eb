/**
 * Whether a raised system does as well as before (R42, R43): figures are sampled before the change and while the system is
 * watched, and compared by statistical tests together with the size of the difference. Too few figures are never taken for
 * good health.
 */
package org.liftlock.monitoring;
