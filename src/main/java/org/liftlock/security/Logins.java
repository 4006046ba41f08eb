package org.liftlock.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.stereotype.Component;

/** When accounts were used last, for the review of rights. Programs log in with every request, so it is noted once a minute. */
@Component
public class Logins {

    private static final Duration OFTEN_ENOUGH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Logins(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void note(AuthenticationSuccessEvent login) {
        note(login.getAuthentication().getName(), clock.instant());
    }

    private void note(String person, Instant now) {
        int known = jdbc.sql("select count(*) from last_login where person = ?")
                .param(person)
                .query(Integer.class)
                .single();
        if (known > 0) {
            jdbc.sql("update last_login set at_time = ? where person = ? and at_time < ?")
                    .param(Timestamp.from(now))
                    .param(person)
                    .param(Timestamp.from(now.minus(OFTEN_ENOUGH)))
                    .update();
            return;
        }
        try {
            jdbc.sql("insert into last_login (person, at_time) values (?, ?)")
                    .param(person)
                    .param(Timestamp.from(now))
                    .update();
        } catch (DuplicateKeyException sameMoment) {
            // Another request of the same person was faster.
        }
    }

    /** The last login of everybody who has logged in since Liftlock keeps it. */
    public Map<String, Instant> last() {
        return jdbc
                .sql("select person, at_time from last_login")
                .query((row, number) -> Map.entry(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
