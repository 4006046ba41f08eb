package org.liftlock.window;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.planning.Plan;
import org.liftlock.planning.Plans;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.Variables;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;

/**
 * Nobody has answered: what the plan agreed for silence becomes the order (R32). What failed, a unit or a wave, is never
 * gone on with in silence, and silence calls off no order to stop: there "go on" means to hold and ask again.
 */
@Component
class TakeAgreedDefault implements JavaDelegate {

    private static final String BY = "agreed answer";

    private final Plans plans;
    private final Directives directives;
    private final OwnWindows own;
    private final Journal journal;

    TakeAgreedDefault(Plans plans, Directives directives, OwnWindows own, Journal journal) {
        this.plans = plans;
        this.directives = directives;
        this.own = own;
        this.journal = journal;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Plan plan = plans.newest(key).orElseThrow();
        NoAnswer agreed = plan.noAnswer();
        boolean failed = Variables.UNIT_ID.look(execution).isPresent()
                || Variables.WAVE_VERDICT.look(execution).filter("halt"::equals).isPresent();
        String order = order(agreed, directives.current(key), failed);
        if (failed && order.equals(UpgradeProcess.Answer.GO_BACK)) {
            // What a person would have to do who answers that late: no step is taken outside of a window (R33).
            own.openToGoBackWhenOver(key, BY);
        }
        Variables.EXTEND_MINUTES.set(execution, 0);
        Variables.ORDER.set(execution, order);
        journal.tell(
                Optional.of(key),
                BY,
                "decided",
                Optional.of("R32"),
                "Nobody answered in time; the plan says: "
                        + agreed.name().toLowerCase().replace('_', ' ') + "; ordered: " + order.replace('-', ' '),
                Optional.empty());
    }

    static String order(NoAnswer agreed, Directive inForce, boolean failed) {
        if (inForce == Directive.STOP_AND_GO_BACK) {
            return UpgradeProcess.Answer.GO_BACK;
        }
        return switch (agreed) {
            case ROLL_BACK -> UpgradeProcess.Answer.GO_BACK;
            case STOP_AND_HOLD -> UpgradeProcess.Answer.HOLD;
            case GO_ON ->
                failed || inForce == Directive.HALT ? UpgradeProcess.Answer.HOLD : UpgradeProcess.Answer.GO_ON;
        };
    }
}
