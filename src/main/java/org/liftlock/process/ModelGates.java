package org.liftlock.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Leads every new deployment past the gates before the engine looks at it, whether it came at start or through REST. One
 * that would change what is deployed goes on only when another person has approved it.
 */
final class ModelGates implements Deployer {

    private final ObjectProvider<ModelGate> gates;
    private final ObjectProvider<ModelChanges> changes;
    private final Supplier<DeployedModels> deployed;

    ModelGates(
            ObjectProvider<ModelGate> gates, ObjectProvider<ModelChanges> changes, Supplier<DeployedModels> deployed) {
        this.gates = gates;
        this.changes = changes;
        this.deployed = deployed;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            List<ModelGate.Model> models = new ArrayList<>();
            deployment
                    .getResources()
                    .forEach((name, resource) -> models.add(
                            new ModelGate.Model(name, new String(resource.getBytes(), StandardCharsets.UTF_8))));
            ModelChanges decider = changes.getIfAvailable();
            if (decider == null) {
                pass(models);
            } else {
                pass(models, decider, deployment.getSource());
            }
        }
    }

    private void pass(List<ModelGate.Model> models, ModelChanges decider, String source) {
        ModelChange change;
        try {
            change = ModelChange.of(models, deployed.get().sets());
        } catch (IllegalArgumentException unreadable) {
            pass(models);
            throw new Refusal(unreadable.getMessage());
        }
        Optional<String> person =
                Optional.ofNullable(Context.getCommandContext().getAuthenticatedUserId());
        if (change.replaced().isEmpty()) {
            pass(models);
            decider.added(change, person);
            return;
        }
        pass(change.result());
        boolean whole = change.isComplete(models);
        if (whole && decider.approved(change)) {
            return;
        }
        if (!change.replacesSomething()) {
            throw new NothingToDeploy();
        }
        if (whole && person.isEmpty() && ModelSet.RELEASE.equals(source) && isOfRelease(change)) {
            decider.released(change);
            return;
        }
        if (person.isEmpty() && ModelSet.APPROVED.equals(source)) {
            throw new Refusal(
                    "What is deployed has changed in this moment. Nothing was done; look at the difference again");
        }
        throw new ModelKept(decider.keep(change, person, source == null ? "" : source));
    }

    /** What came with an earlier version of the product, and nobody has changed since. */
    private static boolean isOfRelease(ModelChange change) {
        return change.replaced().stream()
                .allMatch(set -> set.source().filter(ModelSet.RELEASE::equals).isPresent());
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
