package org.liftlock.communication;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.lifecycle.Incidents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** An incident is a fault of this product that waits for a person; those on duty are told once of each. */
@Component
class TellIncidents {

    private static final Logger LOG = LoggerFactory.getLogger(TellIncidents.class);

    private final Incidents incidents;
    private final UpgradeMessages messages;
    private final Outbox outbox;
    private final String address;
    private final Set<String> told = new LinkedHashSet<>();

    TellIncidents(
            Incidents incidents,
            UpgradeMessages messages,
            Outbox outbox,
            @Value("${liftlock.address:http://localhost:${server.port:8080}}") String address) {
        this.incidents = incidents;
        this.messages = messages;
        this.outbox = outbox;
        this.address = address;
    }

    @Scheduled(fixedDelayString = "${liftlock.incidents.every:PT10S}", initialDelayString = "PT10S")
    void look() {
        for (Incidents.Incident incident : incidents.open()) {
            if (told.add(incident.id())) {
                tell(incident);
            }
        }
    }

    /** Under the incident's own id, so that several nodes tell it once. */
    private void tell(Incidents.Incident incident) {
        Optional<String> key = incident.upgrade();
        LOG.error("Incident at {} of {}: {}", incident.activity(), key.orElse("no upgrade"), incident.what());
        key.ifPresent(upgrade -> {
            try {
                outbox.write(
                        MessageKind.INCIDENT,
                        key,
                        messages.onDuty(upgrade),
                        Map.of("what", incident.what(), "link", address + "/upgrades/" + upgrade, "upgrade", upgrade),
                        "incident." + incident.id());
            } catch (IllegalArgumentException nobody) {
                LOG.warn("Nobody could be told of the incident at {}: {}", incident.activity(), nobody.getMessage());
            }
        });
    }
}
