package org.liftlock.faults.node;

import org.liftlock.effect.KillPoint;
import org.liftlock.effect.KillPoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Lets the node die, or stand still, at the moments of the effect protocol. */
@Component
@Primary
@ConditionalOnProperty("liftlock.faults.directory")
class DeadlyPoints implements KillPoints {

    private final Arms arms;

    DeadlyPoints(Arms arms) {
        this.arms = arms;
    }

    @Override
    public void reached(KillPoint point, String topic) {
        arms.dieAt(point.name(), topic);
        arms.stallAt(point.name(), topic);
    }
}
