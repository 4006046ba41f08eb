/**
 * A first look at a system nobody has described: reads a machine, changes nothing there, and drafts a description of what
 * it found. What it could not find out stands in the draft as a comment that says what to fill in.
 */
package org.liftlock.look;
