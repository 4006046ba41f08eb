/**
 * What there is: versions, configuration, operating system and room of every target, read and kept at four moments of an
 * upgrade, and compared between nodes and over time (R06 to R08). Only reading happens here. Of configuration the
 * text is kept, never a secret in it: behind a word such as "password" there stands a digest.
 */
package org.liftlock.inventory;
