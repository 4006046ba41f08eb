package org.liftlock.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.liftlock.communication.OutboxBench.BERLIN;
import static org.liftlock.communication.OutboxBench.UPGRADE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.TestDatabases;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OutboxTest {

    private static final Recipient DECIDER = Recipient.mail("dora@example.org", BERLIN);
    private static final Recipient DEPUTY = Recipient.mail("emil@example.org", BERLIN);

    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
    private boolean refusing;

    private final Transport mail = new Transport() {
        @Override
        public Recipient.Channel channel() {
            return Recipient.Channel.MAIL;
        }

        @Override
        public void send(Message message) throws NotSent {
            if (refusing) {
                throw new NotSent("Connection refused by mail.example.org as user s3cret-user", null);
            }
            arrived.add(message.id());
        }
    };

    @ParameterizedTest
    @EnumSource
    void aMessageOfATransactionThatIsRolledBackIsNeverSent(TestDatabases databases) {
        DataSource database = databases.migrated();
        var bench = new OutboxBench(database);

        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(transaction -> {
            bench.announce(DECIDER);
            transaction.setRollbackOnly();
        });
        bench.sender(mail).sendDue();

        assertThat(arrived).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSameMessageWrittenAgainByARepeatedStepIsSentOnce(TestDatabases databases) {
        var bench = new OutboxBench(databases.migrated());

        bench.announce(DECIDER);
        bench.announce(DECIDER, DEPUTY);
        bench.sender(mail).sendDue();
        bench.sender(mail).sendDue();

        assertThat(arrived).hasSize(2).doesNotHaveDuplicates();
        assertThat(bench.told).hasSize(2).allMatch(sentence -> sentence.startsWith("message-sent: "));
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsAllSentOnlyWhenEveryReaderGotIt(TestDatabases databases) {
        var bench = new OutboxBench(databases.migrated());
        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isFalse();

        bench.announce(DECIDER);
        bench.sender(mail).sendDue();
        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isTrue();

        bench.announce(DECIDER, DEPUTY);
        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatSendAtTheSameTimeSendEachMessageOnce(TestDatabases databases) throws Exception {
        var bench = new OutboxBench(databases.migrated());
        bench.announce(IntStream.range(0, 25)
                .mapToObj(reader -> Recipient.mail("reader" + reader + "@example.org", BERLIN))
                .toArray(Recipient[]::new));
        ExecutorService nodes = Executors.newFixedThreadPool(4);

        List<Callable<Void>> rounds = Collections.nCopies(4, () -> {
            bench.sender(mail).sendDue();
            return null;
        });
        for (Future<Void> round : nodes.invokeAll(rounds)) {
            round.get();
        }
        nodes.shutdown();

        assertThat(arrived).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void aMessageWhoseSenderDiedIsTakenOverAfterAWhile() {
        var bench = new OutboxBench(TestDatabases.H2.migrated());
        bench.announce(DECIDER);
        Deliveries dying = bench.deliveries();
        dying.claim(dying.due(1).get(0));

        bench.sender(mail).sendDue();
        assertThat(arrived).isEmpty();

        bench.pass(Duration.ofMinutes(4));
        bench.sender(mail).sendDue();
        assertThat(arrived).hasSize(1);
    }

    @Test
    void failuresAreTriedAgainWithGrowingPausesAndThenGivenUpVisibly() {
        var bench =
                new OutboxBench(TestDatabases.H2.migrated(), Map.of("LIFTLOCK_SECRET_SMTP_USER", "s3cret-user"), "");
        bench.announce(DECIDER);
        refusing = true;

        for (int attempt = 1; attempt <= OutboxBench.ATTEMPTS; attempt++) {
            bench.sender(mail).sendDue();
            assertThat(only(bench).attempts()).isEqualTo(attempt);
            bench.pass(Deliveries.pauseAfter(attempt).minusSeconds(1));
            bench.sender(mail).sendDue();
            assertThat(only(bench).attempts()).as("not before its time").isEqualTo(attempt);
            bench.pass(Duration.ofSeconds(1));
        }
        bench.sender(mail).sendDue();

        assertThat(only(bench).givenUpAt()).isPresent();
        assertThat(only(bench).attempts()).isEqualTo(OutboxBench.ATTEMPTS);
        assertThat(only(bench).lastError())
                .hasValueSatisfying(error ->
                        assertThat(error).contains("Connection refused").doesNotContain("s3cret-user"));
        assertThat(bench.outbox.failed()).isEqualTo(1);
        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isFalse();
        assertThat(bench.told).singleElement().asString().startsWith("message-given-up: ");
    }

    @Test
    void aMessageThatWasGivenUpCanBeTriedAgain() {
        var bench = new OutboxBench(TestDatabases.H2.migrated());
        bench.announce(DECIDER);
        refusing = true;
        for (int attempt = 1; attempt <= OutboxBench.ATTEMPTS; attempt++) {
            bench.sender(mail).sendDue();
            bench.pass(Duration.ofHours(1));
        }
        refusing = false;

        bench.outbox.tryAgain(only(bench).messageId());
        bench.sender(mail).sendDue();

        assertThat(arrived).hasSize(1);
        assertThat(bench.outbox.failed()).isZero();
    }

    @Test
    void pausesDoubleUpToHalfAnHour() {
        assertThat(IntStream.of(1, 2, 3, 7, 8, 12, 60).mapToObj(Deliveries::pauseAfter))
                .containsExactly(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(16),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(30));
    }

    @Test
    void aMessageWithoutWhatItsReaderNeedsToKnowIsRefused() {
        var bench = new OutboxBench(TestDatabases.H2.migrated());

        assertThatThrownBy(() -> bench.outbox.write(
                        MessageKind.ESCALATE_TO_DECIDER,
                        Optional.of(UPGRADE),
                        List.of(DECIDER),
                        Map.of("system", "Order service", "to", "2.0"),
                        "UPG-2026-0001.escalate.1"))
                .hasMessageContaining("[moment, silence]");
        assertThat(bench.outbox.of(UPGRADE)).isEmpty();
    }

    @Test
    void aMessageToNobodyIsRefusedWithWhatToDo() {
        var bench = new OutboxBench(TestDatabases.H2.migrated());

        assertThatThrownBy(bench::announce).hasMessageContaining("has no recipient");
    }

    private static Sent only(OutboxBench bench) {
        return bench.outbox.of(UPGRADE).get(0);
    }
}
