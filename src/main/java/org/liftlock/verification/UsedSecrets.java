package org.liftlock.verification;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.liftlock.security.SecretRef;
import org.liftlock.security.Secrets;

/** Reveals secrets for one check, and hides every value it has revealed wherever it turns up again. */
final class UsedSecrets {

    private static final String HIDDEN = "***";

    private final Secrets secrets;
    private final Set<String> revealed = new LinkedHashSet<>();

    UsedSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /** The value behind {@code secret:name}; any other text as it is. */
    synchronized String reveal(String text) {
        if (!SecretRef.isReference(text)) {
            return text;
        }
        String value = secrets.reveal(text);
        revealed.add(value);
        return value;
    }

    /** A derived form of a secret, such as an encoded header. */
    synchronized String hide(String derived) {
        revealed.add(derived);
        return derived;
    }

    synchronized String mask(String text) {
        String masked = text;
        // Longest first: a secret may be part of another one.
        List<String> values = revealed.stream()
                .filter(value -> !value.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String value : values) {
            masked = masked.replace(value, HIDDEN);
        }
        return masked;
    }
}
