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

    boolean trusts(PublicKey shown) {
        refusal = hostKeys.refusal(shown);
        return refusal.isEmpty();
    }

    Optional<String> refusal() {
        return refusal;
    }
}
