package org.liftlock.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import org.liftlock.naming.Digest;

/**
 * A JSON document without certain texts. Documents within it, such as the request in a record, are read as well.
 *
 * @param texts whole values that are to go
 * @param words digests of the words of entries that are to go
 * @param notice what stands there instead
 */
record Redaction(Set<String> texts, Set<Digest> words, String notice) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String of(String document) {
        try {
            JsonNode tree = JSON.readTree(document);
            if (tree == null || !tree.isContainerNode()) {
                return document;
            }
            JsonNode left = redact(tree);
            return document.startsWith("{\n") || document.startsWith("{\r")
                    ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(left)
                    : JSON.writeValueAsString(left);
        } catch (JsonProcessingException noJson) {
            return document;
        }
    }

    /** What stands in place of a document, for those who read it as one. */
    static String mark(String notice) {
        return JSON.createObjectNode().put("erased", notice).toString();
    }

    /** As a text stands within JSON, without the quotes around it. */
    static String quoted(String text) {
        String json = TextNode.valueOf(text).toString();
        return json.substring(1, json.length() - 1);
    }

    private JsonNode redact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean unsaid = object.path("words_digest").isTextual()
                    && words.contains(new Digest(object.path("words_digest").asText()));
            object.properties().forEach(member -> member.setValue(redact(member.getValue())));
            if (unsaid) {
                object.put("sentence", notice);
                object.remove("salt");
            }
        } else if (node instanceof ArrayNode array) {
            for (int position = 0; position < array.size(); position++) {
                array.set(position, redact(array.get(position)));
            }
        } else if (node.isTextual()) {
            return text(node.asText());
        }
        return node;
    }

    private JsonNode text(String text) {
        if (texts.contains(text)) {
            return TextNode.valueOf(notice);
        }
        return TextNode.valueOf(text.startsWith("{") || text.startsWith("[") ? of(text) : text);
    }
}
