/**
 * How a step that touches a target happens at most once.
 *
 * <p>An external task of the engine becomes a {@code step} with one {@code effect} for each target. An effect is planned,
 * started in one transaction that decides whether it may (lock, directive, window, approval), handed to the launcher on
 * the target, watched, and settled. What went well commits together with what the engine is told of it, everything else
 * before. Any node may take over where another stopped. What cannot be known becomes an {@code UNKNOWN} outcome that a person decides.
 *
 * <p>What a step does is not known here: that is said by the {@link org.liftlock.effect.StepHandler} named like its topic.
 */
package org.liftlock.effect;
