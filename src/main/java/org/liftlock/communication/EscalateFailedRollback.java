package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** A way back has failed, and nobody has decided what to do (R40). */
@Component
class EscalateFailedRollback implements StepHandler {

    private final UpgradeMessages messages;

    EscalateFailedRollback(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ESCALATE_FAILED_ROLLBACK, Readers.EVERYBODY_ON_DUTY);
    }
}
