package org.liftlock.process;

import java.util.List;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Deploys models and forms together at start, before the first request and the first job, or refuses to start. Nothing
 * new is made when nothing changed; when one file changed all get a new version, since a form belongs to the deployment
 * of its model.
 */
final class ModelDeployer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ModelDeployer.class);
    private static final String DEPLOYMENT = "liftlock";

    private final RepositoryService repository;
    private final ModelFiles files;
    private final ModelGates gates;
    private volatile boolean running;

    ModelDeployer(RepositoryService repository, ModelFiles files, ModelGates gates) {
        this.repository = repository;
        this.files = files;
        this.gates = gates;
    }

    @Override
    public void start() {
        List<ModelGate.Model> models = files.read();
        if (models.isEmpty()) {
            log.warn("There are no models to deploy");
        } else {
            // Also when nothing changed: this version of the product may serve fewer topics than the last.
            gates.pass(models);
            deploy(models);
        }
        running = true;
    }

    private void deploy(List<ModelGate.Model> models) {
        DeploymentBuilder deployment =
                repository.createDeployment().name(DEPLOYMENT).enableDuplicateFiltering(false);
        models.forEach(model -> deployment.addString(model.resource(), model.content()));
        try {
            DeploymentWithDefinitions result = deployment.deployWithResult();
            boolean changed =
                    result.getDeployedProcessDefinitions() != null || result.getDeployedDecisionDefinitions() != null;
            log.info("{} models and forms: {}", models.size(), changed ? "deployed as a new version" : "unchanged");
        } catch (ParseException e) {
            throw new ModelRefused(e.getResorceReports().stream()
                    .flatMap(report -> report.getErrors().stream()
                            .map(problem -> new ModelGate.Objection(
                                    report.getResourceName(),
                                    problem.getMainElementId() == null ? "" : problem.getMainElementId(),
                                    problem.getMessage() + " (line " + problem.getLine() + ")")))
                    .toList());
        }
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
