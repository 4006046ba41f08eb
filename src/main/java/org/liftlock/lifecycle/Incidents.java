package org.liftlock.lifecycle;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** Faults of this product that the engine holds until a person retries what failed. */
@Component
public class Incidents {

    private final RuntimeService runtime;
    private final Upgrades upgrades;

    Incidents(RuntimeService runtime, Upgrades upgrades) {
        this.runtime = runtime;
        this.upgrades = upgrades;
    }

    /** @param upgrade empty when the process that failed carries no upgrade */
    public record Incident(String id, String activity, String what, Optional<String> upgrade) {}

    public List<Incident> open() {
        return runtime.createIncidentQuery().list().stream()
                .map(found -> new Incident(
                        found.getId(),
                        found.getActivityId(),
                        found.getIncidentMessage() == null ? found.getIncidentType() : found.getIncidentMessage(),
                        upgradeOf(found.getProcessInstanceId())))
                .toList();
    }

    private Optional<String> upgradeOf(String processInstance) {
        return Optional.ofNullable(runtime.createProcessInstanceQuery()
                        .processInstanceId(processInstance)
                        .singleResult())
                .map(ProcessInstance::getBusinessKey)
                .filter(key -> upgrades.look(key).isPresent());
    }
}
