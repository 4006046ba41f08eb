package org.liftlock.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Creates groups and accounts in the engine's identity service; what exists stays as it is. */
@Component
class Accounts {

    private final IdentityService identity;

    Accounts(IdentityService identity) {
        this.identity = identity;
    }

    boolean areEmpty() {
        return identity.createUserQuery().count() == 0;
    }

    void createGroups() {
        for (Role role : Role.values()) {
            if (identity.createGroupQuery().groupId(role.group()).count() == 0) {
                Group group = identity.newGroup(role.group());
                group.setName(role.title());
                group.setType(role == Role.ADMINISTRATORS ? "SYSTEM" : "WORKFLOW");
                identity.saveGroup(group);
            }
        }
    }

    void create(String id, String name, String password, Role role) {
        if (identity.createUserQuery().userId(id).count() > 0) {
            return;
        }
        User user = identity.newUser(id);
        user.setFirstName(name);
        // Tasklist writes both names, and "null" for one that is missing.
        user.setLastName("");
        user.setPassword(password);
        user.setEmail(id + "@example.com");
        identity.saveUser(user);
        identity.createMembership(id, role.group());
    }
}
