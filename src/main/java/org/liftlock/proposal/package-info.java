/**
 * Changes of the models that upgrades run on: what a changed model, decision table or form does differently, element by
 * element, and the proposals that wait until another person has approved what they change. Nothing here knows the engine;
 * it is handed files.
 */
package org.liftlock.proposal;
