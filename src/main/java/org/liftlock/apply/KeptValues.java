package org.liftlock.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.liftlock.effect.Effects.Opened;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** What an opened bracket has printed that its undo has to know, such as the id of a silence. */
@Component
class KeptValues {

    /** It is put into addresses and texts as it is, so that nothing may stand in it that means something there. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+=-]{0,199}");

    private final Journal journal;
    private final ObjectMapper json;

    KeptValues(Journal journal, ObjectMapper json) {
        this.journal = journal;
        this.json = json;
    }

    /** @param missing a sentence for each value that was not found */
    record Found(Map<String, String> values, List<String> missing) {}

    Found of(Opened opened) {
        Map<String, String> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        String printed = opened.undo().keeps().isEmpty()
                ? ""
                : opened.log().flatMap(journal::read).orElse("");
        opened.undo().keeps().forEach((name, pointer) -> {
            Optional<String> value = value(printed, pointer);
            value.filter(PLAIN.asMatchPredicate())
                    .ifPresentOrElse(
                            plain -> values.put(name, plain),
                            () -> missing.add(opened.undo().name() + " on " + opened.target()
                                    + (value.isEmpty() ? " printed nothing at " : " printed no plain value at ")
                                    + pointer + ", which closing it needs; close it by hand"));
        });
        return new Found(values, missing);
    }

    /** A program may print other lines beside its answer. */
    private Optional<String> value(String printed, String pointer) {
        return Stream.concat(Stream.of(printed), printed.lines())
                .flatMap(text -> tree(text).stream())
                .map(tree -> tree.at(pointer))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .findFirst();
    }

    private Optional<JsonNode> tree(String text) {
        try {
            return Optional.ofNullable(json.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException otherOutput) {
            return Optional.empty();
        }
    }
}
