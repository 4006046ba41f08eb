package org.liftlock.window;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.planning.Plans;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** Nobody has answered: what the plan agreed for silence becomes the order (R32). */
@Component
class TakeAgreedDefault implements JavaDelegate {

    private final Plans plans;
    private final Journal journal;

    TakeAgreedDefault(Plans plans, Journal journal) {
        this.plans = plans;
        this.journal = journal;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        NoAnswer agreed = plans.newest(key).orElseThrow().noAnswer();
        execution.setVariable(
                "order",
                switch (agreed) {
                    case ROLL_BACK -> "go-back";
                    case STOP_AND_HOLD -> "hold";
                    case GO_ON -> "go-on";
                });
        journal.tell(
                Optional.of(key),
                "agreed answer",
                "decided",
                Optional.of("R32"),
                "Nobody answered in time; the plan says: "
                        + agreed.name().toLowerCase().replace('_', ' '),
                Optional.empty());
    }
}
