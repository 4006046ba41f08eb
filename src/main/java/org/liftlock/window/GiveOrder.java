package org.liftlock.window;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** Carries out what the decider, or the agreed answer, has ordered. */
@Component
class GiveOrder implements JavaDelegate {

    private final Orders orders;

    GiveOrder(Orders orders) {
        this.orders = orders;
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
        orders.give(
                execution.getProcessBusinessKey(),
                Variables.ORDER.get(execution),
                Variables.EXTEND_MINUTES.look(execution).orElse(0),
                by);
    }
}
