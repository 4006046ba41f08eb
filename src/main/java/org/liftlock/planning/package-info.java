/**
 * The plan of an upgrade: window, people, method, the answer agreed for silence, and how long each part takes. A plan is
 * drafted from the description, checked against the rules, and sealed; approvals sign the digest of the sealed plan.
 */
package org.liftlock.planning;
