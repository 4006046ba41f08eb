package org.liftlock.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.springframework.stereotype.Component;

/**
 * Reads back the version that really runs (R37): by the readings the description names
 * ({@code equals: {versions.server: "15.18"}}), or by one written in the check itself ({@code sql, run, http, file}).
 */
@Component
class VersionCheck implements CheckType {

    private static final String PREFIX = "versions.";

    private final ValueTypes types;

    VersionCheck(ValueTypes types) {
        this.types = types;
    }

    @Override
    public String name() {
        return "version";
    }

    @Override
    public Observation look(Check check) throws Exception {
        if (!(check.settings().value("equals").orElse(null) instanceof Map)) {
            return types.forReading(check.spec()).look(check);
        }
        List<String> expected = new ArrayList<>();
        List<String> got = new ArrayList<>();
        boolean passed = true;
        for (Map.Entry<String, Object> entry : check.settings().map("equals").entrySet()) {
            String name =
                    entry.getKey().startsWith(PREFIX) ? entry.getKey().substring(PREFIX.length()) : entry.getKey();
            Observation one = one(check, name, entry.getValue());
            passed &= one.passed();
            expected.add(one.expected());
            got.add(one.got());
        }
        return Observation.of(passed && !got.isEmpty(), joined(expected, "a version"), joined(got, "none to read"));
    }

    @Override
    public Optional<String> remember(Check check) throws Exception {
        return Expectation.needsBefore(check.settings())
                ? types.forReading(check.spec()).remember(check)
                : Optional.empty();
    }

    private Observation one(Check check, String name, Object expected) throws Exception {
        CheckSpec reading = Optional.ofNullable(check.versions().get(name))
                .orElseThrow(() -> new CannotCheck("Check " + check.spec().id() + " asks for the version of " + name
                        + ", but versions has only " + check.versions().keySet()));
        Map<String, Object> settings = new LinkedHashMap<>(reading.settings());
        settings.put("equals", expected);
        Check narrowed = check.of(new CheckSpec(name, reading.core(), reading.type(), settings, reading.says()));
        Observation seen = types.forReading(reading).look(narrowed);
        return new Observation(seen.passed(), name + " " + seen.expected(), name + " " + seen.got(), "");
    }

    private static String joined(List<String> parts, String none) {
        return parts.isEmpty() ? none : String.join(", ", parts);
    }
}
