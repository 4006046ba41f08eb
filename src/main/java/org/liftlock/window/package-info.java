/**
 * The maintenance window: when it opens, the last moment to decide, when it ends, what else may not happen in it, and the
 * gate every launch passes.
 */
package org.liftlock.window;
