package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Reminds the approvers while there is still time. */
@Component
class RemindApprovers implements StepHandler {

    private final UpgradeMessages messages;

    RemindApprovers(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.REMIND_APPROVERS, Readers.APPROVERS);
    }
}
