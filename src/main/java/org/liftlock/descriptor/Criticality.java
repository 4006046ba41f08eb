package org.liftlock.descriptor;

/** How much hangs on a system (R05). */
public enum Criticality {
    LOW,
    NORMAL,
    HIGH
}
