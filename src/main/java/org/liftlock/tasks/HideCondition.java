package org.liftlock.tasks;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions our forms hide fields by: comparisons with a text, a boolean or null, joined by "and" or "or". */
final class HideCondition {

    private static final Pattern COMPARISON = Pattern.compile("(\\w+)\\s*(!=|=)\\s*(\"([^\"]*)\"|true|false|null)");

    private HideCondition() {}

    static boolean holds(String condition, Map<String, Object> given) {
        String body = condition.replaceFirst("^=", "").strip();
        return Arrays.stream(body.split("\\s+or\\s+"))
                .anyMatch(part -> Arrays.stream(part.split("\\s+and\\s+")).allMatch(one -> compare(one, given)));
    }

    private static boolean compare(String comparison, Map<String, Object> given) {
        Matcher found = COMPARISON.matcher(comparison.strip());
        if (!found.matches()) {
            throw new IllegalStateException("A form hides a field by \"" + comparison
                    + "\", which the server cannot judge; compare one field with a text, true, false or null");
        }
        Object content = given.get(found.group(1));
        String literal = found.group(4) == null ? found.group(3) : found.group(4);
        boolean equal = literal.equals("null") && found.group(4) == null
                ? content == null
                : content != null && content.toString().equals(literal);
        return found.group(2).equals("=") == equal;
    }
}
