/**
 * Who may do what, and what must stay secret: the one login, roles and their rights in the engine, first accounts; and
 * secrets by reference, resolved at the moment of use and masked in everything captured. No value of a secret enters a
 * variable of a process, a log, a command line or the text of an exception. Nothing here knows what an upgrade is.
 */
package org.liftlock.security;
