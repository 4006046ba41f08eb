package org.liftlock.verification;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The product's tables in an H2 of this test alone, with one upgrade of the order service. */
public final class OwnTables {

    public static final String UPGRADE = "UPG-2026-0001";

    private final DataSource dataSource;

    public OwnTables() {
        dataSource = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V1__upgrades_effects_and_record.sql"))
                .execute(dataSource);
        jdbc().sql("""
                        insert into upgrade (upgrade_key, system_id, environment, from_version, to_version, method,
                            reason_category, reason_text, request, merged, merged_digest, requested_by, requested_at, stage)
                        values (?, 'order-service', 'production', '1.0', '2.0', 'replace', 'security-fix',
                            'fix authentication vulnerability', '{}', '{}', 'd', 'erik', current_timestamp, 'EXECUTION')
                        """).param(UPGRADE).update();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public JdbcTemplate batch() {
        return new JdbcTemplate(dataSource);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }
}
