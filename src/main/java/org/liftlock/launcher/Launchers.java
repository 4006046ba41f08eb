package org.liftlock.launcher;

import org.liftlock.naming.TargetId;

/** Finds the launcher of a target: on this machine, or over a channel. */
public interface Launchers {

    Launcher of(TargetId target);
}
