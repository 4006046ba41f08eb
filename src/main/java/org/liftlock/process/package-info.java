/**
 * The engine, set up to be trusted: its database, its clock, its timers, its closed expression language, the deployment
 * of models, and what operators see of it. The only room in which implementation classes of the engine may be used;
 * everything another room needs from the engine beyond its public API gets a small type of ours here.
 */
package org.liftlock.process;
