package org.liftlock.descriptor;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value as it was read: its words kept exactly, and where it stands. */
sealed interface Value {

    Place place();

    /** Whether and as what a scalar would be read by YAML 1.2: decides about quotes that were forgotten. */
    enum Form {
        TEXT,
        INTEGER,
        NUMBER,
        TRUTH,
        NOTHING
    }

    /** @param plain written without quotes */
    record Scalar(String text, Form form, boolean plain, Place place) implements Value {

        static Scalar text(String text, Place place) {
            return new Scalar(text, Form.TEXT, false, place);
        }
    }

    record Items(List<Value> list, Place place) implements Value {

        public Items {
            list = List.copyOf(list);
        }
    }

    record Fields(Map<String, Value> map, Place place) implements Value {

        static final Fields EMPTY = new Fields(Map.of(), new Place(Layer.SITE, "", 0));

        public Fields {
            map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }

        Optional<Value> get(String key) {
            return Optional.ofNullable(map.get(key));
        }

        Fields fields(String key) {
            return map.get(key) instanceof Fields inner ? inner : new Fields(Map.of(), place);
        }

        List<Value> items(String key) {
            return map.get(key) instanceof Items inner ? inner.list() : List.of();
        }

        Optional<String> text(String key) {
            return map.get(key) instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
        }

        /** A list of scalars; a single scalar counts as a list of one. */
        List<String> texts(String key) {
            if (map.get(key) instanceof Scalar scalar) {
                return List.of(scalar.text());
            }
            return items(key).stream()
                    .filter(Scalar.class::isInstance)
                    .map(value -> ((Scalar) value).text())
                    .toList();
        }

        boolean truth(String key, boolean usual) {
            return text(key).map("true"::equals).orElse(usual);
        }

        Fields with(String key, Value value) {
            Map<String, Value> more = new LinkedHashMap<>(map);
            more.put(key, value);
            return new Fields(more, place);
        }

        Fields without(String... keys) {
            Map<String, Value> less = new LinkedHashMap<>(map);
            List.of(keys).forEach(less::remove);
            return new Fields(less, place);
        }

        Fields only(Collection<String> keys) {
            Map<String, Value> some = new LinkedHashMap<>(map);
            some.keySet().retainAll(keys);
            return new Fields(some, place);
        }
    }

    /** The value with every place in it moved to a layer: an environment's settings are a layer of their own. */
    default Value in(Layer layer) {
        if (this instanceof Fields fields) {
            Map<String, Value> moved = new LinkedHashMap<>();
            fields.map().forEach((key, value) -> moved.put(key, value.in(layer)));
            return new Fields(moved, place().in(layer));
        }
        if (this instanceof Items items) {
            return new Items(items.list().stream().map(value -> value.in(layer)).toList(), place().in(layer));
        }
        Scalar scalar = (Scalar) this;
        return new Scalar(scalar.text(), scalar.form(), scalar.plain(), place().in(layer));
    }

    /** As plain Java values: text, numbers, booleans, lists and maps. */
    default Object asPlain() {
        if (this instanceof Fields fields) {
            Map<String, Object> plain = new LinkedHashMap<>();
            fields.map().forEach((key, value) -> plain.put(key, value.asPlain()));
            return plain;
        }
        if (this instanceof Items items) {
            return items.list().stream().map(Value::asPlain).toList();
        }
        return Scalars.plain((Scalar) this);
    }
}
