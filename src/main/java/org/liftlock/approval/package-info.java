/**
 * Approvals: who has approved which plan, by its digest. An approval of another plan, one by somebody whose
 * own work it is, and a revoked one do not count (R28).
 */
package org.liftlock.approval;
