package org.liftlock.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.file.Path;
import java.util.function.Function;
import org.liftlock.naming.Digest;
import org.liftlock.naming.TargetId;

/** How orders, manifests and receipts are written: strict, since a manifest with an unknown key was edited. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule(), ownTypes())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(
                    "Cannot write " + value.getClass().getSimpleName() + " as JSON", unexpected);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new StoreException("Not a " + type.getSimpleName() + ": the text says null");
            }
            return value;
        } catch (JsonProcessingException broken) {
            throw new StoreException(
                    "Not a " + type.getSimpleName() + " as Liftlock writes it: " + broken.getOriginalMessage(), broken);
        }
    }

    private static SimpleModule ownTypes() {
        return new SimpleModule()
                .addSerializer(Digest.class, ToStringSerializer.instance)
                .addDeserializer(Digest.class, fromText(Digest.class, Digest::new))
                .addSerializer(TargetId.class, ToStringSerializer.instance)
                .addDeserializer(TargetId.class, fromText(TargetId.class, TargetId::parse))
                .addSerializer(Path.class, ToStringSerializer.instance)
                .addDeserializer(Path.class, fromText(Path.class, Path::of));
    }

    private static <T> FromStringDeserializer<T> fromText(Class<T> type, Function<String, T> parse) {
        return new FromStringDeserializer<>(type) {
            @Override
            protected T _deserialize(String text, DeserializationContext context) {
                return parse.apply(text);
            }
        };
    }
}
