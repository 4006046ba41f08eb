package org.liftlock.descriptor;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;

/** Writes values in YAML, in one line, so that they read back as the same values. */
public final class Flow {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./@+-]*");

    private Flow() {}

    static String write(Value value) {
        if (value instanceof Fields fields) {
            return fields.map().entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + write(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Items items) {
            return items.list().stream().map(Flow::write).collect(Collectors.joining(", ", "[", "]"));
        }
        Scalar scalar = (Scalar) value;
        return scalar.form() == Value.Form.TEXT ? text(scalar.text()) : scalar.text();
    }

    /** A text, quoted where it would read as something else. */
    public static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && Scalars.formOf(text) == Value.Form.TEXT
                && !text.matches("(?i)on|off|yes|no|true|false|null");
        if (plain) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char one : text.toCharArray()) {
            switch (one) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(one < ' ' ? "\\x%02x".formatted((int) one) : String.valueOf(one));
            }
        }
        return quoted.append('"').toString();
    }
}
