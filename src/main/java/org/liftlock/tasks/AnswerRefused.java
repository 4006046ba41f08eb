package org.liftlock.tasks;

import org.liftlock.process.Refusal;

/** A form cannot be taken as it was filled in; the message names the field and what to do, and is shown in Tasklist. */
final class AnswerRefused extends Refusal {

    private static final long serialVersionUID = 1L;

    AnswerRefused(String message) {
        super(message);
    }
}
