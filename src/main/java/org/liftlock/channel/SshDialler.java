package org.liftlock.channel;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.future.SshFuture;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.liftlock.security.Secrets;

/**
 * Opens connections: through a bastion where there is one, to machines whose key is known, with the keys of the access
 * and nothing else. What lies in the home of Liftlock's own user, keys and configuration of ssh, is not looked at. A few
 * threads serve all connections.
 */
final class SshDialler implements AutoCloseable {

    private static final int THREADS = 4;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOG_IN = Duration.ofSeconds(40);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    /** Keep-alives without an answer after which a connection counts as lost. */
    private static final int SILENT = 3;

    /** Logging in costs both sides a good part of a second of work; more at once would only time out. */
    private static final int AT_ONCE = 16;

    private final Slots turns = new Slots(AT_ONCE);
    private final Identities identities;
    private final SshClient client = ClientBuilder.builder().build();

    SshDialler(Secrets secrets) {
        this.identities = new Identities(secrets);
        client.setServerKeyVerifier(
                (session, address, key) -> Dialled.of(session).trusts(key));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setAgentFactory(new AgentSockets());
        client.addSessionListener(new KnownTypesFirst());
        CoreModuleProperties.NIO_WORKERS.set(client, THREADS);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, CONNECT);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, LOG_IN);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, KEEP_ALIVE);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, SILENT);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        client.start();
    }

    /** Fails with {@link NotReached}. A connection through a bastion ends with the bastion's. */
    CompletableFuture<ClientSession> open(SshAccess access, CompletableFuture<ClientSession> bastion) {
        return bastion == null
                ? open(access, access.address(), access.port())
                : bastion.thenCompose(through -> openThrough(access, through));
    }

    /** What a machine shows before anybody logs in; nothing is sent but what it takes to see its key. */
    ShownKey shown(SshAccess access) throws NotReached {
        Dialled dialled = new Dialled(access, HostKeys.of(access));
        try (ClientSession session = client.connect(
                        access.user(), access.address(), access.port(), dialled.context(), null)
                .verify(CONNECT)
                .getSession()) {
            session.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), LOG_IN);
        } catch (IOException | RuntimeException refused) {
            if (dialled.shown().isEmpty()) {
                throw unreachable(access, refused);
            }
        }
        PublicKey key = dialled.shown().orElseThrow(() -> unreachable(access, new TimeoutException()));
        boolean known = dialled.refusal().isEmpty();
        boolean stranger =
                !known && !dialled.hostKeys().any() && !dialled.refusal().get().contains("revoked");
        return new ShownKey(
                PublicKeyEntry.toString(key),
                KeyUtils.getFingerPrint(key),
                known,
                stranger ? Optional.empty() : dialled.refusal());
    }

    private CompletableFuture<ClientSession> openThrough(SshAccess access, ClientSession bastion) {
        try {
            ExplicitPortForwardingTracker tunnel = bastion.createLocalPortForwardingTracker(
                    new SshdSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, 0),
                    new SshdSocketAddress(access.address(), access.port()));
            return open(
                            access,
                            SshdSocketAddress.LOCALHOST_IPV4,
                            tunnel.getBoundAddress().getPort())
                    .whenComplete((session, failure) -> {
                        if (failure == null) {
                            session.addCloseFutureListener(closed -> close(tunnel));
                        } else {
                            close(tunnel);
                        }
                    });
        } catch (IOException | RuntimeException refused) {
            return CompletableFuture.failedFuture(
                    new NotReached(access.machine() + " cannot be reached: " + told(refused), refused));
        }
    }

    private CompletableFuture<ClientSession> open(SshAccess access, String address, int port) {
        try {
            List<KeyPair> keys = identities.of(access);
            Dialled dialled = new Dialled(access, HostKeys.of(access));
            return turns.take()
                    .thenCompose(turn -> connected(access, address, port, dialled, keys)
                            .whenComplete((session, failure) -> turns.give()))
                    .exceptionallyCompose(
                            failure -> CompletableFuture.failedFuture(told(access, dialled, keys, cause(failure))));
        } catch (NotReached incomplete) {
            return CompletableFuture.failedFuture(incomplete);
        }
    }

    private CompletableFuture<ClientSession> connected(
            SshAccess access, String address, int port, Dialled dialled, List<KeyPair> keys) {
        try {
            return completed(client.connect(access.user(), address, port, dialled.context(), null), CONNECT)
                    .thenCompose(connected -> {
                        ClientSession session = connected.getSession();
                        keys.forEach(session::addPublicKeyIdentity);
                        return loggedIn(session);
                    });
        } catch (IOException | RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static CompletableFuture<ClientSession> loggedIn(ClientSession session) {
        try {
            return completed(session.auth(), LOG_IN).handle((done, failure) -> {
                if (failure != null) {
                    session.close(true);
                    throw new CompletionException(cause(failure));
                }
                return session;
            });
        } catch (IOException refused) {
            session.close(true);
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static <F extends SshFuture<F>> CompletableFuture<F> completed(F future, Duration limit) {
        CompletableFuture<F> done = new CompletableFuture<>();
        future.addListener(ended -> {
            try {
                // Already done: this only throws what went wrong.
                ((org.apache.sshd.common.future.VerifiableFuture<?>) ended).verify(1);
                done.complete(ended);
            } catch (IOException | RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static NotReached told(SshAccess access, Dialled dialled, List<KeyPair> keys, Throwable failure) {
        if (dialled.refusal().isPresent()) {
            return new NotReached(dialled.refusal().get());
        }
        String text = told(failure);
        if (text.contains("No more authentication methods") || text.contains("Too many authentication failures")) {
            String tried = keys.stream()
                    .map(pair -> KeyUtils.getFingerPrint(pair.getPublic()))
                    .collect(Collectors.joining(", "));
            return new NotReached(
                    access.machine() + " does not let user " + access.user() + " in with "
                            + (keys.isEmpty()
                                    ? "a key of the agent " + access.agent().orElse("")
                                    : access.key().orElseThrow() + " (" + tried + ")")
                            + ". Add its public key to the file authorized_keys of " + access.user()
                            + " there, or correct user: and key: in access",
                    failure);
        }
        return unreachable(access, failure);
    }

    private static NotReached unreachable(SshAccess access, Throwable failure) {
        if (deepest(failure) instanceof UnresolvedAddressException) {
            return new NotReached(
                    access.machine() + " cannot be reached over SSH: this machine knows no address for the name "
                            + access.address() + ". Correct the name, or say in access where to connect (address:)",
                    failure);
        }
        return new NotReached(
                access.machine() + " cannot be reached over SSH: "
                        + (failure instanceof TimeoutException ? "no answer in time" : told(failure))
                        + ". Check that the machine is up, that sshd listens on port " + access.port() + " of "
                        + access.address() + ", and that no firewall stands between",
                failure);
    }

    private static String told(Throwable failure) {
        Throwable deepest = deepest(failure);
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }

    private static void close(ExplicitPortForwardingTracker tunnel) {
        try {
            tunnel.close();
        } catch (IOException closed) {
            // With the bastion's connection, then.
        }
    }

    @Override
    public void close() {
        client.stop();
    }

    private static final class KnownTypesFirst implements SessionListener {

        @Override
        public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
            HostKeys keys = Dialled.of(session).hostKeys();
            proposal.computeIfPresent(KexProposalOption.SERVERKEYS, (option, types) -> keys.preferred(types));
        }
    }
}
