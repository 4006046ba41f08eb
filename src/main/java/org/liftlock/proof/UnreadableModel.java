package org.liftlock.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamException;
import org.xml.sax.SAXParseException;

/** A file that is not what its name says; the message names it and says where it stops making sense. */
public final class UnreadableModel extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String resource;

    /** @param cause what the reader of the file said */
    public UnreadableModel(String resource, Exception cause) {
        super(resource + " cannot be read as " + format(resource) + ": " + said(rootOf(cause)), cause);
        this.resource = resource;
    }

    private static String format(String resource) {
        return resource.endsWith(".form") ? "JSON" : resource.endsWith(".dmn") ? "DMN" : "BPMN";
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static String said(Throwable root) {
        String message = String.valueOf(root.getMessage());
        String[] parts = message.split("\nMessage: ");
        return parts[parts.length - 1];
    }

    /** File it is about. */
    public String resource() {
        return resource;
    }

    /** Line in which the reader stopped, when it knew. */
    public OptionalInt line() {
        for (Throwable each = getCause(); each != null; each = each.getCause()) {
            int line = each instanceof SAXParseException xml
                    ? xml.getLineNumber()
                    : each instanceof XMLStreamException xml && xml.getLocation() != null
                            ? xml.getLocation().getLineNumber()
                            : each instanceof JsonProcessingException json && json.getLocation() != null
                                    ? json.getLocation().getLineNr()
                                    : 0;
            if (line > 0) {
                return OptionalInt.of(line);
            }
        }
        return OptionalInt.empty();
    }

    /** What to do about it. */
    public String remedy() {
        return "Open it in Camunda Modeler, which shows what is broken, and save it again; or send the file itself, not a"
                + " page or an archive that holds it.";
    }
}
