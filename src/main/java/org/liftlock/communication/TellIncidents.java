package org.liftlock.communication;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.liftlock.lifecycle.Upgrades;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** An incident is a fault of this product that waits for a person; those on duty are told once of each. */
@Component
class TellIncidents {

    private static final Logger LOG = LoggerFactory.getLogger(TellIncidents.class);

    private final RuntimeService runtime;
    private final Upgrades upgrades;
    private final UpgradeMessages messages;
    private final Outbox outbox;
    private final String address;
    private final Set<String> told = new LinkedHashSet<>();

    TellIncidents(
            RuntimeService runtime,
            Upgrades upgrades,
            UpgradeMessages messages,
            Outbox outbox,
            @Value("${liftlock.address:http://localhost:${server.port:8080}}") String address) {
        this.runtime = runtime;
        this.upgrades = upgrades;
        this.messages = messages;
        this.outbox = outbox;
        this.address = address;
    }

    @Scheduled(fixedDelayString = "${liftlock.incidents.every:PT10S}", initialDelayString = "PT10S")
    void look() {
        for (Incident incident : runtime.createIncidentQuery().list()) {
            if (told.add(incident.getId())) {
                tell(incident);
            }
        }
    }

    /** Under the incident's own id, so that several nodes tell it once. */
    private void tell(Incident incident) {
        Optional<String> key = Optional.ofNullable(runtime.createProcessInstanceQuery()
                        .processInstanceId(incident.getProcessInstanceId())
                        .singleResult())
                .map(ProcessInstance::getBusinessKey)
                .filter(name -> upgrades.look(name).isPresent());
        String what =
                incident.getIncidentMessage() == null ? incident.getIncidentType() : incident.getIncidentMessage();
        LOG.error("Incident at {} of {}: {}", incident.getActivityId(), key.orElse("no upgrade"), what);
        key.ifPresent(upgrade -> {
            try {
                outbox.write(
                        MessageKind.INCIDENT,
                        key,
                        messages.onDuty(upgrade),
                        Map.of("what", what, "link", address + "/upgrades/" + upgrade, "upgrade", upgrade),
                        "incident." + incident.getId());
            } catch (IllegalArgumentException nobody) {
                LOG.warn(
                        "Nobody could be told of the incident at {}: {}",
                        incident.getActivityId(),
                        nobody.getMessage());
            }
        });
    }
}
