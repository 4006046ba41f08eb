package org.liftlock.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.lifecycle.Figures;

/** The JSON record, part by part. */
final class Source {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode record;

    private Source(JsonNode record) {
        this.record = record;
    }

    /** @throws IllegalArgumentException for what is no record of an upgrade */
    static Source of(String json) {
        JsonNode record;
        try {
            record = JSON.readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("A record that is not JSON cannot be shown", unreadable);
        }
        if (record.path("upgrade").size() != 1) {
            throw new IllegalArgumentException("A record is of one upgrade; this one tells of "
                    + record.path("upgrade").size());
        }
        return new Source(record);
    }

    Row upgrade() {
        return rows("upgrade").get(0);
    }

    List<Row> rows(String part) {
        List<Row> rows = new ArrayList<>();
        record.path(part).forEach(row -> rows.add(new Row(row)));
        return rows;
    }

    /** One row of a part; what a column does not hold is empty. */
    record Row(JsonNode columns) {

        Optional<String> maybe(String column) {
            JsonNode content = columns.path(column);
            return content.isValueNode()
                            && !content.isNull()
                            && !content.asText().isBlank()
                    ? Optional.of(content.asText())
                    : Optional.empty();
        }

        String text(String column) {
            return maybe(column).orElse("");
        }

        boolean is(String column, String content) {
            return text(column).equals(content);
        }

        boolean yes(String column) {
            return columns.path(column).asBoolean();
        }

        long number(String column) {
            return columns.path(column).asLong();
        }

        Optional<Instant> time(String column) {
            return maybe(column).flatMap(Source::instant);
        }

        /** A moment for readers; one that cannot be read as it was written. */
        String when(String column) {
            return time(column).map(Figures::moment).orElseGet(() -> text(column));
        }

        /** How long it took from one column to the other; empty while it is not over. */
        Optional<Long> millis(String from, String until) {
            return time(from)
                    .flatMap(began -> time(until)
                            .map(ended -> Duration.between(began, ended).toMillis()));
        }

        /** A column that holds a JSON document of its own. */
        JsonNode document(String column) {
            try {
                return JSON.readTree(text(column));
            } catch (JsonProcessingException otherText) {
                return MissingNode.getInstance();
            }
        }
    }

    /** As a plan writes it: ISO 8601, or seconds. */
    static Optional<Instant> instant(JsonNode moment) {
        return moment.isNumber()
                ? Optional.of(Instant.ofEpochMilli(Math.round(moment.asDouble() * 1000)))
                : instant(moment.asText());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException otherText) {
            return Optional.empty();
        }
    }

    /** As a plan writes it: ISO 8601, or seconds. */
    static Optional<Duration> duration(JsonNode time) {
        try {
            return time.isNumber()
                    ? Optional.of(Duration.ofMillis(Math.round(time.asDouble() * 1000)))
                    : time.isTextual() ? Optional.of(Duration.parse(time.asText())) : Optional.empty();
        } catch (DateTimeParseException otherText) {
            return Optional.empty();
        }
    }
}
