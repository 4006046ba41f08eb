package org.liftlock.planning;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How long the parts of an upgrade took where a system was raised or rehearsed before: what four of five units stayed
 * within, so that one lucky run does not make a plan too short. A part that no unit has gone through is not named.
 */
@Component
public class MeasuredParts {

    private static final double SHARE = 0.8;

    private final JdbcClient jdbc;

    MeasuredParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The steps that make up a part of the time bar; without its first step a unit says nothing about the part. */
    private enum Part {
        PREPARE("quiesce-system", "take-baseline", "open-brackets"),
        BACK_UP("back-up", "verify-backup"),
        APPLY("apply-upgrade", "reboot-target"),
        VERIFY("run-acceptance-checks", "resume-system", "close-brackets"),
        ROLL_BACK(
                "roll-back",
                "reboot-after-going-back",
                "quiesce-before-going-back",
                "verify-rollback",
                "resume-after-going-back");

        private final String first;
        private final Set<String> others;

        Part(String first, String... others) {
            this.first = first;
            this.others = Set.of(others);
        }

        /** As descriptions write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean holds(String topic) {
            return first.equals(topic) || others.contains(topic);
        }

        Optional<Duration> of(Map<String, Duration> steps) {
            return Optional.ofNullable(steps.get(first))
                    .map(took -> others.stream()
                            .map(topic -> steps.getOrDefault(topic, Duration.ZERO))
                            .reduce(took, Duration::plus));
        }
    }

    /** The part of the time bar a step belongs to, as descriptions write it. */
    public static Optional<String> partOf(String topic) {
        return Stream.of(Part.values())
                .filter(part -> part.holds(topic))
                .map(Part::word)
                .findFirst();
    }

    /** By part, in the order of the time bar. */
    public Map<String, Duration> of(String system, String environment) {
        Map<String, Map<String, Duration>> units = units(system, environment);
        Map<String, Duration> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            List<Duration> took = new ArrayList<>();
            units.values().forEach(steps -> part.of(steps).ifPresent(took::add));
            if (!took.isEmpty()) {
                Collections.sort(took);
                parts.put(part.word(), took.get((int) Math.ceil(SHARE * took.size()) - 1));
            }
        }
        return parts;
    }

    /** By unit and topic; of a step that was repeated, the last time counts. */
    private Map<String, Map<String, Duration>> units(String system, String environment) {
        Map<String, Map<String, Duration>> units = new TreeMap<>();
        jdbc.sql("""
                        select step.unit_id, topic, started_at, settled_at from step
                        join unit_of_change on unit_of_change.unit_id = step.unit_id
                        join upgrade on upgrade.upgrade_key = step.upgrade_key
                        where system_id = ? and unit_of_change.environment = ? and step.outcome = 'SUCCEEDED'
                        order by started_at
                        """).param(system).param(environment).query(found -> {
            Duration took = Duration.between(
                    found.getObject("started_at", OffsetDateTime.class),
                    found.getObject("settled_at", OffsetDateTime.class));
            units.computeIfAbsent(found.getString("unit_id"), unit -> new TreeMap<>())
                    .put(found.getString("topic"), took.isNegative() ? Duration.ZERO : took);
        });
        return units;
    }
}
