package org.liftlock.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TenantEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's accounts, groups and tenants; it also tells of each change. Every command that changes one ends here,
 * wherever it comes from; the engine's own log of operations leaves out what nobody who is logged in has done.
 */
final class ToldIdentities extends DbIdentityServiceProvider {

    private final Supplier<IdentityChanges> witness;

    private ToldIdentities(Supplier<IdentityChanges> witness) {
        this.witness = witness;
    }

    private void tell(String kind, String sentence) {
        witness.get().changed(asking(), kind, sentence);
    }

    static Optional<String> asking() {
        return Optional.ofNullable(Context.getCommandContext().getAuthenticatedUserId());
    }

    private void tellIfDone(IdentityOperationResult result, String kind, String sentence) {
        if (!IdentityOperationResult.OPERATION_NONE.equals(result.getOperation())) {
            tell(kind, sentence);
        }
    }

    @Override
    public IdentityOperationResult saveUser(User user) {
        UserEntity account = (UserEntity) user;
        boolean isNew = account.getRevision() == 0;
        boolean newPassword = account.hasNewPassword();
        String fields = isNew ? "" : String.join(", ", changedFields(account));
        IdentityOperationResult result = super.saveUser(user);
        if (isNew) {
            tell("user-created", "Account " + user.getId() + " created");
        } else if (newPassword) {
            tell("password-changed", "New password for account " + user.getId());
        }
        if (!isNew && !(newPassword && fields.isEmpty())) {
            tell(
                    "user-changed",
                    "Account " + user.getId() + " changed: " + (fields.isEmpty() ? "saved as it was" : fields));
        }
        return result;
    }

    /** Which ones, not what they say: names and addresses of people do not belong into the record. */
    private List<String> changedFields(UserEntity account) {
        UserEntity before = getDbEntityManager().selectById(UserEntity.class, account.getId());
        List<String> changed = new ArrayList<>();
        if (before != null) {
            compare(changed, "first name", before, account, UserEntity::getFirstName);
            compare(changed, "last name", before, account, UserEntity::getLastName);
            compare(changed, "mail address", before, account, UserEntity::getEmail);
        }
        return changed;
    }

    private static void compare(
            List<String> changed, String field, UserEntity before, UserEntity now, Function<UserEntity, String> read) {
        if (!Objects.equals(read.apply(before), read.apply(now))) {
            changed.add(field);
        }
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        List<String> groups = Context.getCommandContext()
                .runWithoutAuthorization(() -> createGroupQuery().groupMember(userId).list().stream()
                        .map(Group::getId)
                        .toList());
        IdentityOperationResult result = super.deleteUser(userId);
        tellIfDone(result, "user-deleted", "Account " + userId + " deleted" + was(groups, "; it was in "));
        return result;
    }

    private static String was(List<String> ids, String words) {
        return ids.isEmpty() ? "" : words + String.join(", ", ids);
    }

    @Override
    public IdentityOperationResult unlockUser(String userId) {
        IdentityOperationResult result = super.unlockUser(userId);
        tellIfDone(result, "account-unlocked", "Account " + userId + " unlocked");
        return result;
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        boolean right = super.checkPassword(userId, password);
        if (!right && userId != null) {
            boolean known = Context.getCommandContext().runWithoutAuthorization(() -> findUserById(userId)) != null;
            witness.get().loginFailed(userId, known);
        }
        return right;
    }

    @Override
    protected void lockUser(UserEntity user) {
        int most = Context.getProcessEngineConfiguration().getLoginMaxAttempts();
        int attempts = user.getAttempts() + 1;
        super.lockUser(user);
        if (attempts >= most) {
            tell(
                    "account-locked",
                    "Account " + user.getId() + " locked after " + attempts
                            + " wrong passwords in a row, until an administrator unlocks it");
        }
    }

    @Override
    public IdentityOperationResult saveGroup(Group group) {
        boolean isNew = ((GroupEntity) group).getRevision() == 0;
        IdentityOperationResult result = super.saveGroup(group);
        tell(
                isNew ? "group-created" : "group-changed",
                "Group " + group.getId() + " " + (isNew ? "created" : "changed: its name or type"));
        return result;
    }

    @Override
    public IdentityOperationResult deleteGroup(String groupId) {
        List<String> members = Context.getCommandContext()
                .runWithoutAuthorization(() -> createUserQuery().memberOfGroup(groupId).list().stream()
                        .map(User::getId)
                        .toList());
        IdentityOperationResult result = super.deleteGroup(groupId);
        tellIfDone(result, "group-deleted", "Group " + groupId + " deleted" + was(members, "; in it were "));
        return result;
    }

    @Override
    public IdentityOperationResult createMembership(String userId, String groupId) {
        IdentityOperationResult result = super.createMembership(userId, groupId);
        tell("member-added", userId + " is in group " + groupId + " from now on");
        return result;
    }

    @Override
    public IdentityOperationResult deleteMembership(String userId, String groupId) {
        IdentityOperationResult result = super.deleteMembership(userId, groupId);
        tellIfDone(result, "member-removed", userId + " is no longer in group " + groupId);
        return result;
    }

    @Override
    public IdentityOperationResult saveTenant(Tenant tenant) {
        boolean isNew = ((TenantEntity) tenant).getRevision() == 0;
        IdentityOperationResult result = super.saveTenant(tenant);
        tell(
                isNew ? "tenant-created" : "tenant-changed",
                "Tenant " + tenant.getId() + " " + (isNew ? "created" : "changed: its name"));
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenant(String tenantId) {
        IdentityOperationResult result = super.deleteTenant(tenantId);
        tellIfDone(result, "tenant-deleted", "Tenant " + tenantId + " deleted with its memberships");
        return result;
    }

    @Override
    public IdentityOperationResult createTenantUserMembership(String tenantId, String userId) {
        IdentityOperationResult result = super.createTenantUserMembership(tenantId, userId);
        tell("member-added", userId + " is in tenant " + tenantId + " from now on");
        return result;
    }

    @Override
    public IdentityOperationResult createTenantGroupMembership(String tenantId, String groupId) {
        IdentityOperationResult result = super.createTenantGroupMembership(tenantId, groupId);
        tell("member-added", "Group " + groupId + " is in tenant " + tenantId + " from now on");
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenantUserMembership(String tenantId, String userId) {
        IdentityOperationResult result = super.deleteTenantUserMembership(tenantId, userId);
        tellIfDone(result, "member-removed", userId + " is no longer in tenant " + tenantId);
        return result;
    }

    @Override
    public IdentityOperationResult deleteTenantGroupMembership(String tenantId, String groupId) {
        IdentityOperationResult result = super.deleteTenantGroupMembership(tenantId, groupId);
        tellIfDone(result, "member-removed", "Group " + groupId + " is no longer in tenant " + tenantId);
        return result;
    }

    record Factory(Supplier<IdentityChanges> witness) implements SessionFactory {

        /** By it the engine sees that accounts can be written. */
        @Override
        public Class<?> getSessionType() {
            return DbIdentityServiceProvider.class;
        }

        @Override
        public Session openSession() {
            return new ToldIdentities(witness);
        }
    }
}
