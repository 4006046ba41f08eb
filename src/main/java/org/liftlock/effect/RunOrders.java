package org.liftlock.effect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.liftlock.launcher.Command;
import org.springframework.stereotype.Component;

/** What is to run as text in the journal, so that any node can go on with what another planned. Secrets stay references. */
@Component
class RunOrders {

    private static final TypeReference<List<Command>> COMMANDS = new TypeReference<>() {};
    private static final TypeReference<List<StepWork.Order>> ORDERS = new TypeReference<>() {};

    private final ObjectMapper json;

    RunOrders(ObjectMapper json) {
        this.json = json;
    }

    String write(List<Command> commands) {
        return text(commands);
    }

    List<Command> read(String text) {
        return parse(text, COMMANDS);
    }

    String writeOrders(List<StepWork.Order> orders) {
        return text(orders);
    }

    List<StepWork.Order> readOrders(String text) {
        return parse(text, ORDERS);
    }

    String writeUndo(Undo undo) {
        return text(undo);
    }

    Undo readUndo(String text) {
        return parse(text, new TypeReference<Undo>() {});
    }

    private String text(Object what) {
        try {
            return json.writeValueAsString(what);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("The commands of a step cannot be written to the journal", unwritable);
        }
    }

    private <T> T parse(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The commands of a step in the journal cannot be read", unreadable);
        }
    }
}
