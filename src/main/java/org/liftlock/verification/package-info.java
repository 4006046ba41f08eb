/**
 * Acceptance checks: whether a system does what it is there for, asked the way its users would ask (R36 to R38, R40).
 * Only reading happens here, so a check may be repeated or cut short at any time. A check always answers with what was
 * expected and what it got; a check that cannot be carried out has failed. One class for each type of check; a new type
 * is a new {@link org.liftlock.verification.CheckType}.
 */
package org.liftlock.verification;
