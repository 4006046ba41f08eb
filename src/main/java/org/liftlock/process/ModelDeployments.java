package org.liftlock.process;

import java.util.List;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/** Hands a whole set of models and forms to the engine, as one deployment. */
public final class ModelDeployments {

    private static final String NAME = "liftlock";

    private final RepositoryService repository;

    ModelDeployments(RepositoryService repository) {
        this.repository = repository;
    }

    /**
     * Deploys in the transaction of the caller.
     *
     * @param source one of {@link ModelSet}
     * @return id of the deployment
     * @throws ModelRefused when the engine cannot read them, or a gate objects
     */
    public String deploy(List<ModelGate.Model> models, String source) {
        DeploymentBuilder deployment = repository.createDeployment().name(NAME).source(source);
        models.forEach(model -> deployment.addString(model.resource(), model.content()));
        try {
            return deployment.deploy().getId();
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
}
