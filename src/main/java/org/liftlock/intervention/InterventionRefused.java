package org.liftlock.intervention;

/** The upgrade is where this has no effect; the message says what to do instead. Nothing was written or woken. */
public final class InterventionRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public InterventionRefused(String instead) {
        super(instead);
    }
}
