package org.liftlock.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What upgrades can be searched by, beside time. */
public enum Criterion {
    SYSTEM("System"),
    ENVIRONMENT("Environment"),
    /** Who asked, approved, answered, or did anything else that the record tells. */
    PERSON("Person"),
    OUTCOME("Outcome"),
    /** A rule that a finding, an entry or a debt names. */
    RULE("Rule"),
    /** The name of a component, its version, or both. */
    VERSION("Component or version"),
    TICKET("Ticket"),
    ADVISORY("Advisory"),
    /** Whole words, each of which has to be there. */
    TEXT("Words");

    private final String title;

    Criterion(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** As addresses name it: {@code system}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Criterion> ofKey(String key) {
        return Stream.of(values())
                .filter(criterion -> criterion.key().equals(key))
                .findFirst();
    }
}
