package org.liftlock.tasks;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form as a person has filled them in. Texts arrive as texts, dates too, numbers as any number. */
record Fields(Map<String, Object> given, ZoneId zone) {

    Optional<String> text(String key) {
        return Optional.ofNullable(given.get(key))
                .map(Object::toString)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    String needed(String key) {
        return text(key).orElseThrow(() -> new AnswerRefused("Field \"" + key + "\" is empty; fill it in"));
    }

    boolean ticked(String key) {
        return Boolean.TRUE.equals(given.get(key)) || "true".equals(given.get(key));
    }

    Optional<Long> number(String key) {
        return Optional.ofNullable(given.get(key)).map(content -> {
            if (content instanceof Number number) {
                return number.longValue();
            }
            try {
                return Long.parseLong(content.toString().strip());
            } catch (NumberFormatException none) {
                throw new AnswerRefused("Field \"" + key + "\": \"" + content + "\" is no whole number");
            }
        });
    }

    /** Words between commas. */
    List<String> list(String key) {
        return text(key)
                .map(text -> Arrays.stream(text.split("\\s*,\\s*"))
                        .filter(word -> !word.isBlank())
                        .toList())
                .orElse(List.of());
    }

    /** Rows of a list; each with fields of its own. */
    List<Fields> rows(String key) {
        Object content = given.get(key);
        if (content == null || content.toString().isBlank()) {
            return List.of();
        }
        if (!(content instanceof List<?> rows)) {
            throw new AnswerRefused("Field \"" + key + "\" is no list; reload the form and fill it in again");
        }
        return rows.stream().map(row -> new Fields(columns(key, row), zone)).toList();
    }

    private static Map<String, Object> columns(String key, Object row) {
        if (!(row instanceof Map<?, ?> columns)) {
            throw new AnswerRefused(
                    "Field \"" + key + "\" has a row without fields; reload the form and fill it in again");
        }
        Map<String, Object> named = new HashMap<>();
        columns.forEach((name, content) -> named.put(String.valueOf(name), content));
        return named;
    }

    /** A moment with or without its offset; without one it is in the time zone of the site. */
    Optional<LocalDateTime> moment(String key) {
        return text(key).map(text -> {
            try {
                return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                        ? OffsetDateTime.parse(text.replaceAll("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                                .atZoneSameInstant(zone)
                                .toLocalDateTime()
                        : LocalDateTime.parse(text.replace(' ', 'T'));
            } catch (DateTimeParseException unreadable) {
                throw new AnswerRefused("Field \"" + key + "\": \"" + text + "\" is no date and time; write it like"
                        + " 2026-12-06T02:00");
            }
        });
    }

    Optional<LocalDate> day(String key) {
        return text(key).map(text -> {
            try {
                return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
            } catch (DateTimeParseException unreadable) {
                throw new AnswerRefused("Field \"" + key + "\": \"" + text + "\" is no day; write it like 2026-12-06");
            }
        });
    }
}
