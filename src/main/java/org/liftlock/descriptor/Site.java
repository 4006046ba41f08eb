package org.liftlock.descriptor;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What all systems of a site share.
 *
 * @param ticketPattern what the key of a ticket looks like
 * @param ticketLink address of a ticket, with {@code ${ticket}} in it
 */
public record Site(
        String name,
        ZoneId timeZone,
        Optional<String> ticketPattern,
        Optional<String> ticketLink,
        Map<String, Person> people,
        Map<String, SiteCalendar> calendars) {

    /** The site where nobody has described one: times are UTC, tickets are free. */
    public static final Site UNNAMED =
            new Site("site", ZoneId.of("UTC"), Optional.empty(), Optional.empty(), Map.of(), Map.of());

    public Site {
        people = Map.copyOf(people);
        calendars = Map.copyOf(calendars);
    }

    public Optional<String> linkOf(String ticket) {
        return ticketLink.map(link -> link.replace("${ticket}", ticket));
    }
}
