package org.liftlock.inventory;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was seen to be connected to targets: dependants, as far as connections tell (R09). */
@Component
class Peers {

    private final JdbcClient jdbc;

    Peers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param peer address of the machine
     * @param port port of the target
     */
    record Seen(TargetId target, String peer, int port, Optional<String> name, Instant first, Instant last) {}

    void seen(Look look, Scan found) {
        for (InventoryReading reading : found.of(Category.DEPENDANT)) {
            Object[] key = {
                look.system(),
                look.what().environment(),
                look.target().toString(),
                reading.name(),
                Integer.valueOf(reading.reading())
            };
            int known = jdbc.sql("""
                            update inventory_peer set last_seen = ?
                            where system_id = ? and environment = ? and target = ? and peer = ? and port = ?
                            """)
                    .param(States.at(look.began()))
                    .param(key[0])
                    .param(key[1])
                    .param(key[2])
                    .param(key[3])
                    .param(key[4])
                    .update();
            if (known == 0) {
                jdbc.sql("""
                                insert into inventory_peer
                                    (system_id, environment, target, peer, port, first_seen, last_seen)
                                values (?, ?, ?, ?, ?, ?, ?)
                                """)
                        .param(key[0])
                        .param(key[1])
                        .param(key[2])
                        .param(key[3])
                        .param(key[4])
                        .param(States.at(look.began()))
                        .param(States.at(look.began()))
                        .update();
            }
        }
    }

    /** Those without a name yet. */
    List<String> unnamed(String system, String environment, TargetId target) {
        return jdbc.sql("""
                        select distinct peer from inventory_peer
                        where system_id = ? and environment = ? and target = ? and peer_name is null
                        """)
                .params(system, environment, target.toString())
                .query(String.class)
                .list();
    }

    /** @param name blank when the machine knows none */
    void name(String peer, String name) {
        jdbc.sql("update inventory_peer set peer_name = ? where peer = ? and peer_name is null")
                .params(Sentences.clip(name, 255), peer)
                .update();
    }

    /** Those seen since a moment, by target. */
    List<Seen> of(String system, String environment, Instant since) {
        return jdbc.sql("""
                        select target, peer, port, peer_name, first_seen, last_seen from inventory_peer
                        where system_id = ? and environment = ? and last_seen >= ?
                        order by port, peer, target
                        """)
                .params(system, environment, States.at(since))
                .query((row, number) -> new Seen(
                        TargetId.parse(row.getString("target")),
                        row.getString("peer"),
                        row.getInt("port"),
                        Optional.ofNullable(row.getString("peer_name")).filter(name -> !name.isBlank()),
                        row.getObject("first_seen", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen", OffsetDateTime.class).toInstant()))
                .list();
    }
}
