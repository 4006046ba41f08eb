/**
 * What is to be raised, in the words of the people who run it: files of five layers (site, kind, system with its
 * environments and targets, request) are read, checked, merged with the origin of every value kept, and resolved into
 * commands, stores and checks for one target. Pure reading: nothing here runs a command or asks a target.
 */
package org.liftlock.descriptor;
