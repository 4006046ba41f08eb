package org.liftlock.descriptor;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.liftlock.descriptor.Value.Form;
import org.liftlock.descriptor.Value.Scalar;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What YAML 1.2 reads a scalar as. */
final class Scalars {

    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

    private Scalars() {}

    static Form formOf(String text) {
        Tag tag = RESOLVER.resolve(text, true);
        if (tag.equals(Tag.INT)) {
            return Form.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Form.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Form.TRUTH;
        }
        return tag.equals(Tag.NULL) ? Form.NOTHING : Form.TEXT;
    }

    static Object plain(Scalar scalar) {
        return switch (scalar.form()) {
            case TEXT -> scalar.text();
            case NOTHING -> "";
            case TRUTH -> Boolean.valueOf(scalar.text());
            case INTEGER -> integer(scalar.text());
            case NUMBER -> number(scalar.text());
        };
    }

    private static Object integer(String text) {
        BigInteger number = text.startsWith("0x")
                ? new BigInteger(text.substring(2), 16)
                : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : text;
    }

    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notFinite) {
            return text;
        }
    }
}
