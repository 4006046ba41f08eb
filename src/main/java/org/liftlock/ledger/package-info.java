/**
 * Lets others see whether the record was changed: checkpoints of the chain's end, signed with a key that does not lie in
 * the database, which leave the box; the verifier that holds a database against them; and the proof that goes with an
 * exported record (R49).
 */
package org.liftlock.ledger;
