package org.liftlock.tasks;

/**
 * An answer as a person gave it; the form's own rules hold already.
 *
 * @param by who gave it
 */
record Given(Situation situation, Fields fields, String by) {

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
