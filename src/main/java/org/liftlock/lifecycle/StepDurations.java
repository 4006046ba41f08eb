package org.liftlock.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long each kind of step took on a system before: what four of five of the latest good ones stayed within (P80). */
@Component
public class StepDurations {

    private static final double SHARE = 0.8;
    private static final int LATEST = 1000;

    /** Of a system with a long history the newest ones tell enough. */
    private static final int UPGRADES = 50;

    private final JdbcClient jdbc;

    StepDurations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A kind of step in one environment: staging may be slower than production. */
    public record Kind(String topic, String environment) {}

    /** P80 by kind of step, for the system of an upgrade. Kinds that never went well before are not named. */
    public Map<Kind, Duration> ofSystemOf(String upgradeKey) {
        Map<Kind, List<Duration>> took = new HashMap<>();
        jdbc.sql("""
                        select s.topic, coalesce(c.environment, u.environment) as place, s.started_at, s.settled_at
                        from (select upgrade_key, environment from upgrade
                            where system_id = (select own.system_id from upgrade own where own.upgrade_key = :key)
                            order by requested_at desc limit :upgrades) u
                            join step s on s.upgrade_key = u.upgrade_key
                            left join unit_of_change c on c.unit_id = s.unit_id
                        where s.outcome = 'SUCCEEDED'
                        order by s.settled_at desc limit :latest
                        """)
                .param("key", upgradeKey)
                .param("upgrades", UPGRADES)
                .param("latest", LATEST)
                .query(row -> {
                    Instant started = Row.instant(row, "started_at");
                    Duration time = Duration.between(started, Row.instant(row, "settled_at"));
                    took.computeIfAbsent(
                                    new Kind(row.getString("topic"), row.getString("place")), kind -> new ArrayList<>())
                            .add(time.isNegative() ? Duration.ZERO : time);
                });
        Map<Kind, Duration> usual = new HashMap<>();
        took.forEach((kind, times) -> usual.put(kind, most(times)));
        return usual;
    }

    /** P80 of one kind of step, when any went well before. */
    public Optional<Duration> of(String upgradeKey, Kind kind) {
        return Optional.ofNullable(ofSystemOf(upgradeKey).get(kind));
    }

    private static Duration most(List<Duration> times) {
        Collections.sort(times);
        return times.get((int) Math.ceil(SHARE * times.size()) - 1);
    }
}
