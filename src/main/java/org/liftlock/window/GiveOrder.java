package org.liftlock.window;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Carries out what the decider, or the agreed answer, has ordered; a way back after the window gets one of its own (R33). */
@Component
class GiveOrder implements JavaDelegate {

    private final Orders orders;
    private final OwnWindows own;

    GiveOrder(Orders orders, OwnWindows own) {
        this.orders = orders;
        this.own = own;
    }

    /** The person who completed the task is still the authenticated one; a timer has nobody. */
    @Override
    public void execute(DelegateExecution execution) {
        String by = Optional.ofNullable(execution
                        .getProcessEngineServices()
                        .getIdentityService()
                        .getCurrentAuthentication())
                .map(who -> who.getUserId())
                .orElse("agreed answer");
        String key = execution.getProcessBusinessKey();
        String order = Variables.ORDER.get(execution);
        if (order.equals(UpgradeProcess.Answer.GO_BACK)) {
            own.openToGoBackWhenOver(key, by);
        }
        orders.give(key, order, Variables.EXTEND_MINUTES.look(execution).orElse(0), by);
    }
}
