package org.liftlock.intervention;

/** What would follow if somebody intervened in an upgrade now. */
public sealed interface Prospect {

    /** @param next what happens then, in sentences for the person who is about to do it */
    record Open(String next) implements Prospect {}

    /** @param instead why it would have no effect, and what to do in its place */
    record Closed(String instead) implements Prospect {}
}
