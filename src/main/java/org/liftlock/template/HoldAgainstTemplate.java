package org.liftlock.template;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.process.Variables;
import org.springframework.stereotype.Component;

/** By now the version that runs is known; when the template does not approve the upgrade any more, people have to. */
@Component
class HoldAgainstTemplate implements ExecutionListener {

    private static final String ORIGIN = "template";

    private final ApprovedTemplates templates;
    private final Findings findings;

    HoldAgainstTemplate(ApprovedTemplates templates, Findings findings) {
        this.templates = templates;
        this.findings = findings;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String key = execution.getProcessBusinessKey();
        Optional<String> withdrawn = templates.withdrawn(key);
        findings.replace(
                key,
                ORIGIN,
                withdrawn.map(HoldAgainstTemplate::finding).map(List::of).orElse(List.of()));
        Variables.PRE_APPROVED.set(execution, Variables.PRE_APPROVED.get(execution) && withdrawn.isEmpty());
    }

    private static Finding finding(String why) {
        return new Finding(
                RuleId.R28,
                Severity.WARNS,
                ORIGIN,
                "template",
                why,
                "Nothing to do: the upgrade takes the usual path, and people approve it");
    }
}
