package org.liftlock.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;

/** Leads every new deployment past the gates before the engine looks at it, whether it came at start or through REST. */
final class ModelGates implements Deployer {

    private final ObjectProvider<ModelGate> gates;

    ModelGates(ObjectProvider<ModelGate> gates) {
        this.gates = gates;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            List<ModelGate.Model> models = new ArrayList<>();
            deployment
                    .getResources()
                    .forEach((name, resource) -> models.add(
                            new ModelGate.Model(name, new String(resource.getBytes(), StandardCharsets.UTF_8))));
            pass(models);
        }
    }

    void pass(List<ModelGate.Model> models) {
        List<ModelGate.Objection> objections = gates.orderedStream()
                .flatMap(gate -> gate.judge(models).stream())
                .toList();
        if (!objections.isEmpty()) {
            throw new ModelRefused(objections);
        }
    }
}
