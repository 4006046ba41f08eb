package org.liftlock.lifecycle;

import java.time.Instant;

/** A timer of the model that will fire, named as the model names it. */
public record NextTimer(String upgrade, String name, String element, Instant due) {}
