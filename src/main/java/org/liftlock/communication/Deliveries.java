package org.liftlock.communication;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The outbox as the sender sees it. A message is claimed by moving its next attempt: one node moves it, the others miss. */
@Component
class Deliveries {

    /** Longer than any transport takes. A node that dies while sending leaves the message to others after this time. */
    private static final Duration CLAIM = Duration.ofMinutes(3);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Journal journal;
    private final int limit;

    Deliveries(JdbcClient jdbc, Clock clock, Journal journal, @Value("${liftlock.messages.attempts:12}") int limit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.journal = journal;
        this.limit = limit;
    }

    /** Messages that are due, the longest waiting first. */
    List<String> due(int most) {
        return jdbc.sql("""
                        select message_id from message
                        where sent_at is null and given_up_at is null and next_attempt_at <= ?
                        order by next_attempt_at, message_id
                        limit ?
                        """).params(now(), most).query(String.class).list();
    }

    @Transactional
    Optional<Message> claim(String id) {
        OffsetDateTime now = now();
        int claimed = jdbc.sql("""
                        update message set attempts = attempts + 1, next_attempt_at = ?
                        where message_id = ? and sent_at is null and given_up_at is null and next_attempt_at <= ?
                        """).params(now.plus(CLAIM), id, now).update();
        return claimed == 0 ? Optional.empty() : Optional.of(read(id));
    }

    @Transactional
    void sent(Message message) {
        journal.tell(
                message.upgradeKey(),
                "outbox",
                "message-sent",
                Optional.empty(),
                "\"" + message.subject() + "\" was sent to " + message.recipient(),
                Optional.of(journal.keep(message.text())));
        jdbc.sql("update message set sent_at = ?, last_error = null where message_id = ?")
                .params(now(), message.id())
                .update();
    }

    @Transactional
    void failed(Message message, String error) {
        boolean last = message.attempts() >= limit;
        if (last) {
            journal.tell(
                    message.upgradeKey(),
                    "outbox",
                    "message-given-up",
                    Optional.empty(),
                    "\"" + message.subject() + "\" could not be sent to " + message.recipient() + " in "
                            + message.attempts() + " attempts: " + error,
                    Optional.empty());
        }
        jdbc.sql("""
                        update message set next_attempt_at = ?, given_up_at = ?, last_error = ?
                        where message_id = ? and sent_at is null
                        """)
                .param(now().plus(pauseAfter(message.attempts())))
                .param(last ? now() : null)
                .param(error.length() <= 1000 ? error : error.substring(0, 999) + "…")
                .param(message.id())
                .update();
    }

    /** 15 s, 30 s, 1 min and so on, doubling up to half an hour. */
    static Duration pauseAfter(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Message read(String id) {
        return jdbc.sql("""
                        select message_id, upgrade_key, channel, recipient, subject, text_body, html_body, written_at,
                            attempts
                        from message where message_id = ?
                        """)
                .param(id)
                .query((found, row) -> new Message(
                        found.getString("message_id"),
                        Optional.ofNullable(found.getString("upgrade_key")),
                        Recipient.Channel.valueOf(found.getString("channel")),
                        found.getString("recipient"),
                        found.getString("subject"),
                        found.getString("text_body"),
                        Optional.ofNullable(found.getString("html_body")),
                        found.getObject("written_at", OffsetDateTime.class).toInstant(),
                        found.getInt("attempts")))
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
