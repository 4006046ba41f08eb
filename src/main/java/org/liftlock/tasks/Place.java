package org.liftlock.tasks;

import java.time.Instant;
import java.util.Optional;

/**
 * Where in the models a question is asked.
 *
 * @param process key of the process, {@code change-target}
 * @param turn which of several parallel askings of the same question, from 0
 * @param moment why the decider is asked now ({@code window-end}), in the guard of the window
 * @param before what was answered to the same question just before ({@code hand-over})
 * @param due until when an answer is expected
 */
record Place(
        String upgradeKey,
        String process,
        String element,
        Optional<String> unitId,
        int turn,
        Optional<String> moment,
        Optional<String> before,
        Optional<Instant> due) {}
