package org.liftlock.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.springframework.jdbc.core.simple.JdbcClient;

class OldRunsTest {

    private final List<String> cleaned = new ArrayList<>();
    private JdbcClient jdbc;

    @BeforeEach
    void threeTargetsAreKnown() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:old-runs-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        jdbc = JdbcClient.create(database);
        List.of("db1/orders", "db2/orders", "db3/orders")
                .forEach(target -> jdbc.sql("insert into target (target, highest_token) values (?, 7)")
                        .param(target)
                        .update());
    }

    @Test
    void targetsDropWhatIsOlderThanTheDaysThatAreSet() {
        oldRuns(Duration.ofDays(14)).clean();

        assertThat(cleaned).containsExactly("db1/orders 14", "db2/orders 14", "db3/orders 14");
    }

    @Test
    void aTargetWithAnEffectThatIsNotSettledOrNotDecidedKeepsEverything() {
        jdbc.sql("set referential_integrity false").update();
        jdbc.sql("""
                        insert into effect (effect_id, step_id, upgrade_key, target, kind, run_key, run_order, run_order_digest,
                            token, launches, status, outcome, active_target, planned_at)
                        values ('running', 's', 'UPG-2026-0001', 'db1/orders', 'QUIESCE', 'a', '[]', 'd', 1, 1, 'STARTED', null,
                                'db1/orders', current_timestamp),
                            ('unknown', 's', 'UPG-2026-0001', 'db2/orders', 'QUIESCE', 'b', '[]', 'd', 1, 1, 'SETTLED', 'UNKNOWN',
                                'db2/orders', current_timestamp),
                            ('done', 's', 'UPG-2026-0001', 'db3/orders', 'QUIESCE', 'c', '[]', 'd', 1, 1, 'SETTLED', 'SUCCEEDED',
                                null, current_timestamp)
                        """).update();

        oldRuns(Duration.ofDays(30)).clean();

        assertThat(cleaned).containsExactly("db3/orders 30");
    }

    @Test
    void aTargetThatCannotBeReachedDoesNotKeepTheOthersFromBeingCleaned() {
        Launchers partly = target -> {
            if (target.host().equals("db2")) {
                throw new IllegalArgumentException("db2 is on another machine");
            }
            return launcher(target);
        };

        new OldRuns(jdbc, partly, Duration.ofDays(30), true).clean();

        assertThat(cleaned).containsExactly("db1/orders 30", "db3/orders 30");
    }

    @Test
    void lessThanADayOrMoreThanTenYearsIsRefusedWithTheNameOfTheSetting() {
        for (Duration wrong : List.of(Duration.ofHours(23), Duration.ofDays(-1), Duration.ofDays(3651))) {
            assertThatThrownBy(() -> oldRuns(wrong))
                    .hasMessageContaining("liftlock.launcher.keep-runs")
                    .hasMessageContaining("P30D");
        }
    }

    private OldRuns oldRuns(Duration keep) {
        return new OldRuns(jdbc, this::launcher, keep, true);
    }

    private Launcher launcher(TargetId target) {
        return new FakeTarget() {
            @Override
            public void clean(int days) {
                cleaned.add(target + " " + days);
            }
        };
    }
}
