package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code ${name}} in it. What is put in stands as it is: it is not split, not read by a shell, and not looked
 * at again. {@code $${} writes a literal <code>${</code>.
 */
final class Template {

    private static final Pattern PART = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}?");
    private static final Pattern WHOLE = Pattern.compile("\\$\\{([^}]*)\\}");

    private Template() {}

    static String fill(String text, UnaryOperator<String> values) {
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(
                        part.group().equals("$${") ? "${" : values.apply(nameIn(part.group()))));
    }

    /** The names a text speaks of, in order. */
    static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        fill(text, name -> {
            names.add(name);
            return "";
        });
        return names;
    }

    /** Whether the text is one variable and nothing else. */
    static boolean isOneName(String text) {
        return WHOLE.matcher(text).matches();
    }

    /** A text that {@link #fill} gives back as it was. */
    static String literal(String text) {
        return text.replace("${", "$${");
    }

    /** The name between the braces; one without a closing brace keeps its opening, and so is known to nobody. */
    private static String nameIn(String part) {
        return part.endsWith("}") ? part.substring(2, part.length() - 1) : part;
    }
}
