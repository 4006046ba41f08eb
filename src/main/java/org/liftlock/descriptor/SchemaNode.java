package org.liftlock.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A node of a published JSON Schema, and the file its references start from. */
record SchemaNode(String file, JsonNode node) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    static SchemaNode named(String schema) {
        String file = schema + ".schema.json";
        return new SchemaNode(file, load(file));
    }

    boolean has(String keyword) {
        return node.has(keyword);
    }

    SchemaNode at(String keyword) {
        return new SchemaNode(file, node.path(keyword));
    }

    Optional<SchemaNode> reference() {
        if (!node.has("$ref")) {
            return Optional.empty();
        }
        String reference = node.get("$ref").asText();
        int hash = reference.indexOf('#');
        String named = hash == 0 ? file : reference.substring(0, hash);
        return Optional.of(new SchemaNode(named, load(named).at(reference.substring(hash + 1))));
    }

    List<SchemaNode> all(String keyword) {
        return StreamSupport.stream(node.path(keyword).spliterator(), false)
                .map(inner -> new SchemaNode(file, inner))
                .toList();
    }

    List<String> texts(String keyword) {
        JsonNode found = node.path(keyword);
        return found.isTextual()
                ? List.of(found.asText())
                : StreamSupport.stream(found.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }

    List<String> names(String keyword) {
        List<String> names = new ArrayList<>();
        node.path(keyword).fieldNames().forEachRemaining(names::add);
        return names;
    }

    int number(String keyword, int usual) {
        return node.path(keyword).asInt(usual);
    }

    boolean forbids(String keyword) {
        return node.path(keyword).isBoolean() && !node.path(keyword).asBoolean();
    }

    Optional<Pattern> pattern() {
        return Optional.ofNullable(node.get("pattern"))
                .map(text -> PATTERNS.computeIfAbsent(text.asText(), Pattern::compile));
    }

    /** What belongs here, in words. */
    String description() {
        if (node.has("description")) {
            return node.get("description").asText();
        }
        return reference()
                .map(SchemaNode::description)
                .orElseGet(() -> node.has("enum")
                        ? String.join(" or ", texts("enum"))
                        : "a value of type " + node.path("type").asText("any"));
    }

    private static JsonNode load(String file) {
        return FILES.computeIfAbsent(file, name -> {
            try (InputStream stream = SchemaNode.class.getResourceAsStream("/schemas/" + name)) {
                if (stream == null) {
                    throw new IllegalStateException("This jar has no schema " + name);
                }
                return JSON.readTree(stream);
            } catch (IOException broken) {
                throw new UncheckedIOException("Schema " + name + " of this jar cannot be read", broken);
            }
        });
    }
}
