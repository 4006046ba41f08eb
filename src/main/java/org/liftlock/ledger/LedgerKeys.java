package org.liftlock.ledger;

import java.util.Optional;
import org.liftlock.security.SecretRef;
import org.liftlock.security.SecretStore;
import org.liftlock.security.SecretUse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The key this node signs checkpoints with, and the one before it while a change of key is announced. */
@Component
class LedgerKeys {

    private final SecretStore secrets;
    private final Optional<SecretRef> current;
    private final Optional<SecretRef> before;

    LedgerKeys(
            SecretStore secrets,
            @Value("${liftlock.ledger.key:}") String current,
            @Value("${liftlock.ledger.previous-key:}") String before) {
        this.secrets = secrets;
        this.current = reference("liftlock.ledger.key", current);
        this.before = reference("liftlock.ledger.previous-key", before);
    }

    /** Empty when no key is configured: then nothing is signed. */
    Optional<SigningKey> current() {
        return current.map(this::read);
    }

    Optional<SigningKey> before() {
        return before.map(this::read);
    }

    private SigningKey read(SecretRef reference) {
        return SigningKey.ofPem(SecretUse.of("ledger", "the signature of checkpoints")
                .during(() -> secrets.resolve(reference).value()));
    }

    private static Optional<SecretRef> reference(String setting, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (!SecretRef.isReference(text)) {
            throw new IllegalArgumentException(setting + " has to name a secret, for example secret:ledger-key. A key"
                    + " that stands in the settings is no secret; make a new one");
        }
        return Optional.of(SecretRef.parse(text));
    }
}
