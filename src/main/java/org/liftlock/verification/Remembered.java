package org.liftlock.verification;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What was so before the upgrade, for checks that compare with it. */
@Component
class Remembered {

    private static final String WHOLE_UPGRADE = "-";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;

    Remembered(JdbcClient jdbc, JdbcTemplate batch, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.transaction = transaction;
    }

    /** Contents by check id; what was remembered earlier for the same checks is replaced. */
    void save(CheckRun run, Map<String, String> contents) {
        Object[] where = {run.upgrade(), unit(run)};
        transaction.executeWithoutResult(status -> {
            batch.batchUpdate(
                    """
                    delete from remembered where upgrade_key = ? and unit_id = ? and name = ?
                    """,
                    contents.keySet().stream()
                            .map(check -> new Object[] {where[0], where[1], name(run, check)})
                            .toList());
            batch.batchUpdate(
                    """
                    insert into remembered (upgrade_key, unit_id, name, content) values (?, ?, ?, ?)
                    """,
                    contents.entrySet().stream()
                            .map(entry ->
                                    new Object[] {where[0], where[1], name(run, entry.getKey()), entry.getValue()})
                            .toList());
        });
    }

    Before of(CheckRun run) {
        Map<String, String> contents = new HashMap<>();
        jdbc.sql("""
                        select name, content from remembered where upgrade_key = ? and unit_id = ?
                        """)
                .params(run.upgrade(), unit(run))
                .query((row, number) -> contents.put(row.getString("name"), row.getString("content")))
                .list();
        return check -> Optional.ofNullable(contents.get(name(run, check)));
    }

    /** Looks up by check id. */
    interface Before {
        Optional<String> of(String check);
    }

    private static String unit(CheckRun run) {
        return run.unit().orElse(WHOLE_UPGRADE);
    }

    private static String name(CheckRun run, String check) {
        return check + " at " + run.target();
    }
}
