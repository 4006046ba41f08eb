package org.liftlock.calendar;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.SiteCalendar;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The freezes there are, ordered or described by the site. */
@Component
class Freezes {

    private final JdbcClient jdbc;

    Freezes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that hold at least for a part of the time between two moments, the first one first. */
    List<Freeze> between(Site site, Instant from, Instant until) {
        MaintenanceWindow asked = new MaintenanceWindow(from, until);
        List<Freeze> found = new ArrayList<>(ordered(asked));
        site.calendars().values().stream()
                .filter(SiteCalendar.Freeze.class::isInstance)
                .map(SiteCalendar.Freeze.class::cast)
                .map(described -> described(described, site.timeZone()))
                .filter(freeze -> freeze.span().overlaps(asked))
                .forEach(found::add);
        found.sort(
                Comparator.comparing((Freeze freeze) -> freeze.span().opensAt()).thenComparing(Freeze::name));
        return found;
    }

    private List<Freeze> ordered(MaintenanceWindow asked) {
        return jdbc.sql("""
                        select freeze_id, name, system_id, starts_at, ends_at, exempt_reasons from change_freeze
                        where ends_at > :from and starts_at < :until
                        """)
                .param("from", Timestamp.from(asked.opensAt()))
                .param("until", Timestamp.from(asked.endsAt()))
                .query((row, number) -> new Freeze(
                        "freeze-" + row.getLong("freeze_id"),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("system_id")),
                        new MaintenanceWindow(
                                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                                row.getObject("ends_at", OffsetDateTime.class).toInstant()),
                        Set.copyOf(List.of(row.getString("exempt_reasons").split(",")))))
                .list();
    }

    /** From the first moment of the first day to the last of the last, where the site is. */
    private static Freeze described(SiteCalendar.Freeze described, ZoneId zone) {
        return new Freeze(
                "site-freeze-" + described.name() + "-" + described.from(),
                described.name(),
                Optional.empty(),
                new MaintenanceWindow(
                        described.from().atStartOfDay(zone).toInstant(),
                        described.to().plusDays(1).atStartOfDay(zone).toInstant()),
                described.except().stream().map(Enum::name).collect(Collectors.toSet()));
    }
}
