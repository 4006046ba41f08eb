package org.liftlock.verification;

import org.springframework.stereotype.Component;

/**
 * Whether a named user may do what the user is there for: {@code may: "read the orders", sql: .., login: ..}. Tried as that
 * user by {@code http}, {@code sql} or {@code run} with {@code as}, and judged as such a check is.
 */
@Component
class MayCheck implements CheckType {

    private final ValueTypes types;

    MayCheck(ValueTypes types) {
        this.types = types;
    }

    @Override
    public String name() {
        return "may";
    }

    @Override
    public Observation look(Check check) throws Exception {
        NamedUser user = NamedUser.of(check);
        Observation seen = types.forReading(user.trial().spec()).look(user.trial());
        String may = user.who() + " may " + check.settings().required("may") + ": ";
        return new Observation(seen.passed(), may + seen.expected(), seen.got(), seen.details());
    }
}
