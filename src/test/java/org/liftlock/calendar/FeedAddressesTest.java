package org.liftlock.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.Rooms;
import org.liftlock.TestDatabases;

class FeedAddressesTest {

    private Rooms rooms;
    private FeedAddresses addresses;

    @BeforeEach
    void nobodyHasOne() {
        on(Rooms.cleared());
    }

    @ParameterizedTest
    @EnumSource
    void whoMakesOneIsKnownByItUntilItIsTakenBack(TestDatabases databases) {
        on(Rooms.on(databases.migrated()));

        String word = addresses.make("erik");
        assertThat(addresses.owner(word)).contains("erik");
        assertThat(addresses.madeAt("erik")).contains(rooms.clock.instant());

        assertThat(addresses.revoke("erik")).isTrue();
        assertThat(addresses.owner(word)).isEmpty();
        assertThat(addresses.madeAt("erik")).isEmpty();
        assertThat(addresses.revoke("erik")).isFalse();
        assertThat(told())
                .containsExactly(
                        "erik calendar-feed-made Made an address for calendar programs",
                        "erik calendar-feed-revoked Took back the address for calendar programs");
    }

    @Test
    void aNewOneEndsTheOneBefore() {
        String first = addresses.make("erik");
        String second = addresses.make("erik");

        assertThat(addresses.owner(first)).isEmpty();
        assertThat(addresses.owner(second)).contains("erik");
        assertThat(told())
                .last()
                .isEqualTo("erik calendar-feed-made Made an address for calendar programs; the one before"
                        + " no longer works");
    }

    @Test
    void theWordItselfIsKeptNowhere() {
        String word = addresses.make("erik");

        assertThat(word).hasSize(43);
        assertThat(rooms.jdbc
                        .sql("select word_digest from calendar_feed")
                        .query(String.class)
                        .single())
                .hasSize(64)
                .isNotEqualTo(word);
        assertThat(String.join("", told())).doesNotContain(word);
        assertThat(addresses.owner(rooms.jdbc
                        .sql("select word_digest from calendar_feed")
                        .query(String.class)
                        .single()))
                .isEmpty();
    }

    @Test
    void aProgramThatAsksAgainAndAgainHasToWaitAMinuteAndNobodyElseDoes() {
        ReadLimit limit = new ReadLimit(rooms.clock);

        assertThat(IntStream.range(0, ReadLimit.READINGS).anyMatch(reading -> limit.exceeded("erik")))
                .isFalse();
        assertThat(limit.exceeded("erik")).isTrue();
        assertThat(limit.exceeded("mia")).isFalse();

        rooms.clock.set(rooms.clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(limit.exceeded("erik")).isFalse();
    }

    private void on(Rooms some) {
        rooms = some;
        addresses = rooms.get(FeedAddresses.class);
    }

    private List<String> told() {
        return rooms.jdbc
                .sql("select actor || ' ' || kind || ' ' || sentence from record_entry where kind like 'calendar%'"
                        + " order by seq")
                .query(String.class)
                .list();
    }
}
