package org.liftlock.channel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.login.FailedLoginException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.liftlock.security.MissingSecret;
import org.liftlock.security.SecretRef;
import org.liftlock.security.SecretUse;
import org.liftlock.security.Secrets;

/** Private keys behind references, read at the moment they are needed. */
final class Identities {

    private final Secrets secrets;

    Identities(Secrets secrets) {
        this.secrets = secrets;
    }

    List<KeyPair> of(SshAccess access) throws NotReached {
        return access.key().isPresent() ? read(access, access.key().get()) : List.of();
    }

    private List<KeyPair> read(SshAccess access, SecretRef key) throws NotReached {
        try {
            byte[] text = (reveal(access, key) + "\n").getBytes(StandardCharsets.UTF_8);
            FilePasswordProvider passphrase = access.passphrase().isPresent()
                    ? FilePasswordProvider.of(reveal(access, access.passphrase().get()))
                    : FilePasswordProvider.EMPTY;
            List<KeyPair> pairs = new ArrayList<>();
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(key.toString()), new ByteArrayInputStream(text), passphrase);
            if (found != null) {
                found.forEach(pairs::add);
            }
            if (pairs.isEmpty()) {
                throw new NotReached(key + ", the key to " + access.machine() + ", holds no private key. Provide it as"
                        + " ssh-keygen writes it (BEGIN OPENSSH PRIVATE KEY)");
            }
            return pairs;
        } catch (MissingSecret missing) {
            throw new NotReached(access.machine() + " cannot be reached: " + missing.getMessage(), missing);
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            // Without the cause: a message of a parser may quote the key.
            String why = unreadable instanceof FailedLoginException
                    ? access.passphrase()
                            .map(named -> "it is locked with another passphrase than " + named)
                            .orElse("it is locked with a passphrase, and none is named")
                    : unreadable.getClass().getSimpleName();
            throw new NotReached(key + ", the key to " + access.machine() + ", cannot be read (" + why
                    + "). Provide it as ssh-keygen writes it (BEGIN OPENSSH PRIVATE KEY), and its passphrase, if it has"
                    + " one, as passphrase: secret:name");
        }
    }

    /** A connection serves many steps, so it is not part of the one that happens to need it first. */
    private String reveal(SshAccess access, SecretRef reference) {
        return SecretUse.of("system", "a connection to " + access.machine())
                .during(() -> secrets.reveal(reference.toString()));
    }
}
