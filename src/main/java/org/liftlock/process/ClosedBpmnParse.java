package org.liftlock.process;

import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;

/** Examines a model before the engine reads it, wherever it was deployed from, and reports all its faults at once. */
final class ClosedBpmnParse extends BpmnParse {

    private static final String PROCESS_MODEL_ONLY = "Only BPMN is read here.";

    private final ClosedModel closed;

    ClosedBpmnParse(BpmnParser parser, ClosedModel closed) {
        super(parser);
        this.closed = closed;
    }

    @Override
    protected void parseRootElement() {
        if (rootElement == null) {
            addError(PROCESS_MODEL_ONLY, null);
            return;
        }
        closed.examine(
                rootElement,
                deployment == null || deployment.isNew(),
                (sentence, element) -> addError(sentence, element));
        if (!hasErrors()) {
            super.parseRootElement();
        }
    }
}
