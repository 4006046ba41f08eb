package org.liftlock.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.liftlock.naming.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;

class ChainedJournalTest {

    private static final long HEAD = -1;

    private Rooms rooms;
    private Journal journal;

    @BeforeEach
    void anEmptyRecord() {
        rooms = Rooms.cleared();
        journal = rooms.get(Journal.class);
    }

    @Test
    void everyEntryIsChainedToTheOneBefore() {
        // given
        String key = rooms.request();

        // when
        journal.tell(Optional.of(key), "mia", "ordered", Optional.of("R32"), "Order: go on", Optional.empty());
        journal.tell(
                Optional.empty(), "worker", "message", Optional.empty(), "", Optional.of(journal.keep("evidence")));

        // then
        assertThat(broken(rooms.jdbc)).isEmpty();
        assertThat(entries(rooms.jdbc)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aChangedWordIsSeenAtItsEntry() {
        tellThree();

        rooms.jdbc
                .sql("update entry_words set sentence = 'Order: go back' where sentence = 'second'")
                .update();

        assertThat(broken(rooms.jdbc)).containsExactly(2L);
    }

    @Test
    void theChainHoldsNoWordOfWhatWasSaid() {
        journal.tell(Optional.empty(), "mia", "told", Optional.empty(), "Call Erik at home", Optional.empty());

        assertThat(rooms.jdbc
                        .sql("select * from ledger_entry")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain("Erik");
        assertThat(entries(rooms.jdbc)).extracting(Told::sentence).containsExactly("Call Erik at home");
    }

    @Test
    void theSameWordsSaidTwiceHaveTwoDigestsSoThatNobodyCanGuessThemBack() {
        tell("Erik was ill");
        tell("Erik was ill");

        assertThat(entries(rooms.jdbc)).extracting(told -> told.entry().words()).doesNotHaveDuplicates();
    }

    @Test
    void inPlaceOfErasedWordsStandsWhatTheErasureSays() {
        tellThree();
        Digest second = entries(rooms.jdbc).get(1).entry().words();

        rooms.get(Eraser.class)
                .erase(
                        Optional.empty(),
                        "ben",
                        "Erased on 2026-11-21 by mia and ben: asked for by the person",
                        new Eraser.Contents(List.of(second), List.of(), Map.of()));

        assertThat(entries(rooms.jdbc))
                .extracting(Told::sentence)
                .containsExactly(
                        "first",
                        "Erased on 2026-11-21 by mia and ben: asked for by the person",
                        "third",
                        "Erased on 2026-11-21 by mia and ben: asked for by the person");
        assertThat(rooms.jdbc
                        .sql("select count(*) from entry_words")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void anotherTimeAnotherPersonAndAnotherEvidenceAreSeen() {
        for (String change : List.of(
                "at_time = at_time + interval '1' second",
                "actor = 'eve'",
                "kind = 'said'",
                "rule_id = 'R33'",
                "upgrade_key = 'UPG-2026-0009'",
                "evidence_digest = '" + "a".repeat(64) + "'")) {
            rooms = Rooms.cleared();
            tellThree();

            rooms.jdbc
                    .sql("update ledger_entry set " + change + " where seq = 2")
                    .update();

            assertThat(broken(rooms.jdbc)).as(change).containsExactly(2L);
        }
    }

    @Test
    void anEntryThatWasTakenOutIsSeenAtTheNextOne() {
        tellThree();

        rooms.jdbc.sql("delete from ledger_entry where seq = 2").update();

        assertThat(broken(rooms.jdbc)).containsExactly(3L);
    }

    @Test
    void theLastEntryIsMissedAtTheHeadOfTheChain() {
        tellThree();

        rooms.jdbc.sql("delete from ledger_entry where seq = 3").update();

        assertThat(broken(rooms.jdbc)).containsExactly(HEAD);
    }

    @Test
    void anEntryOfATransactionThatIsRolledBackLeavesNoGap() {
        tell("first");

        rooms.transaction().executeWithoutResult(status -> {
            tell("never happened");
            status.setRollbackOnly();
        });
        tell("second");

        assertThat(entries(rooms.jdbc)).extracting(Told::sentence).containsExactly("first", "second");
        assertThat(broken(rooms.jdbc)).isEmpty();
    }

    @Test
    void aSentenceThatIsTooLongIsCutWithoutBreakingTheChain() {
        tell("x".repeat(1998) + "😀" + "y".repeat(3000));

        assertThat(entries(rooms.jdbc).get(0).sentence()).endsWith("…").hasSizeLessThanOrEqualTo(2000);
        assertThat(broken(rooms.jdbc)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatCommandsPrintIsKeptAndToldEvenWithCharactersThatNoDatabaseTakes(TestDatabases databases) {
        Rooms own = Rooms.on(databases.migrated());
        Journal kept = own.get(Journal.class);

        Digest digest = kept.keep("progress\0\0 done");
        kept.tell(Optional.empty(), "worker", "step", Optional.empty(), "said \0", Optional.of(digest));

        String content = own.jdbc
                .sql("select content from evidence where digest = ?")
                .param(digest.hex())
                .query(String.class)
                .single();
        assertThat(Digest.of(content)).isEqualTo(digest);
        assertThat(broken(own.jdbc)).isEmpty();
    }

    @Test
    void theSameTextIsKeptOnce() {
        Digest first = journal.keep("the same output");
        Digest second = journal.keep("the same output");

        assertThat(second).isEqualTo(first);
        assertThat(rooms.jdbc
                        .sql("select count(*) from evidence")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void evidenceStaysEvenWhenWhatItWasKeptForIsRolledBack() {
        rooms.transaction().executeWithoutResult(status -> {
            journal.keep("output of a step");
            status.setRollbackOnly();
        });

        assertThat(rooms.jdbc
                        .sql("select content from evidence")
                        .query(String.class)
                        .list())
                .containsExactly("output of a step");
    }

    @ParameterizedTest
    @EnumSource
    void manyWhoTellAtTheSameTimeKeepTheChainWhole(TestDatabases databases) throws Exception {
        // given
        Rooms own = Rooms.on(databases.migrated());
        Journal shared = own.get(Journal.class);
        List<String> keys = List.of(own.request(), own.request());
        int before = entries(own.jdbc).size();
        ExecutorService threads = Executors.newFixedThreadPool(8);

        // when
        List<Callable<String>> tellers = IntStream.range(0, 8)
                .<Callable<String>>mapToObj(teller -> () -> {
                    for (int time = 0; time < 10; time++) {
                        shared.tell(
                                Optional.of(keys.get(teller % 2)),
                                "teller " + teller,
                                "told",
                                Optional.empty(),
                                "time " + time,
                                Optional.of(shared.keep("evidence " + time)));
                    }
                    return "";
                })
                .toList();
        for (Future<String> told : threads.invokeAll(tellers)) {
            told.get();
        }
        threads.shutdown();

        // then
        assertThat(entries(own.jdbc)).hasSize(before + 80);
        assertThat(broken(own.jdbc)).isEmpty();
    }

    private void tellThree() {
        tell("first");
        tell("second");
        tell("third");
    }

    private void tell(String sentence) {
        journal.tell(Optional.empty(), "mia", "told", Optional.of("R32"), sentence, Optional.empty());
    }

    /** What stands in the table. */
    private record Told(Entry entry, String salt, String sentence, String hash) {

        boolean isWhole() {
            return entry.hash().hex().equals(hash)
                    && new Words(salt, sentence).digest().equals(entry.words());
        }
    }

    private static List<Told> entries(JdbcClient jdbc) {
        return jdbc.sql("select * from record_entry order by seq")
                .query((found, row) -> new Told(
                        new Entry(
                                found.getLong("seq"),
                                Optional.ofNullable(found.getString("upgrade_key")),
                                found.getObject("at_time", OffsetDateTime.class).toInstant(),
                                found.getString("actor"),
                                found.getString("kind"),
                                Optional.ofNullable(found.getString("rule_id")),
                                new Digest(found.getString("words_digest")),
                                Optional.ofNullable(found.getString("evidence_digest"))
                                        .map(Digest::new),
                                found.getString("previous_hash")),
                        found.getString("salt"),
                        found.getString("sentence"),
                        found.getString("entry_hash")))
                .list();
    }

    /** The numbers at which the chain does not hold, recomputed from the table alone. */
    private static List<Long> broken(JdbcClient jdbc) {
        List<Long> broken = new ArrayList<>();
        String previous = "0".repeat(64);
        for (Told told : entries(jdbc)) {
            boolean whole = told.isWhole() && told.entry().previous().equals(previous);
            if (!whole) {
                broken.add(told.entry().seq());
            }
            previous = told.hash();
        }
        String head = jdbc.sql("select entry_hash from record_head")
                .query(String.class)
                .single();
        if (!head.equals(previous)) {
            broken.add(HEAD);
        }
        return broken;
    }
}
