package org.liftlock.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;

class CheckpointsTest {

    private Rooms rooms;
    private SampleLedger ledger;

    @BeforeEach
    void anEmptyLedger() {
        rooms = Rooms.cleared();
        ledger = new SampleLedger(rooms);
    }

    @Test
    void theEndOfTheChainIsSignedOnceAnHourWhileSomethingIsWritten() {
        assertThat(ledger.checkpoints.takeIfDue()).as("nothing written").isEmpty();
        ledger.tell("first");
        Checkpoint first = ledger.checkpoints.takeIfDue().orElseThrow();

        ledger.tell("second");
        assertThat(ledger.checkpoints.takeIfDue()).as("not an hour later").isEmpty();
        rooms.clock.move(SampleLedger.EVERY);
        Checkpoint second = ledger.checkpoints.takeIfDue().orElseThrow();
        rooms.clock.move(Duration.ofDays(1));
        assertThat(ledger.checkpoints.takeIfDue()).as("nothing written since").isEmpty();

        assertThat(first.seq()).isOne();
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.digest());
        assertThat(second.isSignedWith(ledger.publicKey())).isTrue();
        assertThat(Checkpoint.parse(second.line())).isEqualTo(second);
    }

    @Test
    void aSealedRecordIsSignedAtOnce() {
        String key = rooms.request();
        ledger.checkpoint();

        ledger.seal(key);

        assertThat(ledger.checkpoints.takeIfDue()).isPresent();
        assertThat(ledger.verify().flaws()).isEmpty();
    }

    @Test
    void aNewKeyIsAnnouncedByTheOldOneAndTheOldOneSignsNoMore() {
        ledger.tell("first");
        ledger.checkpoint();
        SigningKey added = SigningKey.generate();

        Checkpoint announced =
                ledger.node(added, Optional.of(ledger.key)).takeIfDue().orElseThrow();
        ledger.tell("second");
        rooms.clock.move(SampleLedger.EVERY);
        Checkpoint next = ledger.node(added, Optional.empty()).takeIfDue().orElseThrow();

        assertThat(announced.isSignedWith(ledger.publicKey())).isTrue();
        assertThat(announced.next()).contains(added.publicKey());
        assertThat(next.isSignedWith(added.publicKey())).isTrue();
        assertThat(kinds()).contains("ledger-key-changed");
        assertThat(ledger.verify().flaws()).as("with the old public key alone").isEmpty();
        assertThat(new LedgerVerifier(rooms.jdbc)
                        .verify(ledger.lines(), List.of(added.publicKey()))
                        .flaws())
                .as("with the new public key alone")
                .isEmpty();
        ledger.tell("third");
        assertThatThrownBy(ledger.checkpoints::takeIfDue).hasMessageContaining("which another key has replaced since");
    }

    @Test
    void aLostKeyIsToldAndAuditorsNeedTheNewOne() {
        ledger.tell("first");
        ledger.checkpoint();
        SigningKey added = SigningKey.generate();

        ledger.node(added, Optional.empty()).takeIfDue().orElseThrow();

        assertThat(kinds()).contains("ledger-key-lost");
        assertThat(ledger.verify().flaws())
                .isNotEmpty()
                .allSatisfy(flaw -> assertThat(flaw.sentence()).contains("ask for the new public key"));
        assertThat(new LedgerVerifier(rooms.jdbc)
                        .verify(ledger.lines(), List.of(ledger.publicKey(), added.publicKey()))
                        .flaws())
                .isEmpty();
    }

    @Test
    void nothingIsSignedOverAChainThatLacksWhatWasSignedBefore() {
        ledger.tell("first");
        ledger.checkpoint();
        rooms.jdbc
                .sql("update ledger_entry set entry_hash = '" + "a".repeat(64) + "'")
                .update();
        ledger.tell("second");
        rooms.clock.move(SampleLedger.EVERY);

        assertThatThrownBy(ledger.checkpoints::takeIfDue)
                .hasMessageContaining("no longer holds entry 1 as checkpoint 1");
        assertThat(ledger.lines()).hasSize(1);
    }

    @Test
    void checkpointsGoToAWebhookAndAMailboxOfTheirOwn() {
        ledger.tell("first");

        Checkpoint taken = ledger.node(ledger.key, Optional.empty(), "secret:audit-hook", "audit@example.com")
                .takeIfDue()
                .orElseThrow();

        List<String> texts = rooms.jdbc
                .sql("select text_body from message where kind = 'LEDGER_CHECKPOINT' order by channel")
                .query(String.class)
                .list();
        assertThat(texts).hasSize(2);
        assertThat(texts.get(0)).contains(taken.line());
        assertThat(texts.get(1)).contains(taken.line().replace("\"", "\\\""));
        assertThat(rooms.jdbc
                        .sql("select recipient from message order by channel")
                        .query(String.class)
                        .list())
                .containsExactly("audit@example.com", "secret:audit-hook");
    }

    @ParameterizedTest
    @EnumSource
    void severalNodesNumberThemWithoutGaps(TestDatabases databases) throws Exception {
        // given
        SampleLedger shared = new SampleLedger(Rooms.on(databases.migrated()));
        ExecutorService nodes = Executors.newFixedThreadPool(4);

        // when
        List<Callable<Void>> work = IntStream.range(0, 4)
                .<Callable<Void>>mapToObj(node -> () -> {
                    for (int time = 0; time < 10; time++) {
                        shared.tell("node " + node + ", time " + time);
                        shared.rooms.clock.move(SampleLedger.EVERY);
                        shared.checkpoints.takeIfDue();
                    }
                    return null;
                })
                .toList();
        for (Future<Void> done : nodes.invokeAll(work)) {
            done.get();
        }
        nodes.shutdown();

        // then
        List<Checkpoint> taken = shared.checkpoints.after(0, 100);
        assertThat(new ArrayList<>(taken.stream().map(Checkpoint::number).toList()))
                .isEqualTo(IntStream.rangeClosed(1, taken.size())
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(shared.verify().flaws()).isEmpty();
    }

    @Test
    void aKeyInTheSettingsIsRefused() {
        assertThatThrownBy(() -> new LedgerKeys(null, ledger.key.pem(), ""))
                .hasMessageContaining("liftlock.ledger.key has to name a secret");
    }

    @Test
    void aKeyIsReadBackWithItsPublicHalf() {
        assertThat(SigningKey.ofPem(ledger.key.pem()).publicKey()).isEqualTo(ledger.publicKey());
        assertThat(VerifyingKey.ofPem(ledger.publicKey().pem())).isEqualTo(ledger.publicKey());
        assertThatThrownBy(() -> SigningKey.ofPem("secret")).hasMessageContaining("new-ledger-key");
    }

    private List<String> kinds() {
        return rooms.jdbc
                .sql("select kind from record_entry")
                .query(String.class)
                .list();
    }
}
