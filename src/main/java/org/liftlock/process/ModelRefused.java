package org.liftlock.process;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;

/** A deployment that is not accepted; the message names every file and element, and nothing was changed. */
public final class ModelRefused extends BadUserRequestException {

    private static final long serialVersionUID = 1;

    private final transient List<ModelGate.Objection> objections;

    ModelRefused(List<ModelGate.Objection> objections) {
        super(objections.stream()
                .map(objection -> "  " + objection)
                .collect(Collectors.joining("\n", "The models are refused, nothing was deployed:\n", "")));
        this.objections = List.copyOf(objections);
    }

    public List<ModelGate.Objection> objections() {
        return objections;
    }
}
