/**
 * What people and other systems are told: messages are written to an outbox in the transaction of what they tell, and
 * sent from there by mail or webhook, at least once, always under the same message id. A message that could not be sent
 * stays visible; whether one that has to precede a window was sent is asked here (R30).
 */
package org.liftlock.communication;
