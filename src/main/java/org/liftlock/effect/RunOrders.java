package org.liftlock.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.liftlock.launcher.Command;
import org.springframework.stereotype.Component;

/** Commands as text in the journal, so that any node can launch what another has planned. Secrets stay references. */
@Component
class RunOrders {

    private static final TypeReference<List<Command>> COMMANDS = new TypeReference<>() {};

    private final ObjectMapper json;

    RunOrders(ObjectMapper json) {
        this.json = json;
    }

    String write(List<Command> commands) {
        try {
            return json.writeValueAsString(commands);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The commands of a step cannot be written to the journal", unwritable);
        }
    }

    List<Command> read(String text) {
        try {
            return json.readValue(text, COMMANDS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The commands of a step in the journal cannot be read", unreadable);
        }
    }
}
