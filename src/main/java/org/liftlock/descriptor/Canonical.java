package org.liftlock.descriptor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.Digest;

/** One text for one meaning: keys in order, values in the words they were written in. */
final class Canonical {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final Pattern NOT_IN_YAML = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");

    private Canonical() {}

    static Digest digest(Value value) {
        return Digest.of(write(tree(value)));
    }

    /** JSON that a YAML reader takes too: signs that JSON allows as they are and YAML does not are escaped. */
    static String write(Object tree) {
        try {
            return NOT_IN_YAML
                    .matcher(JSON.writeValueAsString(tree))
                    .replaceAll(sign -> "\\\\u%04x".formatted((int) sign.group().charAt(0)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Plain values can always be written as JSON", impossible);
        }
    }

    /** Words and form of a scalar, so that 15.10 and 15.1, or "true" and true, stay two things. */
    private static Object tree(Value value) {
        if (value instanceof Fields fields) {
            Map<String, Object> tree = new TreeMap<>();
            fields.map().forEach((key, inner) -> tree.put(key, tree(inner)));
            return tree;
        }
        if (value instanceof Items items) {
            return items.list().stream().map(Canonical::tree).toList();
        }
        Scalar scalar = (Scalar) value;
        return scalar.form() + " " + scalar.text();
    }

    /** Every value with its way and its place; a list of plain values is one value. */
    static List<MergedValue> leaves(Fields merged) {
        List<MergedValue> leaves = new ArrayList<>();
        collect(merged, "", leaves);
        return leaves;
    }

    private static void collect(Value value, String path, List<MergedValue> leaves) {
        if (value instanceof Fields fields && !fields.map().isEmpty()) {
            fields.map().forEach((key, inner) -> collect(inner, Paths.join(path, key), leaves));
        } else if (value instanceof Items items && !isOneValue(items)) {
            for (int index = 0; index < items.list().size(); index++) {
                collect(items.list().get(index), path + "[" + index + "]", leaves);
            }
        } else if (!value.place().file().isEmpty()) {
            Place place = value.place();
            leaves.add(new MergedValue(path, shown(value), place.layer(), place.file(), place.line()));
        }
    }

    /** Plain values of one file; what several layers have added up is shown one by one. */
    private static boolean isOneValue(Items items) {
        return items.list().stream().allMatch(Scalar.class::isInstance)
                && items.list().stream()
                                .map(item -> item.place().file())
                                .distinct()
                                .count()
                        <= 1;
    }

    private static String shown(Value value) {
        if (value instanceof Items items) {
            return items.list().stream().map(Canonical::shown).toList().toString();
        }
        return value instanceof Scalar scalar ? scalar.text() : "{}";
    }
}
