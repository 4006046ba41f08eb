package org.liftlock.monitoring;

import org.liftlock.naming.TargetId;

/** @param healthy the check passed; only then its figure counts */
record Sample(TargetId target, String name, double figure, boolean healthy) {}
