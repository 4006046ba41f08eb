package org.liftlock.security;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Does something in the engine in a person's name: the engine writes the person down, and checks what it may do. */
@Component
public class ActingAs {

    private final IdentityService identity;

    ActingAs(IdentityService identity) {
        this.identity = identity;
    }

    /** Runs the work in the name of the person, and forgets the person afterwards. */
    public <T> T call(Member person, Supplier<T> work) {
        identity.setAuthentication(person.id(), person.groups());
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
