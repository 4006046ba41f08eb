package org.liftlock.tasks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.process.Variables;
import org.liftlock.template.ApprovedTemplates;
import org.liftlock.template.TemplateRefused;
import org.springframework.stereotype.Component;

/**
 * The start of every upgrade. A request that came through the interface has been written down already and is named by
 * the business key; one from the start form is read from its fields. Either way nothing starts when it is not right (R01).
 */
@Component
class AcceptRequest implements ExecutionListener {

    private final Upgrades upgrades;
    private final RequestForm form;
    private final ApprovedTemplates templates;

    AcceptRequest(Upgrades upgrades, RequestForm form, ApprovedTemplates templates) {
        this.upgrades = upgrades;
        this.form = form;
        this.templates = templates;
    }

    @Override
    public void notify(DelegateExecution execution) {
        onlyWhatTheFormAsks(execution);
        String by = Variables.REQUESTED_BY.get(execution);
        String key = Optional.ofNullable(execution.getProcessBusinessKey())
                .filter(given -> !given.isBlank())
                .map(given -> written(given, by))
                .orElseGet(() -> fromForm(execution, by));
        upgrades.runsIn(key, execution.getProcessInstanceId());
        execution.setProcessBusinessKey(key);
        UpgradeDescription description = upgrades.describe(key);
        Variables.UPGRADE_KEY.set(execution, key);
        Variables.REASON_CATEGORY.set(
                execution, description.request().reason().category().name());
        Variables.EMERGENCY.set(execution, description.request().emergency().isPresent());
        Variables.CRITICALITY.set(execution, description.criticality().name());
        Variables.REVERSIBILITY.set(
                execution, description.method().reversibility().name());
        Variables.PRE_APPROVED.set(execution, preApproved(key));
    }

    private boolean preApproved(String key) {
        try {
            return templates.follow(key);
        } catch (TemplateRefused wrong) {
            throw new AnswerRefused(wrong.getMessage());
        }
    }

    /** Whoever starts a process may hand in any variable; one of the process's own would decide for it. */
    private void onlyWhatTheFormAsks(DelegateExecution execution) {
        Set<String> strange = new TreeSet<>(execution.getVariableNames());
        strange.remove(Variables.REQUESTED_BY.name());
        form.fields().forEach(strange::remove);
        if (!strange.isEmpty()) {
            throw new AnswerRefused("\"" + String.join("\", \"", strange)
                    + "\": no field of the request. Nothing was started; send only what its form asks for");
        }
    }

    private String written(String key, String by) {
        Upgrade upgrade = upgrades.find(key);
        if (!upgrade.requestedBy().equals(by) || upgrades.hasProcess(key)) {
            throw new AnswerRefused("Upgrade " + key + " exists already; leave the business key empty, it is given by"
                    + " the product");
        }
        return key;
    }

    private String fromForm(DelegateExecution execution, String by) {
        List<String> fields = form.fields();
        try {
            String key = upgrades.accept(form.read(execution.getVariables()), by);
            execution.removeVariables(fields);
            return key;
        } catch (InvalidDescription wrong) {
            throw new AnswerRefused(wrong.getMessage());
        }
    }
}
