package org.liftlock.proof;

import java.util.Collection;
import org.camunda.bpm.model.bpmn.instance.*;

/** Reads what an event waits for or throws. */
final class EventReader {

    /** Begins the name of an event that the proof cannot follow. */
    static final String NOT_SUPPORTED = "!";

    private final Node node;

    EventReader(Node node) {
        this.node = node;
    }

    void read(Event event) {
        Collection<EventDefinition> definitions = event.getChildElementsByType(EventDefinition.class);
        if (definitions.size() > 1) {
            node.eventName = NOT_SUPPORTED + "event with several definitions";
        }
        definitions.stream().findFirst().ifPresent(this::read);
        if (event instanceof BoundaryEvent boundary) {
            node.interrupting = boundary.cancelActivity();
        } else if (event instanceof StartEvent start) {
            node.interrupting = start.isInterrupting();
        }
    }

    private void read(EventDefinition definition) {
        if (definition instanceof TimerEventDefinition timer) {
            is(Node.Event.TIMER, null);
            node.repeats = timer.getTimeCycle() != null;
        } else if (definition instanceof MessageEventDefinition message) {
            is(
                    Node.Event.MESSAGE,
                    message.getMessage() == null ? null : message.getMessage().getName());
            node.repeats = true;
        } else if (definition instanceof SignalEventDefinition) {
            is(Node.Event.SIGNAL, null);
            node.repeats = true;
        } else if (definition instanceof ConditionalEventDefinition) {
            is(Node.Event.CONDITIONAL, null);
            node.repeats = true;
        } else if (definition instanceof ErrorEventDefinition error) {
            is(
                    Node.Event.ERROR,
                    error.getError() == null ? null : error.getError().getErrorCode());
        } else if (definition instanceof EscalationEventDefinition escalation) {
            is(
                    Node.Event.ESCALATION,
                    escalation.getEscalation() == null
                            ? null
                            : escalation.getEscalation().getEscalationCode());
        } else if (definition instanceof TerminateEventDefinition) {
            is(Node.Event.TERMINATE, null);
        } else if (definition instanceof LinkEventDefinition link) {
            is(Node.Event.LINK, link.getName());
        } else {
            node.eventName =
                    NOT_SUPPORTED + definition.getElementType().getTypeName().replace("EventDefinition", " event");
        }
    }

    private void is(Node.Event event, String name) {
        node.event = event;
        if (node.eventName == null) {
            node.eventName = name;
        }
    }
}
