package org.liftlock.descriptor;

/** The layers of a description; a later one overrides an earlier one. */
public enum Layer {
    SITE,
    KIND,
    SYSTEM,
    ENVIRONMENT,
    TARGET,
    TEMPLATE,
    REQUEST
}
