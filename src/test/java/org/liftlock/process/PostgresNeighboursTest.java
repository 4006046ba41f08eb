package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresNeighboursTest {

    private final DataSource database = TestDatabases.POSTGRESQL.empty();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final AtomicInteger heardByOne = new AtomicInteger();
    private final AtomicInteger heardByOther = new AtomicInteger();
    private final PostgresNeighbours one = new PostgresNeighbours(jdbc, database::getConnection);
    private final PostgresNeighbours other = new PostgresNeighbours(jdbc, database::getConnection);

    @BeforeEach
    void bothListen() {
        one.listen(heardByOne::incrementAndGet);
        other.listen(heardByOther::incrementAndGet);
        await().until(() -> heardByOne.get() == 1 && heardByOther.get() == 1);
    }

    @AfterEach
    void stop() {
        one.stop();
        other.stop();
    }

    @Test
    void aCallIsHeardByTheOtherNodeAndNotByTheCaller() {
        one.call();
        await().until(() -> heardByOther.get() == 2);

        // and when the other one has called too, everything before has been delivered
        other.call();
        await().until(() -> heardByOne.get() >= 2);
        assertThat(heardByOne).hasValue(2);
    }

    @Test
    void aNodeWhoseLineWasCutLooksForWhatItMissedAndHearsAgain() {
        // when
        jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen liftlock_new_task'")
                .query()
                .listOfRows();

        // then
        await().until(() -> heardByOne.get() == 2 && heardByOther.get() == 2);
        one.call();
        await().until(() -> heardByOther.get() == 3);
    }

    @Test
    void aStoppedNodeHoldsNoConnection() {
        one.stop();
        other.stop();

        await().until(() -> jdbc.sql("select count(*) from pg_stat_activity where query like 'listen%'")
                        .query(Integer.class)
                        .single()
                == 0);
    }
}
