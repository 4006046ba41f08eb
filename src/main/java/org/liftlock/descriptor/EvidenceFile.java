package org.liftlock.descriptor;

/** A document that supports a request, and what it shows. */
public record EvidenceFile(String file, String says) {}
