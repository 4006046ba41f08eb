package org.liftlock.assessment;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.liftlock.descriptor.Reason;
import org.liftlock.descriptor.ReasonCategory;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** An optional upgrade goes on only with a stated benefit; a newer version is none (R03). */
@Component
class WeighReason implements JavaDelegate {

    private static final Set<String> NOT_OF_THE_ASSESSMENT =
            Set.of("weigh-reason", Findings.PLAN_CHECKED, Findings.REHEARSAL_JUDGED);

    private final Upgrades upgrades;
    private final Findings findings;

    WeighReason(Upgrades upgrades, Findings findings) {
        this.upgrades = upgrades;
        this.findings = findings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Reason reason = upgrades.find(key).request().reason();
        boolean worthIt = reason.category() != ReasonCategory.OPTIONAL || statesBenefit(reason.text());
        Variables.ASSESSMENT.set(execution, blocked(key) ? "refuse" : worthIt ? "go" : "defer");
        findings.replace(
                key,
                "weigh-reason",
                worthIt
                        ? List.of()
                        : List.of(new Finding(
                                RuleId.R03,
                                Finding.Severity.BLOCKS,
                                "weigh-reason",
                                "reason",
                                "The reason only says that there is a newer version: \"" + reason.text() + "\"",
                                "State what gets better for whom, and ask again")));
    }

    /** Found before this step: what is incompatible is not planned at all. What an earlier plan lacked, a new one may not. */
    private boolean blocked(String key) {
        return findings.open(key).stream()
                .anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKS
                        && !NOT_OF_THE_ASSESSMENT.contains(finding.origin()));
    }

    /** A sentence that says no more than "newer version" has hardly a word beside those. */
    private static boolean statesBenefit(String text) {
        String rest = text.toLowerCase()
                .replaceAll(
                        "\\b(a|an|the|is|there|new|newer|newest|latest|version|release|update|upgrade|available|to"
                                + "|keep|stay|current|out|of|date|up)\\b",
                        " ")
                .replaceAll("[^\\p{L}]+", " ")
                .trim();
        return rest.split(" ").length >= 3;
    }
}
