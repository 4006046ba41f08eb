package org.liftlock.communication;

import org.liftlock.communication.UpgradeMessages.Readers;
import org.liftlock.effect.Step;
import org.liftlock.effect.StepHandler;
import org.liftlock.effect.StepWork;
import org.springframework.stereotype.Component;

/** Tells users when the system changes and what to avoid, before the window opens (R30). */
@Component
class AnnounceUpgrade implements StepHandler {

    private final UpgradeMessages messages;

    AnnounceUpgrade(UpgradeMessages messages) {
        this.messages = messages;
    }

    @Override
    public StepWork prepare(Step step) {
        return messages.write(step, MessageKind.ANNOUNCE_UPGRADE, Readers.USERS);
    }
}
