/**
 * The end of an upgrade: what is still owed and known, and the record that is sealed when nothing is left open (R43 to
 * R49).
 */
package org.liftlock.closing;
