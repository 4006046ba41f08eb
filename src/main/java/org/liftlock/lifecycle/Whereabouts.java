package org.liftlock.lifecycle;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.liftlock.process.UpgradeProcess;
import org.liftlock.process.UpgradeProcess.Element;
import org.springframework.stereotype.Component;

/** Where the processes of an upgrade stand, as far as its stage does not tell. */
@Component
public class Whereabouts {

    private final RuntimeService runtime;

    Whereabouts(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /** Whether targets are still being raised, or taken back, in the window; false while a decision about the rest is awaited. */
    public boolean changesTargets(String upgradeKey) {
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(upgradeKey)
                .processDefinitionKey(UpgradeProcess.UPGRADE)
                .singleResult();
        ActivityInstance whole = instance == null ? null : runtime.getActivityInstance(instance.getId());
        return whole != null && whole.getActivityInstances(Element.EXECUTION).length > 0;
    }

    /** Whether the system is being watched after the change (R43). */
    public boolean watches(String upgradeKey) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(upgradeKey)
                        .processDefinitionKey(UpgradeProcess.MONITORING)
                        .count()
                > 0;
    }
}
