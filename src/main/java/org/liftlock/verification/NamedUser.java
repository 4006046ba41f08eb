package org.liftlock.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;

/** Somebody as whom a thing is tried, and the way it is tried: a web request, a statement or a command. */
record NamedUser(String who, boolean loggedIn, Check trial) {

    static NamedUser of(Check check) {
        Settings settings = check.settings();
        if (settings.has("http")) {
            Optional<String> who = settings.has("login")
                    ? Optional.of("user " + settings.below("login").required("user"))
                    : settings.text("bearer").map(token -> "the holder of " + token);
            return new NamedUser(who.orElse("somebody not logged in"), who.isPresent(), tried(check, "http"));
        }
        if (settings.has("sql")) {
            return new NamedUser("user " + settings.below("login").required("user"), true, tried(check, "sql"));
        }
        settings.required("http", "sql", "run");
        return new NamedUser("user " + settings.required("as"), true, tried(check, "command"));
    }

    NamedUser with(String setting, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(trial.spec().settings());
        more.put(setting, value);
        CheckSpec spec = trial.spec();
        return new NamedUser(
                who, loggedIn, trial.of(new CheckSpec(spec.id(), spec.core(), spec.type(), more, spec.says())));
    }

    private static Check tried(Check check, String type) {
        CheckSpec spec = check.spec();
        return check.of(new CheckSpec(spec.id(), spec.core(), type, spec.settings(), spec.says()));
    }
}
