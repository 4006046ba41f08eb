package org.liftlock.window;

import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Carries out what the decider, or the agreed answer, has ordered. */
@Component
class GiveOrder implements JavaDelegate {

    private final Orders orders;

    GiveOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String by = Optional.ofNullable((String) execution.getVariable("answeredBy"))
                .orElse("agreed answer");
        Number minutes = (Number) execution.getVariable("extendMinutes");
        orders.give(
                execution.getProcessBusinessKey(),
                (String) execution.getVariable("order"),
                minutes == null ? 0 : minutes.longValue(),
                by);
        Date moment = (Date) execution.getVariable("nextMoment");
        if (moment != null) {
            execution.setVariable("momentHandled", moment);
        }
        execution.setVariable("answeredBy", null);
    }
}
