package org.liftlock.lifecycle;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What descriptions may refer to and only the running upgrade knows: its key, its window, the version it left. */
@Component
class StepVariables {

    private final JdbcClient jdbc;

    StepVariables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, String> of(String upgradeKey) {
        Map<String, String> known = new HashMap<>();
        known.put("upgrade.key", upgradeKey);
        jdbc.sql("select from_version from upgrade where upgrade_key = ?")
                .param(upgradeKey)
                .query(String.class)
                .optional()
                .filter(version -> !version.equals("unknown"))
                .ifPresent(version -> known.put("from.version", version));
        jdbc.sql("""
                        select opens_at, ends_at from maintenance_window where upgrade_key = ?
                        order by revision desc fetch first 1 rows only
                        """)
                .param(upgradeKey)
                .query((found, row) -> {
                    known.put(
                            "window.start",
                            found.getObject(1, OffsetDateTime.class).toInstant().toString());
                    known.put(
                            "window.end",
                            found.getObject(2, OffsetDateTime.class).toInstant().toString());
                    return upgradeKey;
                })
                .list();
        return known;
    }
}
