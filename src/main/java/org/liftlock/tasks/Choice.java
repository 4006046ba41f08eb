package org.liftlock.tasks;

/** One of the answers a person may choose; what is not offered is not taken. */
record Choice(String value, String label) {}
