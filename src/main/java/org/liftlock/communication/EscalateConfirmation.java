package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Nobody has confirmed yet that nothing runs on the target. */
@Component
class EscalateConfirmation implements StepHandler {

    private final UpgradeMessages messages;

    EscalateConfirmation(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ESCALATE_CONFIRMATION, Readers.EVERYBODY_ON_DUTY);
    }
}
