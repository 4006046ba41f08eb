package org.liftlock.descriptor;

import java.time.ZoneId;
import java.util.Optional;

/** How a person or group of the site is reached. */
public record Person(String name, Optional<String> mail, Optional<ZoneId> timeZone, Optional<String> deputy) {}
