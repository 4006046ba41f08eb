package org.liftlock.descriptor;

/**
 * One step of the order inside a unit: what is done to the targets of a role.
 *
 * @param operation {@code apply}, or an operation the kind has for that role: {@code hold}, {@code rebuild}
 * @param afterSignOff the step waits for sign-off
 */
public record RoleStep(String role, String operation, boolean afterSignOff) {}
