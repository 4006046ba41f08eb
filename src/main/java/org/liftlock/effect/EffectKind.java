package org.liftlock.effect;

/** What an effect does to a target; it decides which gates it has to pass. */
public enum EffectKind {
    /** Writes beside what runs and may be done again; needs neither a window nor an approval, but obeys an order to stop. */
    FETCH(true, false),
    QUIESCE(true, false),
    BACK_UP(true, false),
    APPLY(true, true),
    REBOOT(true, true),
    FINISH(true, true),
    BRACKET_DO(true, false),
    ROLL_BACK(false, false),
    /** Part of a way back. */
    REBOOT_BACK(false, false),
    /** Opens a bracket for a way back. */
    BRACKET_BACK(false, false),
    RESUME(false, false),
    BRACKET_UNDO(false, false);

    private final boolean forward;
    private final boolean needsProof;

    EffectKind(boolean forward, boolean needsProof) {
        this.forward = forward;
        this.needsProof = needsProof;
    }

    /**
     * Forward effects ask the gate: an open window, a valid approval, no order to stop. Protective ones (going back,
     * letting users in again) are never refused for any of these.
     */
    public boolean forward() {
        return forward;
    }

    /**
     * What is changed belongs to one unit of change until that is finished with it. Fetching changes nothing in use, and
     * brackets touch targets that belong to nobody's unit, such as a load balancer, and only for a moment.
     */
    boolean claims() {
        return this != FETCH && this != BRACKET_DO && this != BRACKET_BACK && this != BRACKET_UNDO;
    }

    /** It is done when the machine runs from another boot. */
    boolean reboots() {
        return this == REBOOT || this == REBOOT_BACK;
    }

    /** As many brackets are closed as can be. Nothing else goes on behind a failure: what follows may need what failed. */
    boolean goesOnAfterFailure() {
        return this == BRACKET_UNDO;
    }

    /** It touches its target only for a moment, so that whoever comes next waits for its end. */
    boolean passes() {
        return !claims();
    }

    /** Afterwards the data may differ from the backup, so no proof made before serves another apply. */
    boolean endsProof() {
        return this == RESUME || this == ROLL_BACK;
    }

    /** R00: refers to a proof that every store and the configuration of the unit can be restored. */
    public boolean needsProof() {
        return needsProof;
    }
}
