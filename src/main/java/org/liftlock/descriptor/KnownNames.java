package org.liftlock.descriptor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.TargetId;

/** The names whose values are known from where a target stands and what is asked for. */
final class KnownNames {

    private KnownNames() {}

    /** @param said the name the description gives the target, if it gives one */
    static Map<String, String> of(
            EnvironmentSpec environment,
            TargetId target,
            Optional<String> said,
            Optional<UpgradeRequest> request,
            Map<String, String> more) {
        Map<String, String> known = new HashMap<>();
        known.put("environment", environment.name());
        known.putAll(named("target", target, said));
        List.of("primary", "replica", "standby").forEach(usual -> known.put("count." + usual, "0"));
        environment
                .targets()
                .forEach((other, otherRole) -> otherRole.ifPresent(named -> {
                    known.merge("count." + named, "1", (count, one) -> String.valueOf(Integer.parseInt(count) + 1));
                    if (named.equals("primary")) {
                        known.putAll(named("primary", other, Optional.empty()));
                    }
                }));
        request.ifPresent(asked -> {
            version(known, "to", asked.to());
            asked.from().ifPresent(from -> version(known, "from", from));
            asked.tickets().stream().findFirst().ifPresent(ticket -> known.put("ticket", ticket));
        });
        known.putAll(more);
        List.of("from", "to")
                .forEach(side -> Optional.ofNullable(more.get(side + ".version"))
                        .ifPresent(version -> version(known, side, version)));
        Optional.ofNullable(known.get("from.major")).ifPresent(major -> known.putIfAbsent("major", major));
        return known;
    }

    private static Map<String, String> named(String prefix, TargetId target, Optional<String> said) {
        int dot = target.host().indexOf('.');
        String label = dot > 0 ? target.host().substring(0, dot) : target.host();
        String usual = target.instance().equals("main") ? label : target.instance();
        return Map.of(
                prefix + ".host", target.host(),
                prefix + ".instance", target.instance(),
                prefix + ".name", said.orElse(usual));
    }

    private static void version(Map<String, String> known, String prefix, String version) {
        known.put(prefix + ".version", version);
        known.put(prefix + ".major", major(version));
    }

    /** What stands before the first dot or dash. */
    static String major(String version) {
        String major = version.split("[^A-Za-z0-9]", 2)[0];
        return major.isEmpty() ? version : major;
    }
}
