package org.liftlock.process;

import org.camunda.bpm.engine.BadUserRequestException;

/** Something a person asked for is not done; the message is for that person and reaches them word for word. */
public class Refusal extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }
}
