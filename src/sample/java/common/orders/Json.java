package orders;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes maps, lists, text and numbers; reads one flat object, which is all that an order needs. */
final class Json {

    private static final String TEXT = "\"((?:[^\"\\\\\\p{Cntrl}]++|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+)\"";
    private static final Pattern MEMBER =
            Pattern.compile("\\s*" + TEXT + "\\s*:\\s*(?:" + TEXT + "|(-?\\d{1,9}|true|false|null))\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private Json() {}

    static String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote(entry.getKey().toString()) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quote(String.valueOf(value));
    }

    static Map<String, String> readFlat(String text) {
        String body = text.strip();
        if (!body.startsWith("{") || !body.endsWith("}")) {
            throw new IllegalArgumentException("expected a JSON object");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        int end = body.length() - 1;
        int next = body.substring(1, end).isBlank() ? end : 1;
        Matcher member = MEMBER.matcher(body);
        while (next < end) {
            if (!member.region(next, end).lookingAt() || (member.end() < end && body.charAt(member.end()) != ',')) {
                throw new IllegalArgumentException("expected a flat JSON object of text and numbers");
            }
            fields.put(plain(member.group(1)), member.group(3) == null ? plain(member.group(2)) : member.group(3));
            next = member.end() + 1;
        }
        return fields;
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                quoted.append(String.format("\\u%04x", character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }

    private static String plain(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? letter(escape.group(2))
                                : Character.toString((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static String letter(String escaped) {
        return switch (escaped) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "b" -> "\b";
            case "f" -> "\f";
            default -> escaped;
        };
    }
}
