package org.liftlock.rollout;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.process.Variables;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/** From here on targets are taken back, in reverse order. */
@Component
class TurnRound implements JavaDelegate {

    private final Journal journal;

    TurnRound(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Variables.MODE.set(execution, "BACK");
        journal.tell(
                Optional.of(execution.getProcessBusinessKey()),
                "process",
                "turned-round",
                Optional.of("R40"),
                "The targets raised so far are taken back, the last one first",
                Optional.empty());
    }
}
