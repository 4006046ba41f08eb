package org.liftlock.security;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.HistoricProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.HistoricTaskPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.liftlock.process.UpgradeProcess;
import org.springframework.stereotype.Component;

/**
 * The rights each role holds in the engine, and nothing beyond: tasks come to people through their candidate groups,
 * so nobody but administrators may change running instances, variables, jobs or external tasks. A right is
 * created when it is missing; one that an administrator has changed stays as it is.
 */
@Component
class Authorisations {

    private static final List<Role> PEOPLE = List.of(
            Role.PROCESS_OWNERS,
            Role.ENGINEERS,
            Role.APPROVERS,
            Role.CHANGE_MANAGERS,
            Role.USER_REPRESENTATIVES,
            Role.AUDITORS);

    private final AuthorizationService service;

    Authorisations(AuthorizationService service) {
        this.service = service;
    }

    void grantAll() {
        for (Resource resource : Resources.values()) {
            grant(Role.ADMINISTRATORS, resource, ANY, ALL);
        }
        for (Role role : PEOPLE) {
            grant(role, Resources.APPLICATION, "welcome", ACCESS);
            grant(role, Resources.APPLICATION, "tasklist", ACCESS);
        }
        for (Role role : Role.requesters()) {
            grant(
                    role,
                    Resources.PROCESS_DEFINITION,
                    UpgradeProcess.UPGRADE,
                    ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.CREATE_INSTANCE);
            grant(role, Resources.PROCESS_INSTANCE, ANY, CREATE);
        }
        for (Role role : List.of(Role.APPROVERS, Role.CHANGE_MANAGERS, Role.USER_REPRESENTATIVES)) {
            letReadNames(role);
        }
        letRead(Role.ENGINEERS);
        letRead(Role.PROCESS_OWNERS);
        letRead(Role.AUDITORS);
        grant(Role.PROCESS_OWNERS, Resources.DEPLOYMENT, ANY, READ, CREATE);
        letAudit();
    }

    /** Without it Tasklist leaves a gap where it names the process a task belongs to. */
    private void letReadNames(Role role) {
        for (String process : List.of(
                UpgradeProcess.UPGRADE,
                UpgradeProcess.CHANGE_TARGET,
                UpgradeProcess.ROLLOUT,
                UpgradeProcess.TAKE_BACK,
                UpgradeProcess.MONITORING)) {
            grant(role, Resources.PROCESS_DEFINITION, process, ProcessDefinitionPermissions.READ);
        }
    }

    /** Models, running instances and their history in Cockpit; nothing can be changed there with it. */
    private void letRead(Role role) {
        grant(role, Resources.APPLICATION, "cockpit", ACCESS);
        grant(
                role,
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY);
        grant(role, Resources.DECISION_DEFINITION, ANY, READ);
        grant(role, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
    }

    private void letAudit() {
        grant(Role.AUDITORS, Resources.DEPLOYMENT, ANY, READ);
        grant(Role.AUDITORS, Resources.TASK, ANY, READ);
        grant(Role.AUDITORS, Resources.USER, ANY, READ);
        grant(Role.AUDITORS, Resources.GROUP, ANY, READ);
        grant(Role.AUDITORS, Resources.AUTHORIZATION, ANY, READ);
        grant(Role.AUDITORS, Resources.FILTER, ANY, READ);
        grant(Role.AUDITORS, Resources.BATCH, ANY, READ);
        grant(Role.AUDITORS, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ);
        grant(Role.AUDITORS, Resources.HISTORIC_TASK, ANY, HistoricTaskPermissions.READ);
        grant(Role.AUDITORS, Resources.HISTORIC_PROCESS_INSTANCE, ANY, HistoricProcessInstancePermissions.READ);
    }

    void grant(Role role, Resource resource, String id, Permission... permissions) {
        boolean held = service.createAuthorizationQuery()
                        .groupIdIn(role.group())
                        .resourceType(resource)
                        .resourceId(id)
                        .count()
                > 0;
        if (held) {
            return;
        }
        Authorization right = service.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId(role.group());
        right.setResource(resource);
        right.setResourceId(id);
        right.setPermissions(permissions);
        service.saveAuthorization(right);
    }

    /** Lets every role use a saved filter of Tasklist. */
    void letUseFilter(String filterId) {
        PEOPLE.forEach(role -> grant(role, Resources.FILTER, filterId, READ));
    }
}
