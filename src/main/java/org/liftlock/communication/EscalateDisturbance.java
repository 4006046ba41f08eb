package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** The raised system is disturbed, and nobody has decided what it is (R42). */
@Component
class EscalateDisturbance implements StepHandler {

    private final UpgradeMessages messages;

    EscalateDisturbance(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ESCALATE_DISTURBANCE, Readers.EVERYBODY_ON_DUTY);
    }
}
