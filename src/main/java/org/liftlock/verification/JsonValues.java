package org.liftlock.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;

/** Values inside a JSON answer, by JSON pointer ({@code /status}) or JSON path ({@code $.items[0].id}). */
final class JsonValues {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonNode root;

    JsonValues(String text) {
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException noJson) {
            throw new CannotCheck("an answer that is not JSON: " + Texts.quote(text), noJson);
        }
    }

    Optional<String> at(String place) {
        JsonNode found = place.startsWith("$") ? byPath(place) : byPointer(place);
        if (found == null || found.isMissingNode() || found.isNull()) {
            return Optional.empty();
        }
        return Optional.of(found.isValueNode() ? found.asText() : found.toString());
    }

    private JsonNode byPointer(String pointer) {
        try {
            return root.at(pointer);
        } catch (IllegalArgumentException wrong) {
            throw new CannotCheck(
                    Texts.quote(pointer) + " is neither a JSON pointer (/status) nor a path ($.status)", wrong);
        }
    }

    private JsonNode byPath(String path) {
        try {
            return JsonPath.using(PATHS).parse(root).read(path, JsonNode.class);
        } catch (InvalidPathException wrong) {
            throw new CannotCheck(Texts.quote(path) + " is not a JSON path: " + wrong.getMessage(), wrong);
        }
    }
}
