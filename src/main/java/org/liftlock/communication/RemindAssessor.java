package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Reminds who was asked to assess the impact. */
@Component
class RemindAssessor implements StepHandler {

    private final UpgradeMessages messages;

    RemindAssessor(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.REMIND_ASSESSOR, Readers.ENGINEER);
    }
}
