package org.liftlock.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Somebody has every right on the database, and the auditor has checkpoints. */
class TamperingTest {

    private static final int CASES = 200;
    private static final long SEED = 20261121;

    private static DataSource database;
    private static SampleLedger ledger;

    @BeforeAll
    static void aLedgerOfSomeUpgrades() {
        database = TestDatabases.H2.migrated();
        ledger = new SampleLedger(Rooms.on(database));
        for (int upgrade = 0; upgrade < 3; upgrade++) {
            String key = ledger.rooms.request();
            for (int told = 0; told < 9; told++) {
                ledger.tell("sentence " + told + " of " + key);
            }
            ledger.checkpoint();
            ledger.tell("another sentence of " + key);
            ledger.seal(key);
            ledger.checkpoint();
            if (upgrade == 1) {
                ledger.erase(key);
                ledger.tell("a sentence after the erasure");
            }
        }
    }

    @Test
    void aLedgerThatNobodyTouchedIsIntact() {
        Verdict verdict = ledger.verify();

        assertThat(verdict.flaws()).isEmpty();
        assertThat(verdict.entries()).isGreaterThan(30);
        assertThat(verdict.records()).isEqualTo(3);
        assertThat(verdict.checkpoints()).isEqualTo(6);
        assertThat(verdict.erased())
                .as("words of two entries, evidence of one, and what was in a sealed record")
                .isEqualTo(4);
    }

    @Test
    void whateverIsTamperedWithIsFoundAndTheFirstBadEntryNamed() throws SQLException {
        Random random = new Random(SEED);
        Tampering[] all = Tampering.values();
        for (int number = 0; number < CASES; number++) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                caught(number, all[number % all.length], connection, random);
                connection.rollback();
            }
        }
        assertThat(ledger.verify().flaws()).as("what was rolled back").isEmpty();
    }

    private static void caught(int number, Tampering tampering, Connection connection, Random random) {
        // given
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        List<String> held = new ArrayList<>(ledger.lines());
        String name = "case " + number + ", " + tampering;

        // when
        long bad = tampering.in(new Tampering.Scene(jdbc, random, held));
        Verdict verdict = new LedgerVerifier(jdbc).verify(held, List.of(ledger.publicKey()));

        // then
        assertThat(verdict.intact()).as(name).isFalse();
        Flaw first = verdict.flaws().get(0);
        assertThat(bad).as(name + ": " + first).isBetween(first.entry(), first.until());
        if (!tampering.wide) {
            assertThat(first.entry()).as(name + ": " + first).isEqualTo(first.until());
        }
    }
}
