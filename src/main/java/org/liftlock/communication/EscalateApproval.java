package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** The approval is overdue: the decider and the deputy are told. */
@Component
class EscalateApproval implements StepHandler {

    private final UpgradeMessages messages;

    EscalateApproval(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ESCALATE_APPROVAL, Readers.DECIDERS);
    }
}
