package org.liftlock.descriptor;

/** Why an upgrade is asked for (R01). */
public enum ReasonCategory {
    SECURITY_FIX,
    SERIOUS_BUG,
    COMPLIANCE,
    END_OF_SUPPORT,
    PERFORMANCE,
    FEATURE,
    HARDWARE,
    ARCHITECTURE,
    OPTIONAL
}
