package org.liftlock.inventory;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Inventories as they were read, by moment. */
@Component
class Snapshots {

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Snapshots(JdbcClient jdbc, JdbcTemplate batch, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.transaction = transaction;
        this.clock = clock;
    }

    void save(InventoryRequest request, List<InventoryReading> readings) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            delete from inventory_reading
                            where upgrade_key = ? and moment = ? and environment = ? and target = ?
                            """)
                    .params(
                            request.upgrade(),
                            request.moment().name(),
                            request.environment(),
                            request.target().toString())
                    .update();
            batch.batchUpdate(
                    """
                    insert into inventory_reading
                        (upgrade_key, moment, environment, target, category, name, reading, taken_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    readings.stream()
                            .map(reading -> new Object[] {
                                request.upgrade(),
                                request.moment().name(),
                                request.environment(),
                                request.target().toString(),
                                reading.category().name(),
                                reading.name(),
                                reading.reading(),
                                now
                            })
                            .toList());
        });
    }

    List<InventoryReading> of(String upgrade, Moment moment, String environment) {
        return jdbc.sql("""
                        select target, category, name, reading from inventory_reading
                        where upgrade_key = ? and moment = ? and environment = ?
                        order by target, category, name
                        """)
                .params(upgrade, moment.name(), environment)
                .query((row, number) -> new InventoryReading(
                        TargetId.parse(row.getString("target")),
                        Category.valueOf(row.getString("category")),
                        row.getString("name"),
                        row.getString("reading")))
                .list();
    }

    /** Texts of configuration files, by the digest they are kept under. */
    Map<Digest, String> texts(Collection<Digest> digests) {
        Map<Digest, String> texts = new HashMap<>();
        if (!digests.isEmpty()) {
            jdbc.sql("select digest, content from evidence where digest in (:digests)")
                    .param("digests", digests.stream().map(Digest::hex).toList())
                    .query((row, number) -> texts.put(new Digest(row.getString("digest")), row.getString("content")))
                    .list();
        }
        return texts;
    }
}
