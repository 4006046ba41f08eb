package org.liftlock.descriptor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long the parts of an upgrade may take inside the window (R24): the time bar is made of them until rehearsals and
 * earlier runs have measured better.
 */
public record Limits(
        Optional<Duration> prepare,
        Optional<Duration> backUp,
        Optional<Duration> apply,
        Optional<Duration> verify,
        Optional<Duration> rollBack,
        Optional<Duration> tell,
        Optional<Duration> margin) {

    public static final Limits NONE = new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Limits {
        if (apply.filter(Duration::isZero).isPresent()) {
            throw new IllegalArgumentException("The limit of an apply is longer than zero");
        }
    }

    /** The limits that are set, by the names descriptions use. */
    public Map<String, Duration> named() {
        Map<String, Duration> named = new LinkedHashMap<>();
        prepare.ifPresent(length -> named.put("prepare", length));
        backUp.ifPresent(length -> named.put("back_up", length));
        apply.ifPresent(length -> named.put("apply", length));
        verify.ifPresent(length -> named.put("verify", length));
        rollBack.ifPresent(length -> named.put("roll_back", length));
        tell.ifPresent(length -> named.put("tell", length));
        margin.ifPresent(length -> named.put("margin", length));
        return named;
    }
}
