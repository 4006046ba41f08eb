package org.liftlock.channel;

import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/** What one connection was opened for, and why its machine was not trusted. */
final class Dialled {

    private static final AttributeKey<Dialled> KEY = new AttributeKey<>();

    private final SshAccess access;
    private final HostKeys hostKeys;
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<PublicKey> shown = Optional.empty();

    Dialled(SshAccess access, HostKeys hostKeys) {
        this.access = access;
        this.hostKeys = hostKeys;
    }

    static Dialled of(Session session) {
        return ((ClientSession) session).getConnectionContext().getAttribute(KEY);
    }

    AttributeRepository context() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    SshAccess access() {
        return access;
    }

    HostKeys hostKeys() {
        return hostKeys;
    }

    boolean trusts(PublicKey key) {
        shown = Optional.of(key);
        refusal = hostKeys.refusal(key);
        return refusal.isEmpty();
    }

    /** The key the machine has shown. */
    Optional<PublicKey> shown() {
        return shown;
    }

    Optional<String> refusal() {
        return refusal;
    }
}
