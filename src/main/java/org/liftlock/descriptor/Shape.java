package org.liftlock.descriptor;

import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Form;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;

/**
 * Checks the form of a document against the published JSON Schema, so that editor and product never disagree. Only the
 * keywords our schemas use are understood. A general validator would name keywords; this one names the line, what belongs
 * there and what to do.
 */
final class Shape {

    /** Above every number of strange keys: the value is of another type than the schema. */
    private static final int ANOTHER_TYPE = 1000;

    private static final String IN_THAT_FORM = "Write it in that form.";

    private final SchemaNode schema;
    private final Problems problems;

    private Shape(SchemaNode schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    static void check(DocumentType type, Fields document, Problems problems) {
        new Shape(SchemaNode.named(type.schema()), problems).check(document, "");
    }

    private void check(Value value, String path) {
        schema.reference().ifPresent(reference -> inner(reference).check(value, path));
        if (schema.has("anyOf")) {
            oneFits(value, path);
        }
        if (schema.has("enum") && !(value instanceof Scalar)) {
            problems.add(value.place(), path, shown(value), schema.description(), IN_THAT_FORM);
        } else if (!schema.has("type") || rightType(value, path)) {
            if (value instanceof Scalar scalar) {
                new ScalarShape(schema, problems).check(scalar, path);
            } else if (value instanceof Items items) {
                items(items, path);
            } else if (value instanceof Fields fields) {
                fields(fields, path);
            }
        }
    }

    private boolean rightType(Value value, String path) {
        if (isOfType(schema, value)) {
            return true;
        }
        if (value instanceof Scalar scalar) {
            new ScalarShape(schema, problems).wrongType(scalar, path);
        } else {
            problems.add(value.place(), path, shown(value), schema.description(), IN_THAT_FORM);
        }
        return false;
    }

    private static boolean isOfType(SchemaNode schema, Value value) {
        List<String> types = schema.texts("type");
        if (value instanceof Scalar scalar) {
            return switch (scalar.form()) {
                case TEXT -> types.contains("string");
                case INTEGER -> types.contains("integer") || types.contains("number");
                case NUMBER -> types.contains("number");
                case TRUTH -> types.contains("boolean");
                case NOTHING -> false;
            };
        }
        return types.contains(value instanceof Items ? "array" : "object");
    }

    private void items(Items items, String path) {
        if (items.list().size() < schema.number("minItems", 0)) {
            problems.add(items.place(), path, "[]", schema.description(), "Write at least one, or remove the key.");
        }
        if (schema.has("items")) {
            for (int index = 0; index < items.list().size(); index++) {
                inner(schema.at("items")).check(items.list().get(index), path + "[" + index + "]");
            }
        }
    }

    private void fields(Fields fields, String path) {
        if (fields.map().size() < schema.number("minProperties", 0)) {
            problems.add(fields.place(), path, "{}", schema.description(), "Write at least one, or remove the key.");
        }
        for (String required : schema.texts("required")) {
            if (!fields.map().containsKey(required)) {
                problems.add(
                        fields.place(),
                        Paths.join(path, required),
                        "",
                        schema.at("properties").at(required).description(),
                        "It is missing; add " + required + ": to it.");
            }
        }
        fields.map().forEach((key, value) -> field(key, value, Paths.join(path, key)));
    }

    private void field(String key, Value value, String path) {
        SchemaNode known = schema.at("properties");
        if (schema.has("propertyNames")) {
            inner(schema.at("propertyNames")).check(Scalar.text(key, value.place()), path);
        }
        if (known.has(key)) {
            inner(known.at(key)).check(value, path);
        } else if (schema.forbids("additionalProperties")) {
            List<String> names = schema.names("properties");
            problems.add(
                    value.place(),
                    path,
                    key,
                    "one of the keys " + String.join(", ", names),
                    "No such key is read here; rename it, or remove it.",
                    Nearest.to(key, names));
        } else if (schema.has("additionalProperties")) {
            inner(schema.at("additionalProperties")).check(value, path);
        }
    }

    /** When no alternative fits, the one that was probably meant speaks. */
    private void oneFits(Value value, String path) {
        Optional<Problems> closest = Optional.empty();
        int best = Integer.MAX_VALUE;
        for (SchemaNode alternative : schema.all("anyOf")) {
            Problems found = new Problems();
            new Shape(alternative, found).check(value, path);
            if (!found.any()) {
                return;
            }
            int strangeness = strangeness(alternative, value);
            if (strangeness < best) {
                best = strangeness;
                closest = Optional.of(found);
            }
        }
        if (best < ANOTHER_TYPE || !schema.has("description")) {
            closest.ifPresent(found -> problems.addAll(found.all()));
        } else {
            problems.add(value.place(), path, shown(value), schema.description(), "Write it in one of these forms.");
        }
    }

    /** How little a value looks like a schema: 0 when its type and all its keys belong there. */
    private static int strangeness(SchemaNode written, Value value) {
        SchemaNode schema = written.reference().orElse(written);
        if (schema.has("anyOf")) {
            return schema.all("anyOf").stream()
                    .mapToInt(alternative -> strangeness(alternative, value))
                    .min()
                    .orElse(ANOTHER_TYPE);
        }
        boolean word = schema.has("enum") && value instanceof Scalar scalar && scalar.form() == Form.TEXT;
        if (!word && !isOfType(schema, value)) {
            return ANOTHER_TYPE;
        }
        return value instanceof Fields fields && schema.has("properties")
                ? (int) fields.map().keySet().stream()
                        .filter(key -> !schema.at("properties").has(key))
                        .count()
                : 0;
    }

    private Shape inner(SchemaNode node) {
        return new Shape(node, problems);
    }

    private static String shown(Value value) {
        if (value instanceof Scalar scalar) {
            return scalar.text();
        }
        return value instanceof Fields fields
                ? "{" + String.join(", ", fields.map().keySet()) + "}"
                : "a list";
    }
}
