package org.liftlock.process;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AuthorizationQueryImpl;
import org.camunda.bpm.engine.impl.cmd.DeleteAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;

/**
 * The engine's rights; it also tells of each change. What the engine gives and takes by itself with a single task or
 * instance, because its model names candidates, is not told: it follows from the model, and there is much of it.
 */
final class ToldRights extends AuthorizationManager {

    private static final Set<Integer> OF_A_SINGLE_RUN = Set.of(
            Resources.TASK.resourceType(),
            Resources.PROCESS_INSTANCE.resourceType(),
            Resources.HISTORIC_TASK.resourceType(),
            Resources.HISTORIC_PROCESS_INSTANCE.resourceType(),
            Resources.BATCH.resourceType());

    private final Supplier<IdentityChanges> witness;

    private ToldRights(Supplier<IdentityChanges> witness) {
        this.witness = witness;
    }

    private void tell(String kind, String sentence) {
        witness.get().changed(ToldIdentities.asking(), kind, sentence);
    }

    private static boolean isTold(int resource, String id) {
        Command<?> command = Context.getCommandInvocationContext().getCommand();
        return command instanceof SaveAuthorizationCmd
                || command instanceof DeleteAuthorizationCmd
                || Authorization.ANY.equals(id)
                || !OF_A_SINGLE_RUN.contains(resource);
    }

    private static boolean isTold(AuthorizationEntity right) {
        return isTold(right.getResourceType(), right.getResourceId());
    }

    @Override
    public void insert(DbEntity entity) {
        super.insert(entity);
        if (entity instanceof AuthorizationEntity right && isTold(right)) {
            tell("right-created", RightText.of(right));
        }
    }

    @Override
    public void update(AuthorizationEntity right) {
        AuthorizationEntity before = getDbEntityManager().selectById(AuthorizationEntity.class, right.getId());
        String then = before == null ? "" : RightText.of(before);
        super.update(right);
        if (isTold(right) || before != null && isTold(before)) {
            String now = RightText.of(right);
            tell("right-changed", now + (then.equals(now) ? "; saved as it was" : "; before: " + then));
        }
    }

    @Override
    public void delete(DbEntity entity) {
        super.delete(entity);
        if (entity instanceof AuthorizationEntity right && isTold(right)) {
            tell("right-deleted", "No longer: " + RightText.of(right));
        }
    }

    @Override
    public void deleteAuthorizationsByResourceId(Resource resource, String id) {
        tellGone(resource, id, new AuthorizationQueryImpl());
        super.deleteAuthorizationsByResourceId(resource, id);
    }

    @Override
    public void deleteAuthorizationsByResourceIdAndUserId(Resource resource, String id, String user) {
        AuthorizationQueryImpl ofUser = new AuthorizationQueryImpl();
        ofUser.userIdIn(user);
        tellGone(resource, id, ofUser);
        super.deleteAuthorizationsByResourceIdAndUserId(resource, id, user);
    }

    @Override
    public void deleteAuthorizationsByResourceIdAndGroupId(Resource resource, String id, String group) {
        AuthorizationQueryImpl ofGroup = new AuthorizationQueryImpl();
        ofGroup.groupIdIn(group);
        tellGone(resource, id, ofGroup);
        super.deleteAuthorizationsByResourceIdAndGroupId(resource, id, group);
    }

    private void tellGone(Resource resource, String id, AuthorizationQueryImpl whose) {
        if (id == null || !isAuthorizationEnabled() || !isTold(resource.resourceType(), id)) {
            return;
        }
        whose.resourceType(resource).resourceId(id);
        List<Authorization> gone =
                Context.getCommandContext().runWithoutAuthorization(() -> selectAuthorizationByQueryCriteria(whose));
        gone.forEach(right -> tell("right-deleted", "No longer: " + RightText.of((AuthorizationEntity) right)));
    }

    record Factory(Supplier<IdentityChanges> witness) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return AuthorizationManager.class;
        }

        @Override
        public Session openSession() {
            return new ToldRights(witness);
        }
    }
}
