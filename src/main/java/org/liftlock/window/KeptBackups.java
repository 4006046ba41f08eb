package org.liftlock.window;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.liftlock.lifecycle.Conflict;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until when the backups stand that the way back of an upgrade restores; behind that nothing may run that needs one. */
@Component
class KeptBackups {

    private final JdbcClient jdbc;

    KeptBackups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The backup of a unit still to be settled that may be deleted first, when that is before the end of a window. */
    Optional<Conflict> firstGivenUp(String upgradeKey, MaintenanceWindow window) {
        return jdbc.sql("""
                        select item, keep_until from backup
                            join unit_of_change on unit_of_change.unit_id = backup.unit_id
                        where backup.upgrade_key = ? and mode = 'RAISE' and outcome is null and keep_until < ?
                            and attempt = (select max(newest.attempt) from backup newest
                                where newest.unit_id = backup.unit_id and newest.item = backup.item)
                        order by keep_until fetch first 1 rows only
                        """)
                .params(upgradeKey, Timestamp.from(window.endsAt()))
                .query((found, row) -> {
                    Instant until =
                            found.getObject("keep_until", OffsetDateTime.class).toInstant();
                    return new Conflict(
                            "the backup of " + found.getString("item") + " is kept until " + until + " only", until);
                })
                .optional();
    }
}
