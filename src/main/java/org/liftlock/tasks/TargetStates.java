package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.UnitOfChange.Result;
import org.liftlock.lifecycle.Units;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How each target of an upgrade stands, and the version read back there: as its unit was settled, or, while it is worked
 * on, as its last effect left it.
 */
@Component
class TargetStates {

    /** More targets than these are counted, and told one by one only where they stand out. */
    private static final int MANY = 8;

    private static final String UNTOUCHED = "untouched";

    private final Units units;
    private final VersionsRead versions;
    private final JdbcClient jdbc;

    TargetStates(Units units, VersionsRead versions, JdbcClient jdbc) {
        this.units = units;
        this.versions = versions;
        this.jdbc = jdbc;
    }

    private record Stand(String target, String state, Optional<VersionRead> version) {}

    /** Of all targets that the upgrade raises. */
    Markdown of(Situation situation) {
        return of(situation, units.newestToRaise(situation.key()));
    }

    Markdown of(Situation situation, List<UnitOfChange> wanted) {
        List<Stand> stands =
                wanted.stream().flatMap(unit -> stands(unit).stream()).toList();
        if (stands.size() <= MANY) {
            return new Markdown()
                    .items(
                            "Targets",
                            stands.stream()
                                    .map(stand -> sentence(stand, situation))
                                    .toList());
        }
        Map<String, Long> counts =
                stands.stream().collect(Collectors.groupingBy(Stand::state, LinkedHashMap::new, Collectors.counting()));
        String usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
        return new Markdown()
                .fact(
                        "Targets",
                        counts.entrySet().stream()
                                .map(count -> count.getValue() + " " + count.getKey())
                                .collect(Collectors.joining(", ")))
                .items(stands.stream()
                        .filter(stand -> !stand.state().equals(usual))
                        .limit(MANY)
                        .map(stand -> sentence(stand, situation))
                        .toList());
    }

    private static String sentence(Stand stand, Situation situation) {
        return plain(stand.target()) + ": **" + stand.state() + "**"
                + stand.version()
                        .map(version ->
                                "; " + version.sentence(situation.upgrade().toVersion()) + ", read at "
                                        + situation.times().clock(version.at()))
                        .orElse("; no version was read back");
    }

    private List<Stand> stands(UnitOfChange unit) {
        Map<String, List<VersionRead>> read = versions.of(unit);
        Map<String, Left> left = left(unit);
        return unit.targets().stream()
                .map(Object::toString)
                .map(target -> {
                    Optional<Left> last = Optional.ofNullable(left.get(target));
                    return new Stand(
                            target,
                            unit.result()
                                    .map(TargetStates::settled)
                                    .or(() -> last.map(Left::state))
                                    .orElse(UNTOUCHED),
                            read.getOrDefault(target, List.of()).stream()
                                    .filter(version -> last.stream()
                                            .allMatch(effect -> !version.at().isBefore(effect.at())))
                                    .findFirst());
                })
                .toList();
    }

    private static String settled(Result result) {
        return switch (result) {
            case RAISED -> "raised";
            case UNTOUCHED -> UNTOUCHED;
            case BACK -> "rolled back";
            case NEEDS_REPAIR -> "needs repair";
            case LEFT_OUT -> "left out";
        };
    }

    /** @param at when it ended or, while it runs, began; what was read before that says nothing about now */
    private record Left(String state, Instant at) {}

    /** What the last effect left on each target. What never began has left nothing behind. */
    private Map<String, Left> left(UnitOfChange unit) {
        Map<String, Left> left = new LinkedHashMap<>();
        jdbc.sql("""
                        select target, kind, coalesce(outcome, 'RUNNING') as outcome,
                            coalesce(settled_at, planned_at) as at_time
                        from effect
                        where unit_id = ? and kind in ('APPLY', 'ROLL_BACK')
                            and (outcome is null or outcome not in ('REFUSED', 'NEVER_STARTED'))
                        order by planned_at, effect_id
                        """)
                .param(unit.unitId())
                .query((found, row) -> left.put(
                        found.getString("target"),
                        new Left(
                                state(found.getString("kind"), found.getString("outcome")),
                                found.getObject("at_time", OffsetDateTime.class).toInstant())))
                .list();
        return left;
    }

    private static String state(String kind, String outcome) {
        boolean apply = kind.equals("APPLY");
        return switch (outcome) {
            case "SUCCEEDED" -> apply ? "applied" : "rolled back";
            case "RUNNING" -> apply ? "being applied" : "being rolled back";
            case "UNKNOWN" -> apply ? "unknown, since apply" : "unknown, since rolling back";
            default -> apply ? "applied in part" : "rolled back in part";
        };
    }
}
