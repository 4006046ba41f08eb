package org.liftlock.lifecycle;

/**
 * How much people have to do (R02). R00 and machine verification are the same at every level.
 */
public enum ControlLevel {
    LOW,
    NORMAL,
    HIGH,
    EMERGENCY
}
