package org.liftlock.tasks;

import org.camunda.bpm.engine.BadUserRequestException;

/** A form cannot be taken as it was filled in; the message names the field and what to do, and is shown in Tasklist. */
final class AnswerRefused extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    AnswerRefused(String message) {
        super(message);
    }
}
