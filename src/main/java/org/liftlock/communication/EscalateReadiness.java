package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Readiness was not confirmed in time: silence escalates to the deputy (R27). */
@Component
class EscalateReadiness implements StepHandler {

    private final UpgradeMessages messages;

    EscalateReadiness(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ESCALATE_READINESS, Readers.DECIDERS);
    }
}
