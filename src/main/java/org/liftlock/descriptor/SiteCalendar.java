package org.liftlock.descriptor;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;

/** A calendar of the site: windows that recur, or a change freeze. */
public sealed interface SiteCalendar {

    String name();

    /** @param rule recurrence as in RFC 5545: {@code FREQ=MONTHLY;BYDAY=2SU} */
    record Windows(String name, String rule, LocalTime from, LocalTime to) implements SiteCalendar {}

    /**
     * @param to last day, included
     * @param except reasons that are let through
     */
    record Freeze(String name, LocalDate from, LocalDate to, Set<ReasonCategory> except) implements SiteCalendar {

        public Freeze {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("Freeze \"" + name + "\" ends before it begins");
            }
            except = Set.copyOf(except);
        }
    }
}
