package org.liftlock.intervention;

/** What people may say of an upgrade without being asked. */
public enum Intervention {
    CANCEL,
    REVOKE_APPROVAL,
    REPORT_TROUBLE
}
