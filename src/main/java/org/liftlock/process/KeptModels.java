package org.liftlock.process;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * Lets no person delete what new upgrades run on, whatever rights they have: the version before it would become active, or
 * any file could be deployed in its place as if it were the first.
 */
final class KeptModels extends AuthorizationCommandChecker {

    private final Supplier<DeployedModels> deployed;

    KeptModels(Supplier<DeployedModels> deployed) {
        this.deployed = deployed;
    }

    @Override
    public void checkDeleteDeployment(String deployment) {
        super.checkDeleteDeployment(deployment);
        if (isAskedByPerson()
                && sets().stream().anyMatch(set -> set.deployment().equals(deployment))) {
            throw refusal();
        }
    }

    @Override
    public void checkDeleteProcessDefinitionByKey(String key) {
        super.checkDeleteProcessDefinitionByKey(key);
        if (isAskedByPerson() && sets().stream().anyMatch(set -> set.byKey().containsKey("process " + key))) {
            throw refusal();
        }
    }

    private static boolean isAskedByPerson() {
        return Context.getCommandContext().getAuthenticatedUserId() != null
                && Context.getCommandContext().isAuthorizationCheckEnabled();
    }

    private List<ModelSet> sets() {
        return Context.getCommandContext()
                .runWithoutAuthorization(() -> deployed.get().sets());
    }

    private static Refusal refusal() {
        return new Refusal(
                "Upgrades run on this version, so it is not deleted. To have another one, deploy that: it becomes"
                        + " active when another person has approved it");
    }
}
