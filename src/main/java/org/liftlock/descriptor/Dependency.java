package org.liftlock.descriptor;

import java.util.Optional;
import org.liftlock.naming.SystemId;

/** A system this one needs, and which versions of it. */
public record Dependency(SystemId system, Optional<String> version) {}
