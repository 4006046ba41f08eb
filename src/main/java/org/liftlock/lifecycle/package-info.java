/**
 * The upgrade itself: its request, key, stage and outcome, the units of change it works on, the orders that govern them,
 * and what was found, owed and known along the way. The stages of an upgrade have rooms of their own; they meet here.
 */
package org.liftlock.lifecycle;
