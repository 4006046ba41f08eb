package org.liftlock.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What a file defines and calls, by a look that costs little: {@code process upgrade}, {@code form sign-off}. */
public final class ModelKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelKeys() {}

    /**
     * The processes, decisions or the form of a file.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public static Set<String> definedIn(ModelGate.Model model) {
        if (model.isForm()) {
            return Set.of("form " + formId(model));
        }
        if (model.isProcess()) {
            return attributes(model, "process", "id", "process ");
        }
        return model.isDecision() ? attributes(model, "decision", "id", "decision ") : Set.of();
    }

    /**
     * The processes that a process model calls.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public static Set<String> calledBy(ModelGate.Model model) {
        return model.isProcess() ? attributes(model, "callActivity", "calledElement", "process ") : Set.of();
    }

    private static String formId(ModelGate.Model model) {
        try {
            return JSON.readTree(model.content()).path("id").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(model.resource() + " is not JSON that can be read", e);
        }
    }

    private static Set<String> attributes(ModelGate.Model model, String element, String attribute, String kind) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        Set<String> found = new TreeSet<>();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(model.content()));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals(element)) {
                    String value = xml.getAttributeValue(null, attribute);
                    if (value != null) {
                        found.add(kind + value);
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(model.resource() + " is not XML that can be read", e);
        }
        return found;
    }
}
