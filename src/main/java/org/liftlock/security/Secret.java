package org.liftlock.security;

/** The value of a secret, at the moment of its use. It shows itself to nobody who does not ask for {@link #value()}. */
public final class Secret {

    private final SecretRef reference;
    private final String value;

    Secret(SecretRef reference, String value) {
        this.reference = reference;
        this.value = value;
    }

    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return reference + " (value hidden)";
    }
}
