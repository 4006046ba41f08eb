package org.liftlock.lifecycle;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.descriptor.Dependency;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.descriptor.SiteCalendar;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.naming.SystemId;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Windows of upgrades by revision, change freezes, and what they collide with (R26). */
@Component
public class Windows {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Upgrades upgrades;
    private final Journal journal;

    Windows(JdbcClient jdbc, Clock clock, Upgrades upgrades, Journal journal) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.upgrades = upgrades;
        this.journal = journal;
    }

    public Optional<MaintenanceWindow> of(String upgradeKey) {
        return jdbc.sql("""
                        select opens_at, ends_at from maintenance_window where upgrade_key = ?
                        order by revision desc fetch first 1 rows only
                        """)
                .param(upgradeKey)
                .query((found, row) -> new MaintenanceWindow(
                        found.getObject(1, OffsetDateTime.class).toInstant(),
                        found.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** When the newest window was decided on; whatever was asked about an earlier one is answered. */
    public Optional<Instant> decidedAt(String upgradeKey) {
        return jdbc.sql("select max(decided_at) as decided_at from maintenance_window where upgrade_key = ?")
                .param(upgradeKey)
                .query((found, row) -> Row.maybeInstant(found, "decided_at"))
                .single();
    }

    @Transactional
    public void set(String upgradeKey, MaintenanceWindow window, String by) {
        upgrades.lock(upgradeKey);
        if (of(upgradeKey).filter(window::equals).isPresent()) {
            return;
        }
        jdbc.sql("""
                        insert into maintenance_window (upgrade_key, revision, opens_at, ends_at, decided_by, decided_at)
                        select ?, (select coalesce(max(revision), 0) + 1 from maintenance_window where upgrade_key = ?),
                            ?, ?, ?, ?
                        from clock_offset
                        """)
                .param(upgradeKey)
                .param(upgradeKey)
                .param(Timestamp.from(window.opensAt()))
                .param(Timestamp.from(window.endsAt()))
                .param(by)
                .param(Timestamp.from(clock.instant()))
                .update();
        journal.tell(
                Optional.of(upgradeKey),
                by,
                "window",
                Optional.of("R25"),
                "Window: " + window.inWords(upgrades.describe(upgradeKey).site().timeZone()),
                Optional.empty());
    }

    /**
     * What else is planned in a window on the same system or one that it depends on or that depends on it, and freezes,
     * ordered or described by the site, that do not exempt the reason of the upgrade; one sentence each.
     */
    public List<String> conflicts(String upgradeKey, MaintenanceWindow window) {
        return overlapping(upgradeKey, window).stream().map(Conflict::what).toList();
    }

    /** The one of them that begins first; before the window even, when it lasts into it. */
    public Optional<Conflict> firstConflict(String upgradeKey, MaintenanceWindow window) {
        return overlapping(upgradeKey, window).stream().min(Comparator.comparing(Conflict::from));
    }

    private List<Conflict> overlapping(String upgradeKey, MaintenanceWindow window) {
        UpgradeDescription description = upgrades.describe(upgradeKey);
        return Stream.of(
                        changes(upgradeKey, description, window),
                        freezes(description, window),
                        freezesOfTheSite(description, window))
                .flatMap(List::stream)
                .toList();
    }

    private List<Conflict> changes(String upgradeKey, UpgradeDescription description, MaintenanceWindow window) {
        ZoneId zone = description.site().timeZone();
        return jdbc.sql("""
                        select upgrade.upgrade_key, upgrade.system_id, upgrade.environment, opens_at, ends_at
                        from upgrade join maintenance_window on maintenance_window.upgrade_key = upgrade.upgrade_key
                        where upgrade.upgrade_key <> :key and upgrade.system_id in (:systems)
                            and upgrade.stage in ('PREPARATION', 'WAITING', 'EXECUTION')
                            and maintenance_window.revision = (select max(newest.revision) from maintenance_window newest
                                where newest.upgrade_key = upgrade.upgrade_key)
                            and maintenance_window.opens_at < :ends and maintenance_window.ends_at > :opens
                        """)
                .param("key", upgradeKey)
                .param("systems", touched(description))
                .param("opens", Timestamp.from(window.opensAt()))
                .param("ends", Timestamp.from(window.endsAt()))
                .query((found, row) -> {
                    MaintenanceWindow other =
                            new MaintenanceWindow(Row.instant(found, "opens_at"), Row.instant(found, "ends_at"));
                    return new Conflict(
                            found.getString("upgrade_key") + " changes " + found.getString("system_id") + " ("
                                    + found.getString("environment") + ") from " + other.inWords(zone),
                            other.opensAt());
                })
                .list();
    }

    private List<Conflict> freezes(UpgradeDescription description, MaintenanceWindow window) {
        return jdbc.sql("""
                        select 'change freeze "' || name || '" lasts until ' || cast(ends_at as varchar(40)) as what,
                            starts_at
                        from change_freeze
                        where starts_at < :ends and ends_at > :opens and (system_id is null or system_id in (:systems))
                            and exempt_reasons not like :exempt
                        """)
                .param("systems", touched(description))
                .param("opens", Timestamp.from(window.opensAt()))
                .param("ends", Timestamp.from(window.endsAt()))
                .param("exempt", "%" + description.request().reason().category().name() + "%")
                .query((found, row) -> new Conflict(found.getString("what"), Row.instant(found, "starts_at")))
                .list();
    }

    private static List<String> touched(UpgradeDescription description) {
        return Stream.of(
                        Stream.of(description.system()),
                        description.usedBy().stream(),
                        description.systemDescription().dependsOn().stream().map(Dependency::system))
                .flatMap(systems -> systems)
                .map(SystemId::value)
                .toList();
    }

    /** From the first moment of the first day to the last of the last, where the site is. */
    private static List<Conflict> freezesOfTheSite(UpgradeDescription description, MaintenanceWindow window) {
        ZoneId zone = description.site().timeZone();
        ReasonCategory reason = description.request().reason().category();
        return description.site().calendars().values().stream()
                .filter(SiteCalendar.Freeze.class::isInstance)
                .map(SiteCalendar.Freeze.class::cast)
                .filter(freeze -> !freeze.except().contains(reason))
                .filter(freeze -> window.overlaps(span(freeze, zone)))
                .sorted(Comparator.comparing(SiteCalendar.Freeze::name))
                .map(freeze -> new Conflict(
                        "change freeze \"" + freeze.name() + "\" lasts until the end of " + freeze.to(),
                        span(freeze, zone).opensAt()))
                .toList();
    }

    private static MaintenanceWindow span(SiteCalendar.Freeze freeze, ZoneId zone) {
        return new MaintenanceWindow(
                freeze.from().atStartOfDay(zone).toInstant(),
                freeze.to().plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** Forbids changes for a while, to one system or, without one, to all. */
    @Transactional
    public void freeze(String name, Optional<String> system, Instant from, Instant to, List<String> exemptReasons) {
        jdbc.sql("""
                        insert into change_freeze (name, system_id, starts_at, ends_at, exempt_reasons)
                        values (?, ?, ?, ?, ?)
                        """)
                .param(name)
                .param(system.orElse(null))
                .param(Timestamp.from(from))
                .param(Timestamp.from(to))
                .param(String.join(",", exemptReasons))
                .update();
    }
}
