/**
 * Ways to run a program on a machine: this one, or another one over SSH. A channel says whether a program was certainly
 * not started, has ended, or may have run without its end being known; what that means for an upgrade is decided by
 * those who use it. Nothing here knows of runs, upgrades or descriptions.
 */
package org.liftlock.channel;
