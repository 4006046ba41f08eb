package org.liftlock.process;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Deploys models and forms together at start, before the first request and the first job. The first ones become active at
 * once, or the start is refused. Later, files that say something else than what is deployed wait as a proposal, and the
 * start goes on with what is deployed; what comes with a new version of the product takes the place of what came with the
 * one before, as long as nobody has changed it here.
 */
final class ModelDeployer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ModelDeployer.class);

    private final ModelFiles files;
    private final ModelGates gates;
    private final DeployedModels deployed;
    private final ModelDeployments deployments;
    private volatile boolean running;

    ModelDeployer(ModelFiles files, ModelGates gates, DeployedModels deployed, ModelDeployments deployments) {
        this.files = files;
        this.gates = gates;
        this.deployed = deployed;
        this.deployments = deployments;
    }

    @Override
    public void start() {
        List<ModelGate.Model> models = files.read();
        if (models.isEmpty()) {
            log.warn("There are no models to deploy");
        } else {
            deploy(models);
        }
        running = true;
    }

    private void deploy(List<ModelGate.Model> models) {
        List<ModelSet> sets = deployed.sets();
        if (sets.isEmpty()) {
            gates.pass(models);
        }
        ModelChange change;
        try {
            change = ModelChange.of(models, sets);
        } catch (IllegalArgumentException unreadable) {
            goOnWithout(sets, unreadable.getMessage());
            return;
        }
        if (!change.replaced().isEmpty() && !change.replacesSomething()) {
            // Also when nothing changed: this version of the product may serve fewer topics than the last.
            gates.pass(change.base());
            log.info("{} models and forms: unchanged", models.size());
            return;
        }
        try {
            deployments.deploy(change.result(), files.source());
            log.info("{} models and forms: deployed as a new version", models.size());
        } catch (NothingToDeploy anotherNodeWasFaster) {
            log.info("{} models and forms: unchanged", models.size());
        } catch (ModelKept | ModelRefused notActive) {
            if (change.replaced().isEmpty()) {
                throw notActive;
            }
            goOnWithout(change.replaced(), notActive.getMessage());
        }
    }

    /** Upgrades that are under way must not wait for somebody who mends a file. */
    private void goOnWithout(List<ModelSet> sets, String why) {
        sets.forEach(set -> gates.pass(set.models()));
        log.warn("Changed models and forms in {} are NOT active; the deployed ones stay. {}", files.where(), why);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.MODELS;
    }
}
