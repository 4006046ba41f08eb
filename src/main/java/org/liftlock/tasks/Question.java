package org.liftlock.tasks;

import java.util.Set;

/** One question that a model asks a person: who is asked, what that person is shown, and how the answer is taken. */
interface Question {

    /** Ids of the user tasks that ask it. */
    Set<String> elements();

    Asked ask(Situation situation);

    /**
     * What has to be certain before the answer may be written down. It runs outside the transaction of the answer, since
     * it may have to look at a target.
     *
     * @throws AnswerRefused when it is not
     */
    default void makeSure(Given given) {}

    /**
     * Carries the answer into our tables; whatever is thrown leaves nothing half done.
     *
     * @throws AnswerRefused with the field and the remedy
     * @throws IllegalArgumentException the same, from the room that refuses
     */
    Taken take(Given given);
}
