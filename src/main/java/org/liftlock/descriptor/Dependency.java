package org.liftlock.descriptor;

import java.util.Optional;

/** A system this one needs, and which versions of it. */
public record Dependency(SystemId system, Optional<String> version) {}
