package org.liftlock.security;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Which names stand for somebody who can log in here. */
@Component
public class Directory {

    private final IdentityService identity;

    Directory(IdentityService identity) {
        this.identity = identity;
    }

    /** Whether it is an account, or a group that somebody is in. */
    public boolean knows(String name) {
        return !name.isBlank()
                && (identity.createUserQuery().userId(name).count() > 0
                        || identity.createUserQuery().memberOfGroup(name).count() > 0);
    }
}
