package org.liftlock.communication;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a message is about; its words stand in {@code mail/<kind>.txt}. Every kind may also use the facts {@code link}
 * (where to act or read more) and {@code contact}. A fact that is an {@link java.time.Instant} is shown in the reader's
 * time zone.
 */
public enum MessageKind {
    ANNOUNCE_UPGRADE("system", "from", "to", "opens", "ends"),
    REMIND_ASSESSOR("system", "to"),
    REMIND_APPROVERS("system", "to"),
    ESCALATE_APPROVAL("system", "to"),
    CONFIRM_READINESS("system", "to", "opens"),
    ESCALATE_READINESS("system", "to", "opens"),
    ESCALATE_TO_DECIDER("system", "to", "moment", "silence"),
    REMIND_REPRESENTATIVES("system", "to"),
    TELL_USERS("system", "outcome"),
    ESCALATE_CONFIRMATION("system"),
    ESCALATE_FAILED_ROLLBACK("system"),
    ESCALATE_DISTURBANCE("system", "what"),
    INCIDENT("what"),
    LEDGER_CHECKPOINT("number", "what");

    private final Set<String> needed;

    MessageKind(String... needed) {
        this.needed = Set.of(needed);
    }

    /** As templates and webhooks write it: {@code announce-upgrade}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the webhook of the site shows it too; a checkpoint says nothing to people. */
    boolean isForTheSite() {
        return this != LEDGER_CHECKPOINT;
    }

    void requireFacts(Map<String, Object> facts) {
        Collection<String> missing =
                needed.stream().filter(name -> facts.get(name) == null).sorted().toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "A message of kind " + word() + " lacks the facts " + List.copyOf(missing) + "; it has "
                            + facts.keySet().stream().sorted().toList());
        }
    }
}
