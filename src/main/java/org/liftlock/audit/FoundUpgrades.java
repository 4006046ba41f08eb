package org.liftlock.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads all upgrades of a search, page by page, in one state of the database. */
@Component
class FoundUpgrades {

    private static final int AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final UpgradeSearch search;
    private final TransactionTemplate snapshot;

    FoundUpgrades(JdbcClient jdbc, UpgradeSearch search, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.search = search;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** All of them, the newest first. */
    void each(UpgradeQuery query, Sight sight, Consumer<FoundUpgrade> reader) {
        pages(query, sight, keys -> rows(keys).forEach(reader));
    }

    /** Their keys, the newest first. */
    void eachKey(UpgradeQuery query, Sight sight, Consumer<String> reader) {
        pages(query, sight, keys -> keys.forEach(reader));
    }

    private void pages(UpgradeQuery query, Sight sight, Consumer<List<String>> reader) {
        snapshot.executeWithoutResult(status -> {
            Optional<Place> before = Optional.empty();
            do {
                UpgradeSearch.Page page = search.find(query, sight, before, AT_ONCE);
                reader.accept(page.keys());
                before = page.next();
            } while (before.isPresent());
        });
    }

    private List<FoundUpgrade> rows(List<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<String, FoundUpgrade> rows = jdbc.sql("""
                        select u.upgrade_key, u.system_id, u.environment, u.from_version, u.to_version, u.method,
                            u.reason_category, u.reason_text, u.requested_by, u.requested_at, u.control_level, u.stage,
                            u.outcome, u.cancelled_by, u.cancelled_at, u.closed_at, r.digest
                        from upgrade u left join sealed_record r on r.upgrade_key = u.upgrade_key
                        where u.upgrade_key in (:keys)
                        """).param("keys", keys).query(FoundUpgrades::row).list().stream()
                .collect(Collectors.toMap(FoundUpgrade::key, Function.identity()));
        return keys.stream().map(rows::get).toList();
    }

    private static FoundUpgrade row(ResultSet row, int number) throws SQLException {
        return new FoundUpgrade(
                row.getString("upgrade_key"),
                row.getString("system_id"),
                row.getString("environment"),
                row.getString("from_version"),
                row.getString("to_version"),
                row.getString("method"),
                row.getString("reason_category"),
                row.getString("reason_text"),
                row.getString("requested_by"),
                moment(row, "requested_at").orElseThrow(),
                Optional.ofNullable(row.getString("control_level")),
                row.getString("stage"),
                Optional.ofNullable(row.getString("outcome")),
                Optional.ofNullable(row.getString("cancelled_by")),
                moment(row, "cancelled_at"),
                moment(row, "closed_at"),
                Optional.ofNullable(row.getString("digest")));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
