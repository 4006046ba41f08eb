package org.liftlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liftlock.Rooms;
import org.liftlock.record.Journal;

class CleanAccessLogTest {

    private final Rooms rooms = Rooms.cleared();
    private final AccessLog log = rooms.get(AccessLog.class);
    private final CleanAccessLog cleaning = keeping(Duration.ofDays(400));

    @Test
    void linesGoWhenTheyAreOlderThanTheyAreKeptAndTheRecordSaysHowMany() {
        read("first");
        read("second");
        rooms.clock.set(rooms.clock.instant().plus(Duration.ofDays(399)));
        read("third");
        rooms.clock.set(rooms.clock.instant().plus(Duration.ofDays(2)));

        cleaning.clean();
        cleaning.clean();

        assertThat(log.lines(AccessLog.Search.of("", ""), Optional.empty(), 10))
                .extracting(line -> line.access().subject())
                .containsExactly("third");
        assertThat(told()).singleElement().asString().startsWith("timer: 2 lines of the access log from before ");
    }

    @Test
    void nothingIsToldWhenNothingGoes() {
        read("first");

        cleaning.clean();

        assertThat(told()).isEmpty();
    }

    @Test
    void keepingNothingIsRefused() {
        assertThatThrownBy(() -> keeping(Duration.ZERO)).hasMessageContaining("for example P400D");
    }

    private void read(String subject) {
        log.write(
                new Access(
                        "otto", Access.What.PERSON_HISTORY, subject, Optional.empty(), Access.Way.API, "/" + subject),
                Access.Outcome.READ,
                Optional.of(1L),
                Optional.empty());
    }

    private List<String> told() {
        return rooms.jdbc
                .sql("select actor || ': ' || sentence from record_entry where kind = 'access-log-cleared'")
                .query(String.class)
                .list();
    }

    private CleanAccessLog keeping(Duration keep) {
        return new CleanAccessLog(log, rooms.get(Journal.class), rooms.clock, rooms.transaction(), keep);
    }
}
