package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Reminds the user representatives of their sign-off (R39). */
@Component
class RemindRepresentatives implements StepHandler {

    private final UpgradeMessages messages;

    RemindRepresentatives(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.REMIND_REPRESENTATIVES, Readers.REPRESENTATIVES);
    }
}
