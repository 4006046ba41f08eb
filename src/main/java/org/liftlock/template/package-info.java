/**
 * Standard changes: requests that follow a template somebody else has approved beforehand. Whether the template covers a
 * request is judged when it is asked for, again when the running version is known, and until the upgrade starts; the
 * revision that was used is pinned to the upgrade.
 */
package org.liftlock.template;
