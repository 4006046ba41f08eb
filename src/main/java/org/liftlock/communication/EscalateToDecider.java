package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** A moment of the window is reached: the decider and the deputy are asked (R32, R33). */
@Component
class EscalateToDecider implements StepHandler {

    private final UpgradeMessages messages;

    EscalateToDecider(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ESCALATE_TO_DECIDER, Readers.DECIDERS);
    }
}
