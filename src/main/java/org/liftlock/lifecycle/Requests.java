package org.liftlock.lifecycle;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.process.UpgradeProcess;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes a request down and starts its process, in one transaction: a key without a process cannot be. */
@Component
class Requests implements RequestDesk {

    private final Descriptions descriptions;
    private final Upgrades upgrades;
    private final RuntimeService runtime;
    private final IdentityService identity;

    Requests(Descriptions descriptions, Upgrades upgrades, RuntimeService runtime, IdentityService identity) {
        this.descriptions = descriptions;
        this.upgrades = upgrades;
        this.runtime = runtime;
        this.identity = identity;
    }

    @Override
    @Transactional
    public String request(String document, String by) {
        if (identity.getCurrentAuthentication() == null) {
            throw new IllegalStateException("A request is made by a person who is logged in");
        }
        String key = upgrades.accept(descriptions.readRequest(document), by);
        runtime.startProcessInstanceByKey(UpgradeProcess.UPGRADE, key);
        return key;
    }
}
