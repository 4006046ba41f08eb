package org.liftlock.lifecycle;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Writes down which stage an upgrade has entered, or how it ended before any change. */
@Component
class NoteStage implements ExecutionListener {

    private final Upgrades upgrades;

    NoteStage(Upgrades upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        switch (execution.getCurrentActivityId()) {
            case "assessment" -> upgrades.enter(key, Stage.ASSESSMENT);
            case "preparation" -> upgrades.enter(key, Stage.PREPARATION);
            case "waiting-for-the-window" -> upgrades.enter(key, Stage.WAITING);
            case "execution-inside-the-window" -> upgrades.enter(key, Stage.EXECUTION);
            case "verification-and-deployment" -> upgrades.enter(key, Stage.VERIFICATION);
            case "closing" -> upgrades.enter(key, Stage.CLOSING);
            case "upgrade-deferred" -> end(key, Outcome.DEFERRED);
            case "upgrade-refused" -> end(key, Outcome.REFUSED);
            default ->
                throw new IllegalStateException("The model notes a stage at \"" + execution.getCurrentActivityName()
                        + "\", which is none; remove the listener noteStage there");
        }
    }

    private void end(String key, Outcome outcome) {
        upgrades.outcome(key, outcome);
        upgrades.close(key);
    }
}
