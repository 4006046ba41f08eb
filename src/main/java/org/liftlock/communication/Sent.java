package org.liftlock.communication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;

/** What became of a message to one recipient: sent, still tried, or given up. */
public record Sent(
        String messageId,
        MessageKind kind,
        String recipient,
        String subject,
        Instant writtenAt,
        int attempts,
        Optional<Instant> sentAt,
        Optional<Instant> givenUpAt,
        Optional<String> lastError) {

    static final RowMapper<Sent> ROW = (found, row) -> new Sent(
            found.getString("message_id"),
            MessageKind.valueOf(found.getString("kind")),
            found.getString("recipient"),
            found.getString("subject"),
            time(found, "written_at").orElseThrow(),
            found.getInt("attempts"),
            time(found, "sent_at"),
            time(found, "given_up_at"),
            Optional.ofNullable(found.getString("last_error")));

    private static Optional<Instant> time(ResultSet found, String column) throws SQLException {
        return Optional.ofNullable(found.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
