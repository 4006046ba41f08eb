package org.liftlock.descriptor;

/** Whether a target is restarted behind the apply. */
public enum Reboot {
    NEVER,
    IF_REQUIRED,
    ALWAYS
}
