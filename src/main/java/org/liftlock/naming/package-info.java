/**
 * What things are called: systems, targets, and contents by their digest. Values that check their own form and use no
 * other room, so that every room may use them.
 */
package org.liftlock.naming;
