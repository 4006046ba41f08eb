package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Form;
import org.liftlock.descriptor.Value.Items;
import org.liftlock.descriptor.Value.Scalar;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 (and so JSON) event by event, with the place of every value. Nothing is constructed from tags, aliases
 * are refused, size and depth are bounded: a file cannot make the reader do more than read it.
 */
final class DocumentReader {

    static final int LONGEST = 256 * 1024;
    private static final int DEEPEST = 40;
    private static final Set<String> OTHER_THAN_THEY_LOOK =
            Set.of("on", "off", "yes", "no", "true", "false", "null", "~");

    private final Layer layer;
    private final String file;
    private final Problems problems;
    private Iterator<Event> events;

    private DocumentReader(Layer layer, String file, Problems problems) {
        this.layer = layer;
        this.file = file;
        this.problems = problems;
    }

    /** The documents of a text, in order; what is wrong with them goes to the problems. */
    static List<Value> read(String text, Layer layer, String file, Problems problems) {
        return new DocumentReader(layer, file, problems).documents(text);
    }

    private List<Value> documents(String text) {
        if (text.length() > LONGEST) {
            problems.add(
                    new Place(layer, file, 0),
                    "",
                    text.length() + " characters",
                    "a description of at most " + LONGEST + " characters",
                    "Split it, or move long texts out of it.");
            return List.of();
        }
        List<Value> documents = new ArrayList<>();
        try {
            events = new Parse(LoadSettings.builder().setLabel(file).build())
                    .parseString(text)
                    .iterator();
            while (events.hasNext()) {
                if (events.next() instanceof DocumentStartEvent) {
                    documents.add(value(events.next(), "", 0));
                }
            }
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            notYaml(line, broken.getProblem());
        } catch (YamlEngineException broken) {
            notYaml(0, broken.getMessage());
        }
        return documents;
    }

    private void notYaml(int line, String why) {
        problems.add(
                new Place(layer, file, line),
                "",
                why == null ? "" : why.lines().findFirst().orElse(""),
                "YAML 1.2 or JSON",
                "Mend the line; nothing of this file was read.");
    }

    private Value value(Event event, String path, int depth) {
        Place place = placeOf(event);
        if (depth > DEEPEST) {
            throw new YamlEngineException("values are nested deeper than " + DEEPEST + " levels");
        }
        if (event instanceof AliasEvent
                || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problems.add(
                    place,
                    path,
                    "",
                    "a value written out",
                    "Anchors and aliases (& and *) hide what a reader approves; repeat the value, or use vars.");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag().orElse("!"), place, path);
            Form form = scalar.isPlain() ? Scalars.formOf(scalar.getValue()) : Form.TEXT;
            return new Scalar(scalar.getValue(), form, scalar.isPlain(), place);
        }
        if (event instanceof CollectionStartEvent start) {
            refuseTag(start.getTag().orElse("!"), place, path);
            return event instanceof MappingStartEvent ? fields(place, path, depth) : items(place, path, depth);
        }
        return Scalar.text("", place);
    }

    private void refuseTag(String tag, Place place, String path) {
        if (!tag.equals("!")) {
            problems.add(place, path, tag, "a value without a tag", "Remove " + tag + "; quotes make a value a text.");
        }
    }

    private Items items(Place place, String path, int depth) {
        List<Value> list = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            list.add(value(event, path + "[" + list.size() + "]", depth + 1));
            event = events.next();
        }
        return new Items(list, place);
    }

    private Fields fields(Place place, String path, int depth) {
        Map<String, Value> map = new LinkedHashMap<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            Place keyPlace = placeOf(event);
            String key = key(event, path, depth);
            String inner = Paths.join(path, key);
            Value value = value(events.next(), inner, depth + 1);
            if (map.putIfAbsent(key, value) != null) {
                problems.add(
                        keyPlace,
                        inner,
                        "",
                        "each key once; this one stands here a second time",
                        "Keep one of the two; which one is meant cannot be guessed.");
            }
            event = events.next();
        }
        return new Fields(map, place);
    }

    private String key(Event event, String path, int depth) {
        Place place = placeOf(event);
        if (!(event instanceof ScalarEvent scalar)) {
            value(event, path, depth + 1);
            problems.add(place, path, "", "keys that are plain words", "Write the key as a word.");
            return "";
        }
        String key = scalar.getValue();
        if (scalar.isPlain() && OTHER_THAN_THEY_LOOK.contains(key.toLowerCase(Locale.ROOT))) {
            problems.add(
                    place,
                    Paths.join(path, key),
                    key,
                    "a key that every YAML reader takes for a word",
                    "Many readers take " + key + " for true, false or nothing. Choose another name, or quote it: \""
                            + key + "\".");
        }
        return key;
    }

    private Place placeOf(Event event) {
        return new Place(
                layer,
                file,
                event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    }
}
