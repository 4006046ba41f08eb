package org.liftlock.proof;

/** A rule that a step of the net breaks, before it is told to people. */
record Violation(Rule rule, Part part, String sentence) {}
