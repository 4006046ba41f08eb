package org.liftlock.descriptor;

import org.liftlock.naming.SystemId;

/**
 * Another system that is raised under the same approval and window.
 *
 * @param when {@code before} or {@code after} the system of the request
 */
public record Bundle(SystemId with, String when, String to) {}
