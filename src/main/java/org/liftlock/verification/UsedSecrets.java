package org.liftlock.verification;

import java.util.LinkedHashSet;
import java.util.Set;
import org.liftlock.security.Masking;
import org.liftlock.security.SecretRef;
import org.liftlock.security.Secrets;

/** Reveals secrets for one check, and hides every value it has revealed wherever it turns up again. */
final class UsedSecrets {

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
        return new Masking(revealed).mask(text);
    }
}
