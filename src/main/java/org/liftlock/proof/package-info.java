/**
 * Proves process models before anybody may run them. A model becomes a net of places, abstract variables and
 * transitions with the engine's semantics; called models are translated into the same net; every marking it can reach is
 * explored (as far as independent branches differ by more than their order); what a step means for the system that is
 * raised comes from its topic or delegate, never from its name. Neither Spring nor a running engine is needed here, and
 * nothing here decides about a running upgrade: the same facts are enforced again where commands are launched.
 *
 * <p>Data is abstracted to what can be known from the models and from the contract of our steps: a variable is a set of
 * possible values, and a gateway may take every flow whose condition one of them fulfils. What a step of ours is bound to
 * write stands in {@link org.liftlock.proof.Meaning}.
 */
package org.liftlock.proof;
