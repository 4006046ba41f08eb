package org.liftlock.tasks;

import java.util.Optional;
import org.liftlock.tasks.CarriedAnswers.Carried;

/**
 * An answer as a person gave it; the form's own rules hold already.
 *
 * @param by who gave it
 * @param carried set when it was given to a question like this one, for all like it
 */
record Given(Situation situation, Fields fields, String by, Optional<Carried> carried) {

    /** An answer to the question itself. */
    Given(Situation situation, Fields fields, String by) {
        this(situation, fields, by, Optional.empty());
    }

    String key() {
        return situation.key();
    }

    String answer() {
        return fields.needed(Asked.ANSWER);
    }

    boolean answers(String value) {
        return fields.text(Asked.ANSWER).filter(value::equals).isPresent();
    }

    String remark() {
        return fields.text("remark").orElse("");
    }
}
