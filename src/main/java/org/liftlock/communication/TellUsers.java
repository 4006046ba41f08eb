package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Tells users how it ended, what changed and what is known not to work (R44). */
@Component
class TellUsers implements StepHandler {

    private final UpgradeMessages messages;

    TellUsers(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.TELL_USERS, Readers.USERS);
    }
}
