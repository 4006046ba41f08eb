package org.liftlock.process;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Gives every connection what durability and equal behaviour need, whatever URL was configured: on H2 a commit that
 * survives {@code kill -9} (without {@code WRITE_DELAY=0} acknowledged commits are lost), on both databases the same
 * wait for a row lock, on PostgreSQL the driver settings the engine's batches profit from. A node that stands still in
 * the middle of a transaction keeps its row locks no longer than its lease: nobody could take its steps over.
 */
final class DatabaseSettings implements BeanPostProcessor {

    private static final int LOCK_WAIT_SECONDS = 10;

    private static final Map<String, String> POSTGRESQL = Map.of(
            "reWriteBatchedInserts", "true",
            "prepareThreshold", "1",
            "preparedStatementCacheQueries", "1024",
            "ApplicationName", "liftlock");

    private final int leaseSeconds;

    DatabaseSettings(int leaseSeconds) {
        this.leaseSeconds = leaseSeconds;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getJdbcUrl() != null) {
            set(pool);
        }
        return bean;
    }

    private void set(HikariDataSource pool) {
        String url = pool.getJdbcUrl();
        if (url.startsWith("jdbc:postgresql:")) {
            POSTGRESQL.forEach((name, setting) -> {
                if (!url.contains(name + "=")) {
                    pool.addDataSourceProperty(name, setting);
                }
            });
            pool.setConnectionInitSql("set lock_timeout = '" + LOCK_WAIT_SECONDS + "s';"
                    + " set idle_in_transaction_session_timeout = '" + leaseSeconds + "s'");
        } else if (url.startsWith("jdbc:h2:")) {
            pool.setJdbcUrl(durable(fromHere(url)));
            pool.setConnectionInitSql("set lock_timeout " + LOCK_WAIT_SECONDS * 1000);
        }
    }

    /** A connection that its user may keep: the pool, whose size is for short work, neither gives nor counts it. */
    static Connection besidePool(DataSource dataSource) throws SQLException {
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        Properties settings = new Properties();
        settings.putAll(pool.getDataSourceProperties());
        Optional.ofNullable(pool.getUsername()).ifPresent(user -> settings.setProperty("user", user));
        Optional.ofNullable(pool.getPassword()).ifPresent(password -> settings.setProperty("password", password));
        settings.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(pool.getJdbcUrl(), settings);
    }

    /** H2 refuses {@code data/liftlock}, which everybody writes, and wants {@code ./data/liftlock}. */
    static String fromHere(String url) {
        return url.replaceFirst("^jdbc:h2:file:(?![./~\\\\]|\\w:)", "jdbc:h2:file:./");
    }

    static String durable(String url) {
        boolean inFile = !url.startsWith("jdbc:h2:mem:") && !url.startsWith("jdbc:h2:tcp:");
        return inFile && !url.toUpperCase(Locale.ROOT).contains("WRITE_DELAY=") ? url + ";WRITE_DELAY=0" : url;
    }
}
