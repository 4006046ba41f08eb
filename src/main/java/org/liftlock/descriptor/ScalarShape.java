package org.liftlock.descriptor;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.descriptor.Value.Form;
import org.liftlock.descriptor.Value.Scalar;

/** The form of a single value, and the traps of YAML: what stands there is not what some reader will see. */
final class ScalarShape {

    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-9]{2})");

    private final SchemaNode schema;
    private final Problems problems;

    ScalarShape(SchemaNode schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    void wrongType(Scalar scalar, String path) {
        if (scalar.form() == Form.NOTHING) {
            refuse(scalar, path, "Nothing stands behind the colon; write the value, or remove the key.");
        } else if (lacksAUnit(scalar.text())) {
            refuse(scalar, path, "Write the unit, too: " + scalar.text() + "s, " + scalar.text() + "m.");
        } else if (schema.texts("type").contains("string")) {
            refuse(
                    scalar,
                    path,
                    "Write it in quotes: \"" + scalar.text() + "\". Without them YAML reads " + reads(scalar) + ".");
        } else {
            refuse(scalar, path, "Write it in that form, without quotes.");
        }
    }

    void check(Scalar scalar, String path) {
        String text = scalar.text();
        if (schema.node().path("x-quoted").asBoolean() && scalar.plain()) {
            refuse(
                    scalar,
                    path,
                    "Write it in quotes: \"" + text + "\". Without them many YAML readers take it for a number"
                            + minutes(text) + ".");
            return;
        }
        List<String> allowed = schema.texts("enum");
        if (!allowed.isEmpty() && !(allowed.contains(text) && scalar.form() == Form.TEXT)) {
            problems.add(
                    scalar.place(),
                    path,
                    text,
                    schema.description(),
                    "Write one of " + String.join(", ", allowed) + ".",
                    Nearest.to(text, allowed));
        }
        if (lacksAUnit(text)) {
            refuse(scalar, path, "Write the unit, too: " + text + "s, " + text + "m.");
        } else if (schema.pattern().filter(form -> !form.matcher(text).find()).isPresent()) {
            refuse(scalar, path, "Write it in that form.");
        }
        if (text.length() < schema.number("minLength", 0)) {
            refuse(scalar, path, "Say a little more, or remove the key.");
        }
        if (text.length() > schema.number("maxLength", Integer.MAX_VALUE)) {
            refuse(scalar, path, "Shorten it to " + schema.number("maxLength", 0) + " characters.");
        }
        if (schema.has("minimum") && scalar.form() == Form.INTEGER && below(text, schema.number("minimum", 0))) {
            refuse(scalar, path, "Write " + schema.number("minimum", 0) + " or more.");
        }
    }

    /** A number where a length of time is meant. */
    private boolean lacksAUnit(String text) {
        return text.matches("\\d+")
                && schema.pattern()
                        .filter(form -> !form.matcher(text).find()
                                && form.matcher(text + "s").find()
                                && form.matcher(text + "m").find())
                        .isPresent();
    }

    private static boolean below(String number, int minimum) {
        return new BigDecimal(number).compareTo(BigDecimal.valueOf(minimum)) < 0;
    }

    private static String reads(Scalar scalar) {
        Object value = Scalars.plain(scalar);
        if (value instanceof Boolean) {
            return "the truth value " + value;
        }
        return "the number "
                + (value instanceof BigDecimal number
                        ? number.stripTrailingZeros().toPlainString()
                        : value);
    }

    /** What a YAML 1.1 reader makes of a time of day. */
    private static String minutes(String clock) {
        Matcher matcher = CLOCK.matcher(clock);
        return matcher.matches()
                ? ", " + (Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)))
                : "";
    }

    private void refuse(Scalar scalar, String path, String remedy) {
        problems.add(scalar.place(), path, scalar.text(), schema.description(), remedy);
    }
}
