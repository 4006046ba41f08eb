package org.liftlock.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which version ran on a day. The answer is what was read on the targets, not what was planned: the last reading until
 * then, and the first one after it, so that a reader sees how far the two are apart.
 */
@Component
public class VersionsThen {

    /** Upgrades that are looked through on each side of the day; each of them reads the targets several times. */
    private static final int UPGRADES = 40;

    private final JdbcClient jdbc;

    VersionsThen(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One reading, and the upgrade it was made for. */
    public record Reading(String version, Instant takenAt, String upgradeKey) {}

    /**
     * A component of a target.
     *
     * @param before the last reading on the day or before it
     * @param after the first one after the day
     */
    public record Component(
            String environment, String target, String name, Optional<Reading> before, Optional<Reading> after) {}

    private record Place(String environment, String target, String name) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return (environment + '\0' + target + '\0' + name)
                    .compareTo(other.environment + '\0' + other.target + '\0' + other.name);
        }
    }

    private record Row(Place place, Reading reading) {}

    /** At the end of the day in UTC. */
    public List<Component> on(String system, LocalDate day) {
        OffsetDateTime end = day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        List<String> upgrades = new ArrayList<>(upgrades(system, end, "<", "desc"));
        upgrades.addAll(upgrades(system, end, ">=", "asc"));
        if (upgrades.isEmpty()) {
            return List.of();
        }
        Map<Place, Reading> before = new LinkedHashMap<>();
        Map<Place, Reading> after = new TreeMap<>();
        for (Row row : readings(upgrades)) {
            if (row.reading().takenAt().isBefore(end.toInstant())) {
                before.put(row.place(), row.reading());
            } else {
                after.putIfAbsent(row.place(), row.reading());
            }
        }
        TreeMap<Place, Component> components = new TreeMap<>();
        before.keySet().forEach(place -> components.put(place, component(place, before, after)));
        after.keySet().forEach(place -> components.put(place, component(place, before, after)));
        return List.copyOf(components.values());
    }

    private static Component component(Place place, Map<Place, Reading> before, Map<Place, Reading> after) {
        return new Component(
                place.environment(),
                place.target(),
                place.name(),
                Optional.ofNullable(before.get(place)),
                Optional.ofNullable(after.get(place)));
    }

    private List<String> upgrades(String system, OffsetDateTime end, String side, String order) {
        return jdbc.sql("select upgrade_key from upgrade where system_id = ? and requested_at " + side
                        + " ? order by requested_at " + order + " fetch first " + UPGRADES + " rows only")
                .params(system, end)
                .query(String.class)
                .list();
    }

    private List<Row> readings(List<String> upgrades) {
        return jdbc.sql("""
                        select environment, target, name, reading, taken_at, upgrade_key from inventory_reading
                        where upgrade_key in (:upgrades) and category = 'VERSION' order by taken_at, reading_id
                        """)
                .param("upgrades", upgrades)
                .query((row, number) -> new Row(
                        new Place(row.getString("environment"), row.getString("target"), row.getString("name")),
                        new Reading(
                                row.getString("reading"),
                                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                                row.getString("upgrade_key"))))
                .list();
    }
}
