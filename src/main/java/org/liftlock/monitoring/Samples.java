package org.liftlock.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Figures taken before an upgrade and while it is watched. */
@Component
class Samples {

    /** When a figure was taken. */
    enum Moment {
        BASELINE,
        WATCH
    }

    private static final String WHOLE_UPGRADE = "-";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Samples(JdbcClient jdbc, JdbcTemplate batch, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A baseline taken again replaces the earlier one of the same target; looks add up. */
    void save(MeasureRun run, Moment moment, List<Sample> samples) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        transaction.executeWithoutResult(status -> {
            if (moment == Moment.BASELINE) {
                jdbc.sql("""
                                delete from measurement
                                where upgrade_key = ? and unit_id = ? and target = ? and moment = 'BASELINE'
                                """)
                        .params(run.upgrade(), unit(run.unit()), run.target().toString())
                        .update();
            }
            batch.batchUpdate(
                    """
                    insert into measurement (upgrade_key, unit_id, moment, target, name, figure, healthy, measured_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    samples.stream()
                            .map(sample -> new Object[] {
                                run.upgrade(),
                                unit(run.unit()),
                                moment.name(),
                                sample.target().toString(),
                                sample.name(),
                                sample.figure(),
                                sample.healthy(),
                                now
                            })
                            .toList());
        });
    }

    List<Sample> of(String upgrade, Optional<String> unit, Moment moment, Instant since) {
        return jdbc.sql("""
                        select target, name, figure, healthy from measurement
                        where upgrade_key = ? and unit_id = ? and moment = ? and measured_at >= ?
                        order by measurement_id
                        """)
                .params(upgrade, unit(unit), moment.name(), since.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Sample(
                        TargetId.parse(row.getString("target")),
                        row.getString("name"),
                        row.getDouble("figure"),
                        row.getBoolean("healthy")))
                .list();
    }

    private static String unit(Optional<String> unit) {
        return unit.orElse(WHOLE_UPGRADE);
    }
}
