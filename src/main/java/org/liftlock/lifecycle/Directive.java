package org.liftlock.lifecycle;

/** A decision at the level of the upgrade; every launch reads the newest one. */
public enum Directive {
    GO_ON,
    /** Start nothing new; what runs may end. */
    HALT,
    /** Stop what runs forward and take back what was changed. */
    STOP_AND_GO_BACK
}
