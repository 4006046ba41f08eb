/**
 * What there is: versions, configuration, packages, services, ports, certificates and connections of every target, read
 * and kept at the moments of an upgrade and every night, and compared between nodes and over time (R06 to R09). Only
 * reading happens here. A change that no upgrade made is held up for its owner to explain. Of configuration the text is
 * kept, never a secret in it: behind a word such as "password" there stands a digest.
 */
package org.liftlock.inventory;
