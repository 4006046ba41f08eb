/**
 * Secrets by reference: resolved at the moment of use, masked in everything captured. No value of a secret enters a
 * variable of a process, a log, a command line or the text of an exception.
 */
package org.liftlock.security;
