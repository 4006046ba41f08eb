package org.liftlock.verification;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.liftlock.descriptor.CheckSpec;

/** The settings of one check, read with a sentence for whatever is missing or of the wrong form. */
final class Settings {

    private static final Pattern DURATION = Pattern.compile(
            "(?=\\d)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");

    private final String check;
    private final Map<String, Object> values;

    Settings(CheckSpec check) {
        this("Check " + check.id(), check.settings());
    }

    private Settings(String check, Map<String, Object> values) {
        this.check = check;
        this.values = values;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<String> text(String key) {
        return value(key).map(String::valueOf);
    }

    /** The first of several names for one setting: {@code http: address} or {@code url: address}. */
    String required(String... names) {
        for (String name : names) {
            Optional<String> text = text(name).filter(found -> !found.isBlank());
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw missing(names);
    }

    /** One value or a list of them, as texts. */
    List<String> texts(String... names) {
        for (String name : names) {
            Object value = values.get(name);
            if (value instanceof List<?> list) {
                return list.stream().map(String::valueOf).toList();
            }
            if (value != null) {
                return List.of(String.valueOf(value));
            }
        }
        return List.of();
    }

    List<String> requiredTexts(String... names) {
        List<String> texts = texts(names);
        if (texts.isEmpty()) {
            throw missing(names);
        }
        return texts;
    }

    List<Integer> numbers(String key) {
        return texts(key).stream().map(text -> whole(key, text)).toList();
    }

    Map<String, Object> map(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new CannotCheck(check + " has " + key + ": " + value + " where names with values belong");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, inner) -> copy.put(String.valueOf(name), inner));
        return copy;
    }

    /** The settings below a key; empty ones when the key is missing. */
    Settings below(String key) {
        return new Settings(check, map(key));
    }

    Duration duration(String key, Duration usual) {
        return value(key).map(value -> duration(key, value)).orElse(usual);
    }

    Optional<Pattern> pattern(String key) {
        return text(key).map(text -> pattern(key, text));
    }

    List<Pattern> patterns(String key) {
        return texts(key).stream().map(text -> pattern(key, text)).toList();
    }

    private Duration duration(String key, Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        Matcher form = DURATION.matcher(String.valueOf(value).strip());
        if (!form.matches()) {
            throw new CannotCheck(check + " has " + key + ": " + value + "; write a time such as 500ms, 5s or 1m30s");
        }
        return Duration.ofDays(amount(form, 1))
                .plusHours(amount(form, 2))
                .plusMinutes(amount(form, 3))
                .plusSeconds(amount(form, 4))
                .plusMillis(amount(form, 5));
    }

    private static long amount(Matcher form, int group) {
        return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
    }

    private int whole(String key, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException wrong) {
            throw new CannotCheck(check + " has " + key + ": " + text + " where a whole number belongs", wrong);
        }
    }

    private Pattern pattern(String key, String text) {
        try {
            return Pattern.compile(text, Pattern.MULTILINE);
        } catch (PatternSyntaxException wrong) {
            throw new CannotCheck(
                    check + " has " + key + ": " + text + ", which is no regular expression: " + wrong.getDescription(),
                    wrong);
        }
    }

    private CannotCheck missing(String... names) {
        return new CannotCheck(check + " does not say what to ask: add " + String.join(" or ", names));
    }
}
