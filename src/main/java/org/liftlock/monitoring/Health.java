package org.liftlock.monitoring;

/** What the figures say of a system that was raised. */
public sealed interface Health {

    String sentence();

    record Healthy(String sentence) implements Health {}

    /** At least one figure got worse by more than chance and by more than is accepted. */
    record Disturbed(String sentence) implements Health {}

    /** Too few figures to say anything; never to be taken for good health. */
    record NoData(String sentence) implements Health {}
}
