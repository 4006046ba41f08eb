package org.liftlock.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.liftlock.erasure.Names;
import org.springframework.stereotype.Component;

/** Names and mail addresses are the engine's; the record holds ids only. */
@Component
class AccountNames implements Names {

    private final IdentityService identity;

    AccountNames(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public void require(String person) {
        if (identity.createUserQuery().userId(person).count() == 0) {
            throw new IllegalArgumentException(
                    "There is no account " + person + ", so there is no name to erase. Check the spelling");
        }
    }

    @Override
    public void erase(String person) {
        User user = identity.createUserQuery().userId(person).singleResult();
        user.setFirstName("(erased)");
        user.setLastName("");
        user.setEmail(null);
        identity.saveUser(user);
    }
}
