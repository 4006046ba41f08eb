package org.liftlock.effect;

/** Named moments in the code where nothing happens, unless a fault suite has put a node of its own there to die. */
public interface KillPoints {

    /** @param topic of the step that has come this far */
    void reached(KillPoint point, String topic);
}
