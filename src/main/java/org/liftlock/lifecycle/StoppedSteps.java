package org.liftlock.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.liftlock.lifecycle.EngineTrace.Trouble;
import org.liftlock.record.Journal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Steps that our own machinery could not do, and that stand still until a person has put the cause right. Trying again is
 * safe: a step that has touched a target finds out what became of that before it does anything.
 */
@Component
public class StoppedSteps {

    /** As often as a step is tried before it stands still again. */
    private static final int ATTEMPTS = 3;

    private final EngineTrace engine;
    private final UpgradeRows upgrades;
    private final ManagementService jobs;
    private final ExternalTaskService externalTasks;
    private final Journal journal;

    StoppedSteps(
            EngineTrace engine,
            UpgradeRows upgrades,
            ManagementService jobs,
            ExternalTaskService externalTasks,
            Journal journal) {
        this.engine = engine;
        this.upgrades = upgrades;
        this.jobs = jobs;
        this.externalTasks = externalTasks;
        this.journal = journal;
    }

    /** A step that stands still, and why. */
    public record Fault(String id, String step, String message, Instant since) {}

    /** What stands still in an upgrade, the newest first. */
    public List<Fault> of(String upgradeKey) {
        return troubles(upgradeKey).stream()
                .map(trouble -> new Fault(trouble.id(), trouble.element(), trouble.message(), trouble.since()))
                .toList();
    }

    /**
     * Lets a step be done again.
     *
     * @param by who says that the cause is put right
     * @return name of the step; empty when it no longer stands still
     */
    @Transactional
    public Optional<String> retry(String upgradeKey, String faultId, String by) {
        Optional<Trouble> found = troubles(upgradeKey).stream()
                .filter(trouble -> trouble.id().equals(faultId))
                .findFirst();
        found.ifPresent(trouble -> {
            journal.tell(
                    Optional.of(upgradeKey),
                    by,
                    "fault-retried",
                    Optional.empty(),
                    "Let \"" + trouble.element() + "\" be tried again; it had stopped: " + trouble.message(),
                    Optional.empty());
            giveAttempts(trouble);
        });
        return found.map(Trouble::element);
    }

    private void giveAttempts(Trouble trouble) {
        if (trouble.external()) {
            externalTasks.setRetries(trouble.cause(), ATTEMPTS);
        } else {
            jobs.setJobRetries(trouble.cause(), ATTEMPTS);
        }
    }

    private List<Trouble> troubles(String upgradeKey) {
        return upgrades.one(upgradeKey)
                .flatMap(UpgradeRows.Base::engineInstance)
                .map(root -> engine.incidents().stream()
                        .filter(trouble -> trouble.root().equals(root))
                        .toList())
                .orElse(List.of());
    }
}
