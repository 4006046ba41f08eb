package org.liftlock.window;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.planning.Plans;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.Variables;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/**
 * Nobody has answered: what the plan agreed for silence becomes the order (R32). A failed unit is never gone on with in
 * silence: there "go on" means to hold and ask again.
 */
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
        boolean insideUnit = Variables.UNIT_ID.look(execution).isPresent();
        Variables.EXTEND_MINUTES.set(execution, 0);
        Variables.ORDER.set(
                execution,
                switch (agreed) {
                    case ROLL_BACK -> UpgradeProcess.Answer.GO_BACK;
                    case STOP_AND_HOLD -> UpgradeProcess.Answer.HOLD;
                    case GO_ON -> insideUnit ? UpgradeProcess.Answer.HOLD : UpgradeProcess.Answer.GO_ON;
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
